import { performance } from "node:perf_hooks";
import { sql } from "drizzle-orm";
import { closeDatabase, database } from "@/db/client";
import { openPostgres } from "@/db/drivers/postgres";
import { migrate } from "@/db/migrate";
import { addOrders, createOrders } from "@/lib/orders/create";
import { type OrderInput, orderInputSchema } from "@/lib/orders/input";
import { recordMovement } from "@/lib/orders/stock-movements";
import { lockProducts, reallocate } from "@/lib/stock/allocate";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { makeClient, makeWorkspace } from "../factories";
import { startPostgres } from "../postgres-server";
import { fillOrders, fillProducts, settleAll } from "./queues";

const ROUNDS = 15;
/** Units that come and go: each changes a line or two at either edge of stock and supply. */
const FEW = 20;

const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** Milliseconds of the middle one of several rounds, after two that count for nothing. */
async function measure(work: (round: number) => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = -2; round < ROUNDS; round += 1) {
    const since = performance.now();
    await work(round);
    if (round >= 0) {
      times.push(performance.now() - since);
    }
  }
  return median(times);
}

class RolledBack extends Error {}

/** Runs in a transaction that is never kept, so that each round sees the same rows; only what is inside of `timed` counts. */
async function measureInside(
  ctx: Context,
  work: (tx: Parameters<Parameters<typeof withWorkspace>[1]>[0], timed: Timed) => Promise<void>,
): Promise<number> {
  const times: number[] = [];
  for (let round = -2; round < ROUNDS; round += 1) {
    let spent = 0;
    const timed: Timed = async (part) => {
      const since = performance.now();
      const answer = await part();
      spent += performance.now() - since;
      return answer;
    };
    await withWorkspace(ctx, async (tx) => {
      await work(tx, timed);
      throw new RolledBack();
    }).catch((error: unknown) => {
      if (!(error instanceof RolledBack)) {
        throw error;
      }
    });
    if (round >= 0) {
      times.push(spent);
    }
  }
  return median(times);
}

type Timed = <T>(part: () => Promise<T>) => Promise<T>;
type Row = { what: string; ms: number; bar: number; limit: number };

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
  await db.execute(sql`analyze`);
  await withWorkspace(ctx, (tx) => settleAll(tx, ctx, stocks));
  await db.execute(sql`analyze`);
  return stocks;
}

/** One product with 10,000 open lines: stock for half of them, dated supply for another half of that. */
async function longQueue(ctx: Context, clientId: string): Promise<Row[]> {
  const [stock] = await filled(ctx, clientId, { products: 1, units: 5000, orders: 10_000 });
  if (!stock) {
    throw new Error("There is no product.");
  }
  const bar = await measure(() =>
    withWorkspace(ctx, (tx) =>
      tx.execute(sql`
        select sum(l.ordered - l.short_closed - l.shipped), max(o.rank)
        from order_lines l join orders o on o.workspace_id = l.workspace_id and o.id = l.order_id
        where l.workspace_id = ${ctx.workspaceId}::uuid and l.product_id = ${stock.id}::uuid
          and o.tab = 'open'`),
    ),
  );
  const changes: number[] = [];
  const alone = await measureInside(ctx, async (tx, timed) => {
    await lockProducts(tx, ctx, [stock.id]);
    await tx.execute(
      sql`update products set on_hand = on_hand + ${FEW} where id = ${stock.id}::uuid`,
    );
    changes.push((await timed(() => reallocate(tx, ctx, [stock.id]))).length);
  });
  const whole = await measure((round) =>
    recordMovement(ctx, {
      sku: stock.sku,
      quantity: (round % 2 === 0 ? FEW : -FEW) * 1000,
      reason: "count",
    }),
  );
  return [
    { what: "read 10,000 open lines of a product and their ranks", ms: bar, bar, limit: 0 },
    {
      what: `re-allocate them where ${median(changes)} orders change`,
      ms: alone,
      bar,
      limit: 150,
    },
    { what: "the whole stock movement that does so", ms: whole, bar, limit: 0 },
  ];
}

/** 100,000 open orders of 500 products: 200 lines a product. */
async function manyOrders(ctx: Context, clientId: string): Promise<Row[]> {
  const stocks = await filled(ctx, clientId, { products: 500, units: 100, orders: 100_000 });
  const input = orderOf(stocks.slice(0, 2).map(({ sku }) => sku));
  const insert = await measureInside(ctx, async (tx, timed) => {
    await timed(() => addOrders(tx, ctx, [input], { cause: "by_hand" }));
  });
  const whole = await measureInside(ctx, async (tx, timed) => {
    await timed(() => createOrders(tx, ctx, [input], { cause: "by_hand" }));
  });
  const added = await measureInside(ctx, async (tx, timed) => {
    const made = await addOrders(tx, ctx, [input], { cause: "by_hand" });
    await timed(() => reallocate(tx, ctx, made.ok ? made.value.trackedIds : []));
  });
  return [
    {
      what: "insert an order beside 100,000 open ones, no allocation",
      ms: insert,
      bar: insert,
      limit: 0,
    },
    { what: "what the allocation adds to that", ms: added, bar: insert, limit: 10 },
    { what: "the new order with stock, statuses and counters", ms: whole, bar: insert, limit: 0 },
  ];
}

async function main(): Promise<void> {
  const server = await startPostgres();
  const { db, close } = await openPostgres(`${server.address}/postgres`);
  try {
    await migrate(db);
    const rows: Row[] = [];
    for (const scene of [longQueue, manyOrders]) {
      const ctx = await makeWorkspace(db);
      const client = await makeClient(ctx);
      rows.push(...(await scene(ctx, client.id)));
    }
    console.table(
      rows.map(({ what, ms, bar, limit }) => ({
        what,
        ms: Number(ms.toFixed(1)),
        "times the bar": Number((ms / bar).toFixed(2)),
        ...(limit > 0 ? { limit: `${limit} ms`, holds: ms <= limit ? "yes" : "NO" } : {}),
      })),
    );
  } finally {
    await close();
    await closeDatabase();
    await server.stop();
  }
}

await main();
