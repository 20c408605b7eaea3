import { and, eq, sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { productionOrders } from "@/db/schema/production";
import { products } from "@/db/schema/products";
import { printDocuments } from "@/lib/documents/commands";
import { moveOrders } from "@/lib/orders/commands";
import { cancelProduction, finishShort } from "@/lib/production/commands";
import { createProduction, makeForOrders } from "@/lib/production/create";
import { reportMade, takeBackReport } from "@/lib/production/report";
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
  await makeProduct(ctx, "OAK", { made: true });
});
afterEach(() => database.invariants());

const many = <T>(count: number, run: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, index) => run(index)));
const report = (number: string, units: number, key?: string) =>
  reportMade(ctx, number, { quantity: units * 1000, scrapped: 0, key });
async function plan(units: number, set: { order?: string; sku?: string } = {}): Promise<string> {
  const input = { sku: "OAK", quantity: units * 1000, dueOn: "2026-06-20", ...set };
  const outcome = await createProduction(ctx, input);
  if (!outcome.ok) {
    throw new Error(`Refused: ${JSON.stringify(outcome.refusal)}`);
  }
  return outcome.value.number;
}
const production = async (number: string) => {
  const [row] = await withWorkspace(ctx, (tx) =>
    tx.select().from(productionOrders).where(eq(productionOrders.number, number)),
  );
  return row;
};
const onHand = async () => {
  const [row] = await withWorkspace(ctx, (tx) =>
    tx
      .select({ onHand: products.onHand })
      .from(products)
      .where(and(eq(products.workspaceId, ctx.workspaceId), eq(products.sku, "OAK"))),
  );
  return row?.onHand;
};

describe("on a real Postgres", () => {
  test("20 reporters at once lose no unit", async () => {
    const number = await plan(20, {
      order: await makeOrder(ctx, [{ sku: "OAK", quantity: 20_000 }]),
    });
    const results = await many(20, () => report(number, 1));
    expect(results.every((result) => result.ok)).toBe(true);
    expect(await production(number)).toMatchObject({ made: 20_000, finish: "done" });
    expect(await onHand()).toBe(20_000);
  });

  test("the second click, or 10 of them, reports nothing twice and answers the same", async () => {
    const number = await plan(5);
    const results = await many(10, () => report(number, 3, "form"));
    expect(new Set(results.map((result) => JSON.stringify(result))).size).toBe(1);
    expect(await onHand()).toBe(3000);
  });

  test("Make pressed by 10 people at once plans what is short once", async () => {
    const order = await makeOrder(ctx, [{ sku: "OAK", quantity: 5000 }]);
    const results = await many(10, () => makeForOrders(ctx, [order], { key: newId() }));
    expect(results.flatMap((result) => result.made)).toHaveLength(1);
    const clicks = await many(5, () => makeForOrders(ctx, [order], { key: "one click" }));
    expect(clicks.flatMap((result) => result.made)).toHaveLength(0);
  });

  test("a report and a cancel at once: one of them wins, and the loser hears why", async () => {
    for (let round = 0; round < 8; round += 1) {
      const number = await plan(5, { order: await makeOrder(ctx, [{ sku: "OAK" }]) });
      const [reported, cancelled] = await Promise.all([
        report(number, 2),
        cancelProduction(ctx, number),
      ]);
      expect([reported, cancelled].filter((result) => result.ok)).toHaveLength(1);
      const loser = reported.ok ? cancelled : reported;
      expect(loser.ok ? "" : loser.refusal.code).toBe(
        reported.ok ? "some_made" : "production_cancelled",
      );
      expect((await production(number))?.made).toBe(reported.ok ? 2000 : 0);
    }
  });

  test("reports, prints, take-backs, short finishes and cancels of the same orders leave all whole", async () => {
    const orders = await many(6, () => makeOrder(ctx, [{ sku: "OAK", quantity: 3000 }]));
    const numbers: string[] = [];
    for (const order of orders) {
      numbers.push(await plan(3, { order }));
    }
    const print = (order: string) =>
      printDocuments(ctx, { kinds: ["label"], orders: [order], idempotencyKey: newId() });
    for (let round = 0; round < 3; round += 1) {
      await Promise.all([
        ...numbers.map((number) => report(number, 1 + round)),
        ...orders.map(print),
        ...numbers.map((number) => takeBackReport(ctx, number, round + 1)),
        moveOrders(ctx, orders.slice(0, 1), { type: "archive", reason: "cancelled" }),
        finishShort(ctx, numbers[1] ?? ""),
        cancelProduction(ctx, numbers[2] ?? ""),
      ]);
      await database.invariants();
    }
  });

  test("two products of one order that are made at once both show in its status", async () => {
    await makeProduct(ctx, "PINE", { made: true });
    for (let round = 0; round < 6; round += 1) {
      // Not linked: nothing but the status itself makes the two reports meet.
      await makeOrder(ctx, [
        { sku: "OAK", quantity: 1000 },
        { sku: "PINE", quantity: 1000 },
      ]);
      const [oak, pine] = [await plan(1), await plan(1, { sku: "PINE" })];
      await Promise.all([report(oak, 1), report(pine, 1)]);
      await database.invariants();
    }
    const { rows } = await withWorkspace(ctx, (tx) =>
      tx.execute<{ cover: string }>(sql`select distinct stock_cover as cover from orders`),
    );
    expect(rows).toEqual([{ cover: "in_stock" }]);
  });
});
