import { asc, eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { orderLines, orders } from "@/db/schema/orders";
import { newId } from "@/lib/shared/ids";
import { listMovements } from "@/lib/stock/product-stock";
import { findReceipt, listReceipts } from "@/lib/stock/receipt-list";
import { actsOn } from "@/lib/workspaces/audit-queries";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { pgliteDatabase, type TestDatabase } from "@/tests/database";
import { makeClient, makeOrder, makeProduct, makeWorkspace } from "@/tests/factories";
import { changeReceipt, closeReceipt, expectReceipt, receive } from "./receipt-commands";

let database: TestDatabase;
let ctx: Context;
let productId: string;

beforeAll(async () => {
  database = await pgliteDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  ctx = await makeWorkspace(database.db);
  await makeClient(ctx);
  productId = (await makeProduct(ctx, "OAK")).id;
});
afterEach(() => database.invariants());

const input = { sku: "OAK", quantity: 5000, dueOn: "2026-06-12", reference: "PO-77" };
async function expected(set: Partial<typeof input> & { key?: string } = {}): Promise<string> {
  const outcome = await expectReceipt(ctx, { ...input, ...set });
  if (!outcome.ok) {
    throw new Error(`Refused: ${JSON.stringify(outcome.refusal)}`);
  }
  return outcome.value.id;
}
const line = async (number: string) => {
  const [row] = await withWorkspace(ctx, (tx) =>
    tx
      .select({
        reserved: orderLines.reserved,
        expected: orderLines.expected,
        on: orderLines.expectedOn,
        cover: orders.stockCover,
      })
      .from(orderLines)
      .innerJoin(orders, eq(orders.id, orderLines.orderId))
      .where(eq(orders.number, number))
      .orderBy(asc(orderLines.line)),
  );
  return row;
};
type Search = Record<"q" | "after" | "before", string | null>;
const first: Search = { q: null, after: null, before: null };

describe("an expected receipt", () => {
  test("covers open orders from the moment it is expected, and moves their day with its own", async () => {
    const order = await makeOrder(ctx, [{ sku: "OAK", quantity: 3000 }]);
    const id = await expected();
    expect(await line(order)).toMatchObject({
      expected: 3000,
      on: "2026-06-12",
      cover: "expected",
    });
    await changeReceipt(ctx, id, { dueOn: "2026-06-20", quantity: 2000 });
    expect(await line(order)).toMatchObject({ expected: 2000, on: "2026-06-20", cover: "short" });
    expect(await findReceipt(ctx, id)).toMatchObject({
      sku: "OAK",
      quantity: 2000,
      promised: 2000,
      waiting: [{ order, client: "ACME Ltd", quantity: 2000 }],
    });
  });

  test("comes in parts: each is a movement, and goes to whoever waits", async () => {
    const order = await makeOrder(ctx, [{ sku: "OAK", quantity: 3000 }]);
    const id = await expected();
    expect(await receive(ctx, id, { quantity: 2000, note: "one pallet" })).toEqual({
      ok: true,
      value: { over: 0, left: 3000 },
    });
    expect(await line(order)).toMatchObject({ reserved: 2000, expected: 1000, cover: "expected" });
    expect(await receive(ctx, id, { quantity: 4000 })).toEqual({
      ok: true,
      value: { over: 1000, left: 0 },
    });
    expect(await line(order)).toMatchObject({ reserved: 3000, expected: 0, cover: "in_stock" });
    const movements = await listMovements(ctx, productId, { after: null, before: null });
    expect(movements.rows.map(({ quantity, reason, note }) => [quantity, reason, note])).toEqual([
      [4000, "receipt", "PO-77"],
      [2000, "receipt", "PO-77: one pallet"],
    ]);
    expect((await listReceipts(ctx, first)).rows).toEqual([]);
    expect(await receive(ctx, id, { quantity: 1000 })).toMatchObject({
      refusal: { code: "receipt_complete" },
    });
  });

  test("closed short leaves who waited short, and expected again covers them again", async () => {
    const order = await makeOrder(ctx, [{ sku: "OAK", quantity: 3000 }]);
    const id = await expected();
    await receive(ctx, id, { quantity: 1000 });
    expect(await closeReceipt(ctx, id, true)).toEqual({ ok: true, value: { left: "4" } });
    expect(await line(order)).toMatchObject({ reserved: 1000, expected: 0, cover: "partly" });
    expect(await closeReceipt(ctx, id, true)).toMatchObject({
      refusal: { code: "receipt_closed" },
    });
    expect((await closeReceipt(ctx, id, false)).ok).toBe(true);
    expect(await line(order)).toMatchObject({ reserved: 1000, expected: 2000, cover: "expected" });
  });

  test("is done once by the second click, and never over somebody else's change", async () => {
    const key = newId();
    expect(await expected({ key })).toBe(await expected({ key }));
    expect((await listReceipts(ctx, first)).rows).toHaveLength(1);
    const seen = "5000|0|2026-06-12|open|PO-77";
    expect((await receive(ctx, key, { quantity: 2000, seen })).ok).toBe(true);
    const stale = { refusal: { code: "changed_meanwhile" } };
    expect(await receive(ctx, key, { quantity: 2000, seen })).toMatchObject(stale);
    expect(await changeReceipt(ctx, key, { quantity: 9000, seen })).toMatchObject(stale);
    expect(await findReceipt(ctx, key)).toMatchObject({ received: 2000, quantity: 5000 });
  });

  test("of a service, an unknown product or another workspace is refused as unknown", async () => {
    await makeProduct(ctx, "FREIGHT", { kind: "service", tracked: false });
    expect(await expectReceipt(ctx, { ...input, sku: "FREIGHT" })).toMatchObject({
      refusal: { code: "not_goods", field: "sku" },
    });
    expect(await expectReceipt(ctx, { ...input, sku: "NOPE" })).toMatchObject({
      refusal: { code: "unknown_product", field: "sku" },
    });
    const id = await expected();
    const other = await makeWorkspace(database.db);
    await makeProduct(other, "OAK");
    const unknown = { ok: false, refusal: { code: "not_found" } };
    for (const [where, one] of [
      [other, id],
      [ctx, newId()],
      [ctx, "nonsense"],
    ] as const) {
      expect(await receive(where, one, { quantity: 1000 })).toEqual(unknown);
      expect(await changeReceipt(where, one, { quantity: 1000 })).toEqual(unknown);
      expect(await closeReceipt(where, one, true)).toEqual(unknown);
      expect(await findReceipt(where, one)).toBeNull();
    }
    expect(await expectReceipt(other, { ...input, key: id })).toMatchObject({
      refusal: { code: "key_reused" },
    });
    expect((await listReceipts(other, first)).rows).toEqual([]);
  });

  test("makes a product that was not tracked tracked when it comes", async () => {
    await makeProduct(ctx, "ASH", { tracked: false });
    const order = await makeOrder(ctx, [{ sku: "ASH" }]);
    const id = await expected({ sku: "ASH" });
    expect(await line(order)).toMatchObject({ cover: "not_tracked" });
    await receive(ctx, id, { quantity: 5000 });
    expect(await line(order)).toMatchObject({ reserved: 1000, cover: "in_stock" });
  });
});

describe("the list of what is expected", () => {
  test("is by day, finds by reference or product, and pages both ways", async () => {
    for (const [at, dueOn] of ["2026-06-20", "2026-06-10", "2026-06-10"].entries()) {
      await expected({ dueOn, reference: `PO-${at}` });
    }
    const refs = async (set: Partial<Search>, limit = 50) => {
      const page = await listReceipts(ctx, { ...first, ...set }, limit);
      return { ...page, refs: page.rows.map(({ reference }) => reference) };
    };
    expect((await refs({})).refs).toEqual(["PO-1", "PO-2", "PO-0"]);
    expect((await refs({ q: "po-2" })).refs).toEqual(["PO-2"]);
    expect((await refs({ q: "product oak" })).refs).toHaveLength(3);
    const one = await refs({}, 2);
    const two = await refs({ after: one.next }, 2);
    expect([one.refs, two.refs]).toEqual([["PO-1", "PO-2"], ["PO-0"]]);
    expect((await refs({ before: two.previous }, 2)).refs).toEqual(["PO-1", "PO-2"]);
  });

  test("leaves what was done to it in the audit log, each act once", async () => {
    const key = newId();
    const id = await expected({ key });
    await expected({ key });
    await changeReceipt(ctx, id, { dueOn: "2026-06-20" });
    await changeReceipt(ctx, id, { dueOn: "2026-06-20" });
    await receive(ctx, id, { quantity: 2000 });
    await closeReceipt(ctx, id, true);
    await closeReceipt(ctx, id, true);
    await closeReceipt(ctx, id, false);
    await expected({ reference: "PO-78" });
    const rows = await actsOn(ctx, id);
    expect(rows.toReversed().map(({ action, subject, data }) => [action, subject, data])).toEqual([
      ["receipt_expected", "PO-77 of OAK", { quantity: "5", dueOn: "2026-06-12" }],
      ["receipt_changed", "PO-77 of OAK", { changes: { dueOn: ["2026-06-12", "2026-06-20"] } }],
      ["receipt_received", "PO-77 of OAK", { quantity: "2" }],
      ["receipt_closed", "PO-77 of OAK", { left: "3" }],
      ["receipt_reopened", "PO-77 of OAK", { left: "3" }],
    ]);
  });
});
