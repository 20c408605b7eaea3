import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { expectedReceipts } from "@/db/schema/products";
import { newId } from "@/lib/shared/ids";
import { reallocate } from "@/lib/stock/allocate";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { pgliteDatabase, type TestDatabase } from "@/tests/database";
import { makeClient, makeOrder, makeProduct, makeWorkspace } from "@/tests/factories";
import { moveOrders } from "./commands";
import { rederive } from "./derive";
import { countElsewhere, readOrderList } from "./list";
import { parseListParams } from "./list-params";

let database: TestDatabase;
let ctx: Context;

beforeAll(async () => {
  database = await pgliteDatabase();
});
beforeEach(async () => {
  ctx = await makeWorkspace(database.db);
  await makeClient(ctx);
});
afterEach(() => database.invariants());
afterAll(() => database.close());

const list = (raw: Record<string, string> = {}, tab: "open" | "closed" | "archived" = "open") =>
  readOrderList(ctx, tab, parseListParams(raw, tab));
const numbersOf = async (raw: Record<string, string>) =>
  (await list(raw)).rows.map(({ number }) => number);

describe("a row of the list", () => {
  test("tells its two largest lines, its client and when the missing units come", async () => {
    const chair = await makeProduct(ctx, "CHAIR", { onHand: 2500 });
    await makeProduct(ctx, "OIL", { tracked: false });
    await withWorkspace(ctx, async (tx) => {
      await tx.insert(expectedReceipts).values({
        id: newId(),
        workspaceId: ctx.workspaceId,
        productId: chair.id,
        reference: "PUR-7",
        quantity: 9000,
        dueOn: "2026-06-12",
        createdAt: ctx.now,
      });
    });
    const lines = [{ sku: "OIL" }, { sku: "CHAIR", quantity: 4125 }, { sku: "OIL", quantity: 500 }];
    await makeOrder(ctx, lines, { deliverByOn: "2026-06-10", poNumber: "77" });
    await withWorkspace(ctx, async (tx) => {
      await rederive(tx, ctx, await reallocate(tx, ctx, [chair.id]));
    });
    const { rows, counts, clients } = await list();
    expect(rows[0]).toMatchObject({
      number: "SO-1001",
      poNumber: "77",
      client: { code: "ACME", name: "ACME Ltd" },
      items: [
        { name: "Product CHAIR", quantity: 4125 },
        { name: "Product OIL", quantity: 1000 },
      ],
      moreItems: 1,
      dueOn: "2026-06-10",
      stock: { value: "late", percent: 60, expectedOn: "2026-06-12" },
    });
    expect(counts).toEqual({ open: 1, closed: 0, archived: 0 });
    expect(clients).toEqual([["ACME", "ACME Ltd"]]);
  });

  test("is not another workspace's, and neither is what stands around it", async () => {
    await makeProduct(ctx, "CHAIR");
    await makeOrder(ctx, [{ sku: "CHAIR" }]);
    const ours = ctx;
    ctx = await makeWorkspace(database.db);
    expect(await list()).toMatchObject({ rows: [], clients: [], recentBatch: null });
    expect((await list()).counts.open).toBe(0);
    ctx = ours;
  });
});

