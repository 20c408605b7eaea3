import { performance } from "node:perf_hooks";
import { sql } from "drizzle-orm";
import { database, type Transaction } from "@/db/client";
import { createOrders } from "@/lib/orders/create";
import { type OrderInput, orderInputSchema } from "@/lib/orders/input";
import { newId } from "@/lib/shared/ids";
import { lockProducts, reallocate } from "@/lib/stock/allocate";
import { coverNew, lockOffered } from "@/lib/stock/join-queue";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { makeClient, makeWorkspace } from "../factories";
import { atMost, type Figure, median } from "./figures";
import { fillOrders, fillProducts, settleAll } from "./queues";
import type { Scene } from "./scene";

const ROUNDS = 15;
/** Units that come: each changes a line or two at either edge of stock and supply. */
const FEW = 20;

/** What an allocation reads. */
const TABLES = sql`orders, order_lines, products, reservations, supply_allocations, production_orders`;

type Timed = <T>(part: () => Promise<T>) => Promise<T>;
/** Milliseconds. */
type Row = {
  readonly what: string;
  readonly cost: number;
  readonly bar: { readonly what: string; readonly value: number };
  readonly limit?: number;
};

class RolledBack extends Error {}

/**
 * Runs in transactions that are never kept, so that each round sees the same rows; only what is inside of
 * `timed` counts, and the first two rounds do not.
 */
async function measure(
  ctx: Context,
  work: (tx: Transaction, timed: Timed) => Promise<unknown>,
): Promise<number> {
  const times: number[] = [];
  for (let round = -2; round < ROUNDS; round += 1) {
    await withWorkspace(ctx, async (tx) => {
      await work(tx, async (part) => {
        const since = performance.now();
        const answer = await part();
        if (round >= 0) {
          times.push(performance.now() - since);
        }
        return answer;
      });
      throw new RolledBack();
    }).catch((error: unknown) => {
      if (!(error instanceof RolledBack)) {
        throw error;
      }
    });
  }
  return median(times);
}

const orderOf = (skus: readonly string[]): OrderInput =>
  orderInputSchema.parse({
    client: { code: "ACME" },
    currency: "EUR",
    lines: skus.map((sku) => ({ sku, quantity: 1000, unitPriceMinor: 1000 })),
  });

/** Fills a workspace, then takes the statistics that a database in use has, before anything is given out. */
async function filled(
  ctx: Context,
  clientId: string,
  of: { products: number; units: number; orders: number },
) {
  const stocks = await withWorkspace(ctx, (tx) => fillProducts(tx, ctx, of.products, of.units));
  await withWorkspace(ctx, (tx) => fillOrders(tx, ctx, clientId, stocks, of.orders));
  const db = await database();
  await db.execute(sql`analyze ${TABLES}`);
  await withWorkspace(ctx, (tx) => settleAll(tx, ctx, stocks));
  await db.execute(sql`vacuum analyze ${TABLES}`);
  return stocks;
}

/** One product with 10,000 open lines: stock for half of them, dated supply for half of the others. */
async function longQueue(ctx: Context, clientId: string): Promise<Row[]> {
  const [stock] = await filled(ctx, clientId, { products: 1, units: 5000, orders: 10_000 });
  if (!stock) {
    throw new Error("There is no product.");
  }
  const bar = await measure(ctx, (tx, timed) =>
    timed(() =>
      tx.execute(sql`
        select sum(l.ordered - l.short_closed - l.shipped), max(o.rank)
        from order_lines l join orders o on o.workspace_id = l.workspace_id and o.id = l.order_id
        where l.workspace_id = ${ctx.workspaceId}::uuid and l.product_id = ${stock.id}::uuid
          and o.tab = 'open'`),
    ),
  );
  const changes: number[] = [];
  const cost = await measure(ctx, async (tx, timed) => {
    await lockProducts(tx, ctx, [stock.id]);
    await tx.execute(
      sql`update products set on_hand = on_hand + ${FEW} where id = ${stock.id}::uuid`,
    );
    changes.push((await timed(() => reallocate(tx, ctx, [stock.id]))).length);
  });
  return [
    {
      what: `give 10,000 lines their stock out anew, where ${median(changes)} orders change`,
      ...{ cost, bar: { what: "reading their facts", value: bar }, limit: 150 },
    },
  ];
}

/** 100,000 open orders of 500 products: 200 lines a product. The new order asks for two of them. */
async function manyOrders(ctx: Context, clientId: string): Promise<Row[]> {
  const stocks = await filled(ctx, clientId, { products: 500, units: 100, orders: 100_000 });
  const few = stocks.slice(0, 2);
  const inputs = [orderOf(few.map(({ sku }) => sku))];
  const lines = few.map(({ id: productId }, line) => ({
    ...{ lineId: newId(), orderId: newId(), productId, line, rank: 0 },
    ...{ owed: 1000, onHold: false },
  }));
  const offered = few.map(({ id }) => ({ id, tracked: true }));
  const bar = await measure(ctx, (tx, timed) => timed(() => lockOffered(tx, ctx, offered)));
  const cost = await measure(ctx, async (tx, timed) => {
    const products = await lockOffered(tx, ctx, offered);
    await timed(() => coverNew(tx, ctx, products, lines));
  });
  const whole = await measure(ctx, (tx, timed) =>
    timed(() => createOrders(tx, ctx, inputs, { cause: "by_hand" })),
  );
  const locked = { what: "locking its products", value: bar };
  return [
    { what: "give a new order stock beside 100,000 open ones", cost, bar: locked, limit: 10 },
    { what: "make it whole, with statuses and counters", cost: whole, bar: locked },
  ];
}

/** The allocation, in two workspaces of its own. */
export async function measureAllocation({ db }: Scene): Promise<Figure[]> {
  const rows: Row[] = [];
  for (const scene of [longQueue, manyOrders]) {
    const ctx = await makeWorkspace(db);
    const client = await makeClient(ctx);
    rows.push(...(await scene(ctx, client.id)));
  }
  return rows.map(({ what, cost, bar, limit }) => ({
    ...{ part: "allocation", what, value: cost, unit: "ms" as const, bar },
    ...(limit === undefined ? {} : { limit: atMost(cost, limit, "ms") }),
  }));
}
