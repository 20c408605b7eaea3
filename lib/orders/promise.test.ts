import { asc, eq } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { orderLines, orders } from "@/db/schema/orders";
import { newId } from "@/lib/shared/ids";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { pgliteDatabase, type TestDatabase } from "@/tests/database";
import { makeClient, makeOrder, makeProduct, makeWorkspace } from "@/tests/factories";
import { moveOrders } from "./commands";
import { promiseDate } from "./promise";
import { supplyOf } from "./queries";
import { expectReceipt } from "./receipt-commands";

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

class TakenBack extends Error {}
const units = fc.integer({ min: 1, max: 5 }).map((count) => count * 1000);

describe("the promise date", () => {
  test("of a new order is what the order then gets, line by line", async () => {
    const scene = fc.record({
      onHand: fc.nat(6).map((count) => count * 1000),
      orders: fc.array(units, { maxLength: 3 }),
      receipts: fc.array(fc.tuple(fc.integer({ min: 10, max: 20 }), units), { maxLength: 3 }),
      asks: fc.array(units, { minLength: 1, maxLength: 2 }),
    });
    await fc.assert(
      fc.asyncProperty(scene, async (one) => {
        const sku = `P-${newId().slice(-8)}`;
        await makeProduct(ctx, sku, { onHand: one.onHand });
        for (const quantity of one.orders) {
          await makeOrder(ctx, [{ sku, quantity }]);
        }
        for (const [at, [day, quantity]] of one.receipts.entries()) {
          const dueOn = `2026-06-${day}`;
          await expectReceipt(ctx, { sku, quantity, dueOn, reference: `PO-${at}` });
        }
        const asks = one.asks.map((quantity) => ({ sku, units: quantity }));
        const promise = await promiseDate(ctx, asks);
        const promised = promise.ok
          ? promise.value.lines.map(({ fromStock, pieces, undated }) => ({
              fromStock,
              pieces: pieces.map(({ source, on, quantity }) => [source, on, quantity]),
              undated,
            }))
          : [];
        expect(promised).toEqual(await placed(sku, one.asks));
      }),
      { numRuns: 20 },
    );
    await database.invariants();
  }, 180_000);

  /** What an order of these lines gets when it is placed; it is taken back right after. */
  async function placed(sku: string, quantities: readonly number[]) {
    const got: unknown[] = [];
    await withWorkspace(ctx, async (tx) => {
      const inside = { ...ctx, tx };
      const number = await makeOrder(
        inside,
        quantities.map((quantity) => ({ sku, quantity })),
      );
      const lines = await tx
        .select({ line: orderLines })
        .from(orderLines)
        .innerJoin(orders, eq(orders.id, orderLines.orderId))
        .where(eq(orders.number, number))
        .orderBy(asc(orderLines.line));
      const orderId = lines[0]?.line.orderId ?? "";
      const supply = (await supplyOf(tx, ctx, [orderId])).get(orderId) ?? [];
      for (const { line } of lines) {
        got.push({
          fromStock: line.reserved,
          pieces: supply
            .filter((piece) => piece.lineId === line.id)
            .map(({ source, on, quantity }) => [source, on, quantity]),
          undated: line.ordered - line.reserved - line.expected,
        });
      }
      throw new TakenBack();
    }).catch((error: unknown) => {
      if (!(error instanceof TakenBack)) {
        throw error;
      }
    });
    return got;
  }

  test("for more units of an open order names whom they are taken from", async () => {
    await makeProduct(ctx, "OAK", { onHand: 3000, made: true, leadTimeDays: 10 });
    const a = await makeOrder(ctx, [{ sku: "OAK" }]);
    const b = await makeOrder(ctx, [{ sku: "OAK", quantity: 2000 }]);
    const ask = [{ sku: "OAK", units: 2000 }];
    expect(await promiseDate(ctx, ask, a)).toMatchObject({
      ok: true,
      value: { on: "2026-06-01", takesFrom: [b], lines: [{ fromStock: 2000 }] },
    });
    expect(await promiseDate(ctx, ask, b)).toMatchObject({
      ok: true,
      value: { on: "2026-06-11", takesFrom: [], lines: [{ toMake: { quantity: 2000 } }] },
    });
  });

  test("answers known products in the order asked, and leaves out what nobody has", async () => {
    await makeProduct(ctx, "OAK", { onHand: 3000 });
    await makeProduct(ctx, "ASH", { onHand: 3000 });
    const asks = ["OAK", "NOPE", "ASH", "OAK"].map((sku) => ({ sku, units: 1000 }));
    const promise = await promiseDate(ctx, asks);
    expect(promise.ok && promise.value.lines.map(({ sku }) => sku)).toEqual(["OAK", "ASH", "OAK"]);
    expect(await promiseDate(ctx, [])).toMatchObject({ ok: true, value: { lines: [] } });
  });

  test("knows only open orders of its own workspace", async () => {
    await makeProduct(ctx, "OAK");
    const order = await makeOrder(ctx, [{ sku: "OAK" }]);
    const other = await makeWorkspace(database.db);
    const ask = [{ sku: "OAK", units: 1000 }];
    const unknown = { ok: false, refusal: { code: "not_found" } };
    expect(await promiseDate(other, ask, order)).toEqual(unknown);
    expect(await promiseDate(ctx, ask, "SO-0")).toEqual(unknown);
    expect(await promiseDate(other, ask)).toMatchObject({ ok: true, value: { lines: [] } });
    await moveOrders(ctx, [order], { type: "archive", reason: "cancelled" });
    expect(await promiseDate(ctx, ask, order)).toMatchObject({ refusal: { code: "not_open" } });
  });
});
