import { asc, eq } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { orderLines } from "@/db/schema/orders";
import { createOrders } from "@/lib/orders/create";
import { orderInputSchema } from "@/lib/orders/input";
import { expectReceipt } from "@/lib/orders/receipt-commands";
import { createProduction } from "@/lib/production/create";
import { newId } from "@/lib/shared/ids";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { pgliteDatabase, type TestDatabase } from "@/tests/database";
import { makeClient, makeProduct, makeWorkspace } from "@/tests/factories";
import { lockProducts, reallocate } from "./allocate";

let database: TestDatabase;

beforeAll(async () => {
  database = await pgliteDatabase();
});
afterAll(() => database.close());

type Demand = { readonly units: number; readonly held: boolean };

/** Orders of one line each, or two where the second product is asked for too, all in one request. */
async function order(ctx: Context, skus: readonly [string, string], demands: readonly Demand[]) {
  const inputs = demands.map(({ units, held }) =>
    orderInputSchema.parse({
      client: { code: "ACME" },
      currency: "EUR",
      onHold: held,
      lines: skus
        .slice(0, 1 + (units % 2))
        .map((sku) => ({ sku, quantity: units * 500, unitPriceMinor: 100 })),
    }),
  );
  const made = await withWorkspace(ctx, (tx) => createOrders(tx, ctx, inputs, { cause: "api" }));
  expect(made.ok).toBe(true);
}

const demands = fc.array(fc.record({ units: fc.integer({ min: 1, max: 9 }), held: fc.boolean() }), {
  minLength: 1,
  maxLength: 4,
});
const supply = fc.record({
  units: fc.integer({ min: 1, max: 6 }),
  day: fc.integer({ min: 10, max: 12 }),
  isReceipt: fc.boolean(),
});

test("new orders get what allocating their products anew would give them, one by one and many at once", async () => {
  const ctx = await makeWorkspace(database.db);
  await makeClient(ctx);
  const plans = fc.record({
    onHand: fc.integer({ min: 0, max: 9 }),
    supplies: fc.array(supply, { maxLength: 3 }),
    first: demands,
    second: demands,
  });
  await fc.assert(
    fc.asyncProperty(plans, async ({ onHand, supplies, first, second }) => {
      const skus = [`A-${newId().slice(-8)}`, `B-${newId().slice(-8)}`] as const;
      const ids: string[] = [];
      for (const sku of skus) {
        ids.push((await makeProduct(ctx, sku, { onHand: onHand * 1000 })).id);
      }
      await order(ctx, skus, first);
      for (const { units, day, isReceipt } of supplies) {
        const of = { sku: skus[0], quantity: units * 1000, dueOn: `2026-07-${day}` };
        await (isReceipt
          ? expectReceipt(ctx, { ...of, reference: "PO-1" })
          : createProduction(ctx, of));
      }
      await order(ctx, skus, second);
      const linesOf = () =>
        withWorkspace(ctx, (tx) =>
          tx
            .select()
            .from(orderLines)
            .where(eq(orderLines.productId, ids[0] ?? ""))
            .orderBy(asc(orderLines.id)),
        );
      const joined = await linesOf();
      const changed = await withWorkspace(ctx, async (tx) => {
        await lockProducts(tx, ctx, ids);
        return reallocate(tx, ctx, ids);
      });
      expect(await linesOf()).toEqual(joined);
      expect(changed).toEqual([]);
    }),
    { numRuns: 40 },
  );
  await database.invariants();
});
