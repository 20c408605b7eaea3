import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { orders } from "@/db/schema/orders";
import { createProduct } from "@/lib/products/commands";
import { productSchema } from "@/lib/products/input";
import { findProduct, listProducts } from "@/lib/products/queries";
import { listMovements } from "@/lib/stock/product-stock";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { pgliteDatabase, type TestDatabase } from "@/tests/database";
import { makeClient, makeOrder, makeProduct, makeWorkspace } from "@/tests/factories";
import { updateProduct } from "./product-changes";
import { recordMovement, setOnHand } from "./stock-movements";

let database: TestDatabase;
let ctx: Context;

beforeAll(async () => {
  database = await pgliteDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  ctx = await makeWorkspace(database.db);
  await makeClient(ctx);
});
afterEach(() => database.invariants());

const order = async (number: string) => {
  const [row] = await withWorkspace(ctx, (tx) =>
    tx.select().from(orders).where(eq(orders.number, number)),
  );
  return row;
};

describe("a stock movement", () => {
  test("adds to on hand and reserves for the queue at once", async () => {
    await makeProduct(ctx, "CHAIR");
    const number = await makeOrder(ctx, [{ sku: "CHAIR", quantity: 2500 }]);
    expect(await order(number)).toMatchObject({ stockCover: "short" });
    const moved = await recordMovement(ctx, { sku: "CHAIR", quantity: 3000, reason: "receipt" });
    expect(moved).toEqual({
      ok: true,
      value: { sku: "CHAIR", onHand: 3000, reserved: 2500, available: 500 },
    });
    expect(await order(number)).toMatchObject({ stockCover: "in_stock" });
  });

  test("makes a product that was not tracked tracked, and its orders show it", async () => {
    await makeProduct(ctx, "CARD", { tracked: false });
    const number = await makeOrder(ctx, [{ sku: "CARD", quantity: 2000 }]);
    expect(await order(number)).toMatchObject({ stockCover: "not_tracked" });
    await recordMovement(ctx, { sku: "CARD", quantity: 1000, reason: "receipt" });
    expect(await order(number)).toMatchObject({ stockCover: "partly", stockPercent: 50 });
  });

  test.each([
    ["below zero", { quantity: -4000, reason: "scrap" }, "below_zero"],
    ["of nothing", { quantity: 0, reason: "other" }, "zero"],
    ["too large to keep", { quantity: 99_999_999_999_999, reason: "receipt" }, "too_much_stock"],
  ] as const)("%s is refused and changes nothing", async (_name, movement, code) => {
    await makeProduct(ctx, "CHAIR", { onHand: 3000 });
    expect(await recordMovement(ctx, { sku: "CHAIR", ...movement })).toMatchObject({
      ok: false,
      refusal: { code },
    });
    expect(await findProduct(ctx, { sku: "CHAIR" })).toMatchObject({ onHand: 3000 });
  });

  test("of a service, of an unknown product and of another workspace's product is refused", async () => {
    await makeProduct(ctx, "SETUP", { kind: "service", tracked: false });
    const one = { quantity: 1000, reason: "receipt" } as const;
    expect(await recordMovement(ctx, { sku: "SETUP", ...one })).toMatchObject({
      refusal: { code: "not_goods" },
    });
    const unknown = await recordMovement(ctx, { sku: "NONE", ...one });
    const other = await makeWorkspace(database.db, { name: "Other" });
    expect(await recordMovement(other, { sku: "SETUP", ...one })).toEqual(unknown);
  });
});

