import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { expectedReceipts } from "@/db/schema/products";
import { printDocuments } from "@/lib/documents/commands";
import { undoMoves } from "@/lib/moves/commands";
import { recordMovement } from "@/lib/orders/stock-movements";
import { createProduction } from "@/lib/production/create";
import { newId } from "@/lib/shared/ids";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { pgliteDatabase, type TestDatabase } from "@/tests/database";
import { makeClient, makeOrder, makeProduct, makeWorkspace } from "@/tests/factories";
import { parseStockList } from "./list";
import { countStock, listStock } from "./listing";
import { listHolders, listMovements, listSupply } from "./product-stock";

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

const expectReceipt = (productId: string, quantity: number, dueOn: string) =>
  withWorkspace(ctx, (tx) =>
    tx.insert(expectedReceipts).values({
      id: newId(),
      workspaceId: ctx.workspaceId,
      productId,
      reference: "PO-77",
      quantity,
      dueOn,
    }),
  );
const skus = async (params: Record<string, string> = {}) =>
  (await listStock(ctx, parseStockList(params))).rows.map(({ sku }) => sku);

describe("the list of stock", () => {
  beforeEach(async () => {
    await makeProduct(ctx, "ASH", { onHand: 5000 });
    const oak = await makeProduct(ctx, "OAK", { onHand: 2000, made: true });
    await makeProduct(ctx, "PINE", { onHand: 1000 });
    await makeProduct(ctx, "TEAK", { tracked: false });
    await makeProduct(ctx, "FREIGHT", { kind: "service", tracked: false });
    await expectReceipt(oak.id, 1000, "2026-06-12");
    await makeOrder(ctx, [{ sku: "OAK", quantity: 6000 }]);
    await makeOrder(ctx, [{ sku: "ASH", quantity: 2000 }]);
    await createProduction(ctx, { sku: "OAK", quantity: 1500, dueOn: "2026-06-20" });
  });

  test("shows each of the goods with what is there, held, to come and missing", async () => {
    const { rows } = await listStock(ctx, parseStockList({}));
    expect(rows.map(({ id: _id, name: _name, ...row }) => row)).toEqual([
      {
        sku: "ASH",
        tracked: true,
        onHand: 5000,
        reserved: 2000,
        owed: 2000,
        expected: 0,
        short: 0,
      },
      {
        sku: "OAK",
        tracked: true,
        onHand: 2000,
        reserved: 2000,
        owed: 6000,
        expected: 2500,
        short: 1500,
      },
      { sku: "PINE", tracked: true, onHand: 1000, reserved: 0, owed: 0, expected: 0, short: 0 },
      { sku: "TEAK", tracked: false, onHand: 0, reserved: 0, owed: 0, expected: 0, short: 0 },
    ]);
  });

  test("narrows to what is short, oversold or not tracked, and counts each", async () => {
    expect(await skus({ list: "short" })).toEqual(["OAK"]);
    expect(await skus({ list: "oversold" })).toEqual(["OAK"]);
    expect(await skus({ list: "not_tracked" })).toEqual(["TEAK"]);
    expect(await countStock(ctx)).toEqual({ short: 1, oversold: 1, not_tracked: 1, expected: 1 });
    await createProduction(ctx, { sku: "OAK", quantity: 1500, dueOn: "2026-06-20" });
    expect(await skus({ list: "short" })).toEqual([]);
    expect(await skus({ list: "oversold" })).toEqual(["OAK"]);
  });

  test("finds by SKU or name, and pages both ways", async () => {
    expect(await skus({ q: "product p" })).toEqual(["PINE"]);
    expect(await skus({ q: "oak" })).toEqual(["OAK"]);
    const first = await listStock(ctx, parseStockList({}), 2);
    const second = await listStock(ctx, parseStockList({ after: first.next ?? "" }), 2);
    expect(second.rows.map(({ sku }) => sku)).toEqual(["PINE", "TEAK"]);
    expect(second.next).toBeNull();
    const back = await listStock(ctx, parseStockList({ before: second.previous ?? "" }), 2);
    expect(back.rows).toEqual(first.rows);
    expect(await skus({ after: "nonsense" })).toHaveLength(4);
  });

  test("shows nothing of another workspace", async () => {
    const other = await makeWorkspace(database.db);
    expect((await listStock(other, parseStockList({}))).rows).toEqual([]);
    expect(await countStock(other)).toEqual({ short: 0, oversold: 0, not_tracked: 0, expected: 0 });
  });
});

