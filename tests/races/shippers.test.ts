import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { sqlState } from "@/db/errors";
import { printDocuments } from "@/lib/documents/commands";
import { moveOrders } from "@/lib/orders/commands";
import { recordMovement, setOnHand } from "@/lib/orders/stock-movements";
import { newId } from "@/lib/shared/ids";
import { markShipped } from "@/lib/shipments/commands";
import { voidShipment } from "@/lib/shipments/void";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { apiClient } from "../api/client";
import { postgresDatabase, type TestDatabase } from "../database";
import { makeClient, makeOrder, makeProduct, makeWorkspace } from "../factories";
import { watching } from "../faults/statements";

const isSoak = process.env.SOAK !== undefined;
const ROUNDS = isSoak ? 100 : 3;
const TANGLES = isSoak ? 40 : 3;

/** Real Postgres only: an embedded database has one connection and hides every race. */
let database: TestDatabase;
let ctx: Context;

beforeAll(async () => {
  database = await postgresDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  ctx = await makeWorkspace(database.db, { now: new Date() });
  await makeClient(ctx);
});
afterEach(() => database.invariants());

const print = (number: string) =>
  printDocuments(ctx, { kinds: ["label"], orders: [number], idempotencyKey: newId() });

/** True where the order has left: through either door. */
async function ship(number: string, index: number): Promise<boolean> {
  if (index % 4 > 0) {
    return (await markShipped(ctx, { orderNumber: number, batchId: newId() })).ok;
  }
  const printed = await print(number);
  return printed.ok && printed.value.documents.length > 0;
}

async function stockOf(sku: string) {
  const { rows } = await withWorkspace(ctx, (tx) =>
    tx.execute(sql`
      select p.on_hand::float as on_hand, p.reserved::float as reserved,
        (select sum(l.shipped)::float from order_lines l
          where l.workspace_id = p.workspace_id and l.product_id = p.id) as shipped
      from products p where p.sku = ${sku}`),
  );
  return rows[0];
}

test(
  `100 people who order a unit and ship it at once get exactly the 50 there are, ${ROUNDS} times`,
  async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const sku = `CHAIR-${round}`;
      await makeProduct(ctx, sku, { onHand: 50_000 });
      const shipped = await Promise.all(
        Array.from({ length: 100 }, async (_, index) =>
          ship(await makeOrder(ctx, [{ sku }]), index),
        ),
      );
      expect(shipped.filter(Boolean)).toHaveLength(50);
      expect(await stockOf(sku)).toEqual({ on_hand: 0, reserved: 0, shipped: 50 });
    }
  },
  ROUNDS * 60_000,
);

describe("orders that hold the same products, locked from every side at once", () => {
  const SKUS = ["A", "B", "C", "D"];

  test(
    `${TANGLES} times: no deadlock happens, nobody hears of a conflict`,
    async () => {
      const api = await apiClient(ctx);
      const seen: string[] = [];
      for (const sku of SKUS) {
        await makeProduct(ctx, sku, { onHand: 60_000 });
      }
      for (let round = 0; round < TANGLES; round += 1) {
        const numbers: string[] = [];
        for (let index = 0; index < 12; index += 1) {
          const turned = [...SKUS.slice(index % 4), ...SKUS.slice(0, index % 4)];
          numbers.push(
            await makeOrder(
              ctx,
              turned.map((sku) => ({ sku })),
            ),
          );
        }
        const backwards = numbers.toReversed();
        const lines = SKUS.toReversed().map((sku) => ({ sku, quantity: 1, unit_price_minor: 1 }));
        const work: (() => Promise<unknown>)[] = [
          ...numbers.slice(0, 6).map((number) => () => print(number)),
          () => moveOrders(ctx, backwards.slice(0, 4), { type: "archive", reason: "cancelled" }),
          () => moveOrders(ctx, numbers.slice(8), { type: "archive", reason: "cancelled" }),
          ...backwards.map((number) => () => api.patch(`/orders/${number}`, { version: 1, lines })),
          ...SKUS.map(
            (sku) => () => recordMovement(ctx, { sku, quantity: 1000, reason: "receipt" }),
          ),
          ...SKUS.map((sku) => () => setOnHand(ctx, { sku, onHand: 50_000 })),
          ...numbers.slice(4, 8).map((number) => () => api.post(`/orders/${number}/mark-shipped`)),
          ...numbers.map((order) => () => api.post(`/orders/${order}/move`, { to: "first" })),
          () => voidShipment(ctx, { shipmentNumber: `SH-${1001 + round}`, batchId: newId() }),
        ];
        const answers = await Promise.all(work.map((one) => watched(seen, one)));
        const broken = answers.filter((answer) => Number(Object(answer).status) >= 500);
        expect(broken).toEqual([]);
        await database.invariants();
      }
      expect(seen.filter((state) => state === "40P01")).toEqual([]);
    },
    TANGLES * 60_000,
  );
});

/** Notes the errors that the database answers, also those that the command deals with itself. */
function watched(seen: string[], work: () => Promise<unknown>): Promise<unknown> {
  return watching(
    ({ send }) =>
      send().catch((error: unknown) => {
        seen.push(sqlState(error) ?? "none");
        throw error;
      }),
    work,
  );
}