describe("a count", () => {
  test("below what is reserved succeeds, releases the last in the queue and flags it until it is covered again", async () => {
    await makeProduct(ctx, "CHAIR", { onHand: 3000 });
    const first = await makeOrder(ctx, [{ sku: "CHAIR", quantity: 2000 }]);
    const last = await makeOrder(ctx, [{ sku: "CHAIR", quantity: 1000 }]);
    expect(await setOnHand(ctx, { sku: "CHAIR", onHand: 2000 })).toMatchObject({
      value: { onHand: 2000, reserved: 2000 },
    });
    expect(await order(first)).toMatchObject({ stockCover: "in_stock", attention: null });
    expect(await order(last)).toMatchObject({ stockCover: "short", attention: "stock_released" });
    await setOnHand(ctx, { sku: "CHAIR", onHand: 5000 });
    expect(await order(last)).toMatchObject({ stockCover: "in_stock", attention: null });
    const product = await findProduct(ctx, { sku: "CHAIR" });
    const movements = await listMovements(ctx, product?.id ?? "", { after: null, before: null });
    expect(movements.rows.map((one) => [one.reason, one.quantity])).toEqual([
      ["count", 3000],
      ["count", -1000],
      ["receipt", 3000],
    ]);
  });

  test("of nothing on hand makes a product tracked, once", async () => {
    await makeProduct(ctx, "VASE", { tracked: false });
    const number = await makeOrder(ctx, [{ sku: "VASE" }]);
    expect(await order(number)).toMatchObject({ stockCover: "not_tracked" });
    expect(await setOnHand(ctx, { sku: "VASE", onHand: 0 })).toMatchObject({
      value: { onHand: 0, reserved: 0 },
    });
    expect(await order(number)).toMatchObject({ stockCover: "short" });
    expect(await setOnHand(ctx, { sku: "VASE", onHand: 0 })).toMatchObject({
      refusal: { code: "zero" },
    });
  });

  test("that finds what the ledger says changes nothing and says so", async () => {
    await makeProduct(ctx, "CHAIR", { onHand: 3000 });
    expect(await setOnHand(ctx, { sku: "CHAIR", onHand: 3000 })).toMatchObject({
      refusal: { code: "zero" },
    });
  });
});

describe("a product", () => {
  const input = (set: Record<string, unknown> = {}) =>
    productSchema.parse({ sku: "DESK", name: "Desk", tracked: true, ...set });

  test("is created once per SKU; another workspace may have the same", async () => {
    expect(await createProduct(ctx, input())).toMatchObject({ ok: true });
    expect(await createProduct(ctx, input())).toMatchObject({ refusal: { code: "sku_taken" } });
    const other = await makeWorkspace(database.db, { name: "Other" });
    expect(await createProduct(other, input())).toMatchObject({ ok: true });
    expect((await listProducts(ctx, { q: "des", after: null, before: null })).total).toBe(1);
  });

  test("changes in its latest version only, and only in its own workspace", async () => {
    const created = await createProduct(ctx, input());
    const id = created.ok ? created.value.id : "";
    expect(await updateProduct(ctx, { id, version: 1 }, input({ name: "Oak desk" }))).toMatchObject(
      {
        value: { version: 2 },
      },
    );
    expect(await updateProduct(ctx, { id, version: 1 }, input())).toMatchObject({
      refusal: { code: "changed_meanwhile" },
    });
    const other = await makeWorkspace(database.db, { name: "Other" });
    expect(await updateProduct(other, { id, version: 2 }, input())).toMatchObject({
      refusal: { code: "not_found" },
    });
  });

  test("that becomes a service asks its orders for nothing; with stock it must stay tracked", async () => {
    const product = await makeProduct(ctx, "DESK");
    const number = await makeOrder(ctx, [{ sku: "DESK" }]);
    await updateProduct(ctx, { id: product.id, version: 1 }, input({ kind: "service" }));
    expect(await order(number)).toMatchObject({
      stockCover: "not_needed",
      shipmentStatus: "not_needed",
    });
    const stocked = await makeProduct(ctx, "SHELF", { onHand: 1000 });
    expect(
      await updateProduct(
        ctx,
        { id: stocked.id, version: 1 },
        input({ sku: "SHELF", tracked: false }),
      ),
    ).toMatchObject({ refusal: { code: "has_stock" } });
  });

  test.each([
    ["a wrong GTIN", { gtin: "4006381333930" }, "gtin"],
    ["no name", { name: " " }, "name"],
    ["a negative lead time", { leadTimeDays: -1 }, "leadTimeDays"],
    ["half a cent", { unitPriceMinor: 0.5 }, "unitPriceMinor"],
  ])("with %s is refused at the field", (_name, set, field) => {
    const parsed = productSchema.safeParse({ sku: "DESK", name: "Desk", ...set });
    expect(parsed.error?.issues[0]?.path).toEqual([field]);
  });
});