describe("a product's page", () => {
  test("names who holds it, in queue order, and what of that is packed", async () => {
    const product = await makeProduct(ctx, "OAK", { onHand: 3000 });
    await expectReceipt(product.id, 1000, "2026-06-12");
    const a = await makeOrder(ctx, [{ sku: "OAK", quantity: 2000 }], { shipByOn: "2026-06-10" });
    const b = await makeOrder(ctx, [
      { sku: "OAK", quantity: 1000 },
      { sku: "OAK", quantity: 2000 },
    ]);
    const print = { kinds: ["label"] as const, orders: [a], idempotencyKey: newId() };
    const job = await printDocuments(ctx, print);
    await undoMoves(ctx, { batchId: job.ok ? job.value.id : "" });
    await recordMovement(ctx, { sku: "OAK", quantity: -500, reason: "scrap" });
    const { rows, total } = await listHolders(ctx, product.id);
    expect(total).toBe(2);
    expect(rows).toMatchObject([
      { order: a, promise: "2026-06-10", owed: 2000, reserved: 2000, packed: 2000, short: 0 },
      {
        order: b,
        promise: null,
        owed: 3000,
        reserved: 500,
        packed: 0,
        expected: 1000,
        short: 1500,
      },
    ]);
    const moved = (await listMovements(ctx, product.id, { after: null, before: null })).rows;
    expect(new Map(moved.map(({ reason, shipment }) => [reason, shipment?.order ?? null]))).toEqual(
      new Map([
        ["scrap", null],
        ["dispatch_undone", a],
        ["dispatch", a],
        ["receipt", null],
      ]),
    );
    expect(await listHolders(ctx, product.id, 1)).toMatchObject({ rows: [{ order: a }], total: 2 });
  });

  test("lists what is to come by day, with what of it is promised", async () => {
    const product = await makeProduct(ctx, "OAK", { made: true });
    const order = await makeOrder(ctx, [{ sku: "OAK", quantity: 2000 }]);
    await createProduction(ctx, { sku: "OAK", quantity: 3000, dueOn: "2026-06-20", order });
    await expectReceipt(product.id, 1000, "2026-06-12");
    expect(await listSupply(ctx, product.id)).toMatchObject([
      {
        kind: "receipt",
        source: "PO-77",
        on: "2026-06-12",
        quantity: 1000,
        promised: 0,
        order: null,
      },
      { kind: "production", on: "2026-06-20", quantity: 3000, promised: 2000, order },
    ]);
  });

  test("pages through all that ever moved, the latest first, none twice", async () => {
    const product = await makeProduct(ctx, "OAK", { onHand: 1000 });
    for (let at = 0; at < 6; at += 1) {
      await recordMovement(ctx, { sku: "OAK", quantity: 1000 + at, reason: "receipt" });
    }
    const seen: number[] = [];
    let after: string | null = null;
    do {
      const page = await listMovements(ctx, product.id, { after, before: null }, 3);
      seen.push(...page.rows.map(({ quantity }) => quantity));
      after = page.next;
    } while (after !== null);
    expect(seen).toEqual([1005, 1004, 1003, 1002, 1001, 1000, 1000]);
    const odd = { after: Buffer.from('["x","y"]').toString("base64url"), before: null };
    expect((await listMovements(ctx, product.id, odd, 3)).rows).toHaveLength(3);
  });
});
