import { asc, eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { moves, orderLines, orders } from "@/db/schema/orders";
import { newId } from "@/lib/shared/ids";
import { markShipped } from "@/lib/shipments/commands";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { pgliteDatabase, type TestDatabase } from "@/tests/database";
import { makeClient, makeOrder, makeProduct, makeWorkspace } from "@/tests/factories";
import { moveOrders } from "./commands";
import { readOrderList } from "./list";
import { parseListParams } from "./list-params";

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

test("closing by hand short-closes the rest of the goods and leaves services as they are", async () => {
  await makeProduct(ctx, "CHAIR", { onHand: 2000 });
  await makeProduct(ctx, "SETUP", { kind: "service", tracked: false });
  const lines = [{ sku: "CHAIR", quantity: 5000 }, { sku: "SETUP" }];
  const number = await makeOrder(ctx, lines, { allowPartial: true });
  await markShipped(ctx, { orderNumber: number, batchId: newId() });
  const { moved } = await moveOrders(ctx, [number], { type: "close", byHand: true });
  expect(moved).toHaveLength(1);
  const stored = await withWorkspace(ctx, (tx) =>
    tx
      .select({ shipped: orderLines.shipped, shortClosed: orderLines.shortClosed })
      .from(orderLines)
      .orderBy(asc(orderLines.line)),
  );
  expect(stored).toEqual([
    { shipped: 2000, shortClosed: 3000 },
    { shipped: 0, shortClosed: 0 },
  ]);
});

test("the moves of a batch are made in the order that was asked for", async () => {
  await makeProduct(ctx, "CHAIR");
  const made = [];
  for (const _ of [1, 2, 3]) {
    made.push(await makeOrder(ctx, [{ sku: "CHAIR" }]));
  }
  const asked = made.toReversed();
  const { moved } = await moveOrders(ctx, asked, { type: "archive", reason: "cancelled" });
  expect(moved.map(({ number }) => number)).toEqual(asked);
  const stored = await withWorkspace(ctx, (tx) =>
    tx
      .select({ number: orders.number })
      .from(moves)
      .innerJoin(orders, eq(orders.id, moves.orderId))
      .orderBy(asc(moves.id)),
  );
  expect(stored.map(({ number }) => number)).toEqual(asked);
});

test("many orders move together, each with an answer of its own, and leave their stock to those behind them", async () => {
  await makeProduct(ctx, "CHAIR", { onHand: 2000 });
  const numbers: string[] = [];
  for (let at = 0; at < 4; at += 1) {
    numbers.push(await makeOrder(ctx, [{ sku: "CHAIR" }]));
  }
  const [first = "", second = "", third = "", fourth = ""] = numbers;
  const cancel = { type: "archive", reason: "cancelled" } as const;
  await moveOrders(ctx, [second], cancel);
  const { moved, refused } = await moveOrders(ctx, [third, "NOBODY", second, first, first], cancel);
  expect(moved.map(({ number, from, to }) => [number, from, to])).toEqual([
    [third, "open", "archived"],
    [first, "open", "archived"],
  ]);
  expect(refused.map(({ order, refusal }) => [order, refusal.code])).toEqual([
    ["NOBODY", "not_found"],
    [second, "already_archived"],
  ]);
  const { rows } = await readOrderList(ctx, "open", parseListParams({}, "open"));
  expect(rows.map(({ number, stock }) => [number, stock.value])).toEqual([[fourth, "in_stock"]]);
});
