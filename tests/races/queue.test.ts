import { and, asc, eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { orders } from "@/db/schema/orders";
import { products } from "@/db/schema/products";
import { printDocuments } from "@/lib/documents/commands";
import { moveOrders } from "@/lib/orders/commands";
import { moveInQueue } from "@/lib/orders/queue-moves";
import { recordMovement } from "@/lib/orders/stock-movements";
import { newId } from "@/lib/shared/ids";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { postgresDatabase, type TestDatabase } from "@/tests/database";
import { makeClient, makeOrder, makeProduct, makeWorkspace } from "@/tests/factories";

/** Real Postgres only: an embedded database has one connection and hides every race. */
let database: TestDatabase;
let ctx: Context;

beforeAll(async () => {
  database = await postgresDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  ctx = await makeWorkspace(database.db);
  await makeClient(ctx);
});
afterEach(() => database.invariants());

const place = async (count: number, sku = "CHAIR") => {
  const numbers: string[] = [];
  for (let at = 0; at < count; at += 1) {
    numbers.push(await makeOrder(ctx, [{ sku }]));
  }
  return numbers;
};
const openOrders = () =>
  withWorkspace(ctx, (tx) =>
    tx
      .select({ number: orders.number, rank: orders.rank, cover: orders.stockCover })
      .from(orders)
      .where(and(eq(orders.workspaceId, ctx.workspaceId), eq(orders.tab, "open")))
      .orderBy(asc(orders.rank), asc(orders.id)),
  );

describe("on a real Postgres", () => {
  test("moves into one gap at once get a rank each", async () => {
    // A product each: nothing but the queue itself makes the moves meet.
    const skus = Array.from({ length: 12 }, (_, at) => `CHAIR-${at}`);
    const numbers: string[] = [];
    for (const sku of skus) {
      await makeProduct(ctx, sku, { onHand: 1000 });
      numbers.push(...(await place(1, sku)));
    }
    const [first = "", ...others] = numbers;
    for (let round = 0; round < 2; round += 1) {
      const moved = await Promise.all(
        others.map((order) => moveInQueue(ctx, { order, place: { before: first } })),
      );
      expect(moved.every((one) => one.ok)).toBe(true);
      const queue = await openOrders();
      expect(new Set(queue.map(({ rank }) => rank)).size).toBe(12);
      expect(queue.at(-1)?.number).toBe(first);
    }
  });

  test("two orders that each go before the other end in one of both orders", async () => {
    await makeProduct(ctx, "CHAIR", { onHand: 1000 });
    const [a = "", b = ""] = await place(2);
    for (let round = 0; round < 6; round += 1) {
      await Promise.all([
        moveInQueue(ctx, { order: a, place: { before: b } }),
        moveInQueue(ctx, { order: b, place: { before: a } }),
      ]);
      const [first, second] = await openOrders();
      expect([first?.cover, second?.cover]).toEqual(["in_stock", "short"]);
    }
  });

  test("a move, a print, new orders, a receipt and a cancel at once leave all whole", async () => {
    await makeProduct(ctx, "CHAIR", { onHand: 3000 });
    await makeProduct(ctx, "STOOL", { onHand: 3000 });
    for (let round = 0; round < 3; round += 1) {
      const chairs = await place(4);
      const stools = await place(3, "STOOL");
      const both = await makeOrder(ctx, [{ sku: "STOOL" }, { sku: "CHAIR" }]);
      const print = { kinds: ["label"] as const, orders: [chairs[1] ?? ""] };
      await Promise.all([
        moveInQueue(ctx, { order: chairs[1] ?? "", place: { to: "first" } }),
        moveInQueue(ctx, { order: both, place: { before: chairs[0] ?? "" } }),
        moveInQueue(ctx, { order: stools[2] ?? "", place: { to: "last" } }),
        printDocuments(ctx, { ...print, idempotencyKey: newId() }),
        place(2),
        recordMovement(ctx, { sku: "CHAIR", quantity: 2000, reason: "receipt" }),
        moveOrders(ctx, [chairs[3] ?? ""], { type: "archive", reason: "cancelled" }),
      ]);
      await database.invariants();
    }
    const [chair] = await withWorkspace(ctx, (tx) =>
      tx.select().from(products).where(eq(products.sku, "CHAIR")),
    );
    expect(chair?.reserved).toBeLessThanOrEqual(chair?.onHand ?? 0);
  });
});