describe("a page", () => {
  test("goes forth and back through all rows once, in each sort", async () => {
    await makeProduct(ctx, "CHAIR");
    for (let at = 0; at < 103; at += 1) {
      const due = at % 3 === 0 ? {} : { deliverByOn: `2026-07-${10 + (at % 7)}` };
      await makeOrder(ctx, [{ sku: "CHAIR" }], due);
    }
    for (const sort of ["queue", "due", "recent"]) {
      const first = await list({ sort });
      const second = await list({ sort, after: first.next ?? "" });
      const third = await list({ sort, after: second.next ?? "" });
      const all = [first, second, third].flatMap(({ rows }) => rows.map(({ number }) => number));
      expect(new Set(all).size, sort).toBe(103);
      expect([first.firstAt, second.firstAt, third.firstAt]).toEqual([1, 51, 101]);
      expect([first.previous, third.next]).toEqual([null, null]);
      const back = await numbersOf({ sort, before: third.previous ?? "" });
      expect(back, sort).toEqual(second.rows.map(({ number }) => number));
    }
  }, 120_000);

  test("counts what a search finds, here and in the other tabs", async () => {
    await makeProduct(ctx, "CHAIR");
    await makeProduct(ctx, "TABLE");
    const first = await makeOrder(ctx, [{ sku: "CHAIR" }]);
    await makeOrder(ctx, [{ sku: "CHAIR" }]);
    await makeOrder(ctx, [{ sku: "TABLE" }]);
    await moveOrders(ctx, [first], { type: "archive", reason: "cancelled" });
    const params = parseListParams({ q: "chair" }, "open");
    expect(await readOrderList(ctx, "open", params)).toMatchObject({ found: 1 });
    expect((await list()).found).toBeNull();
    expect(await countElsewhere(ctx, "open", params)).toEqual([
      { tab: "closed", orders: 0 },
      { tab: "archived", orders: 1 },
    ]);
  });

  test("finds an order by its numbers, its products and its client, by how a word or a part of it begins", async () => {
    await makeProduct(ctx, "CHAIR-OAK-01");
    await makeProduct(ctx, "TABLE");
    await makeClient(ctx, "BOLT");
    const chairs = { source: "shop", externalId: "#5001", poNumber: "PO-77 North" };
    const first = await makeOrder(ctx, [{ sku: "CHAIR-OAK-01" }, { sku: "TABLE" }], chairs);
    const second = await makeOrder(ctx, [{ sku: "TABLE" }], { client: { code: "BOLT" } });
    const found = {
      "so-1001": [first],
      "SO-10": [first, second],
      1002: [second],
      "#5001": [first],
      500: [first],
      "po-77": [first],
      "77 north": [first],
      "north PO-7": [first],
      "chair-oak": [first],
      oak: [first],
      "oak-01 table": [first],
      table: [first, second],
      "bolt l": [second],
      olt: [second],
      hair: [],
      "oak south": [],
      "%": [],
      _: [],
      "\\": [],
    };
    for (const [q, numbers] of Object.entries(found)) {
      expect((await numbersOf({ q })).toSorted(), q).toEqual(numbers);
      expect((await list({ q })).found, q).toBe(numbers.length);
    }
    expect(await numbersOf({ q: "table", client: "BOLT" })).toEqual([second]);
  });

  test("finds an order where it is now, by what it says now", async () => {
    await makeProduct(ctx, "CHAIR");
    const number = await makeOrder(ctx, [{ sku: "CHAIR" }], { poNumber: "OLD" });
    await withWorkspace(ctx, (tx) =>
      tx.execute(
        sql`update orders set po_number = 'NEW', search_text = ${`${number.toLowerCase()} new chair`}`,
      ),
    );
    expect([await numbersOf({ q: "old" }), await numbersOf({ q: "new" })]).toEqual([[], [number]]);
    await moveOrders(ctx, [number], { type: "archive", reason: "cancelled" });
    expect(await numbersOf({ q: "new" })).toEqual([]);
    expect((await list({ q: "new" }, "archived")).rows).toHaveLength(1);
  });

  test("names the last moves into its tab for a quarter of an hour", async () => {
    await makeProduct(ctx, "CHAIR");
    const number = await makeOrder(ctx, [{ sku: "CHAIR" }]);
    await moveOrders(ctx, [number], { type: "archive", reason: "cancelled" });
    expect((await list({}, "archived")).recentBatch).not.toBeNull();
    expect((await list()).recentBatch).toBeNull();
    ctx = { ...ctx, now: new Date(ctx.now.getTime() + 16 * 60_000) };
    expect((await list({}, "archived")).recentBatch).toBeNull();
  });
});
