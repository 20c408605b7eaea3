import { readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";
import { sql } from "drizzle-orm";
import { closeDatabase, database, type Transaction } from "@/db/client";
import { openPostgres } from "@/db/drivers/postgres";
import { migrate } from "@/db/migrate";
import { addOrders, createOrders } from "@/lib/orders/create";
import { type OrderInput, orderInputSchema } from "@/lib/orders/input";
import { lockProducts, reallocate } from "@/lib/stock/allocate";
import { joinQueue } from "@/lib/stock/join-queue";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { makeClient, makeWorkspace } from "../factories";
import { startPostgres } from "../postgres-server";
import { fillOrders, fillProducts, settleAll } from "./queues";

const ROUNDS = 15;
/** Units that come: each changes a line or two at either edge of stock and supply. */
const FEW = 20;

/** What a round took: on the clock, and of the processor of the database's process where Linux tells it. */
type Cost = { readonly ms: number; readonly cpu: number };
type Timed = <T>(part: () => Promise<T>) => Promise<T>;
type Row = {
  readonly what: string;
  readonly cost: Cost;
  readonly bar: Cost;
  readonly limit?: number;
};

const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** Milliseconds of processor time that a process has used, in steps of 10; 0 where nobody tells. */
function processorMs(pid: number): number {
  if (process.platform !== "linux") {
    return 0;
  }
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

class RolledBack extends Error {}

/**
 * Runs in transactions that are never kept, so that each round sees the same rows; only what is inside of
 * `timed` counts, and the first two rounds do not.
 */
async function measure(
  ctx: Context,
  work: (tx: Transaction, timed: Timed) => Promise<unknown>,
): Promise<Cost> {
  const times: number[] = [];
  let cpu = 0;
  for (let round = -2; round < ROUNDS; round += 1) {
    await withWorkspace(ctx, async (tx) => {
      const { rows } = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
      const pid = rows[0]?.pid ?? 0;
      await work(tx, async (part) => {
        const [since, used] = [performance.now(), processorMs(pid)];
        const answer = await part();
        if (round >= 0) {
          times.push(performance.now() - since);
          cpu += processorMs(pid) - used;
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
  return { ms: median(times), cpu: cpu / ROUNDS };
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
  await db.execute(sql`analyze`);
  await withWorkspace(ctx, (tx) => settleAll(tx, ctx, stocks));
  await db.execute(sql`vacuum analyze`);
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
    { what: "read 10,000 open lines of a product and their ranks", cost: bar, bar },
    {
      what: `give their stock out anew, where ${median(changes)} orders change`,
      ...{ cost, bar, limit: 150 },
    },
  ];
}

/** 100,000 open orders of 500 products: 200 lines a product. The new order asks for two of them. */
async function manyOrders(ctx: Context, clientId: string): Promise<Row[]> {
  const stocks = await filled(ctx, clientId, { products: 500, units: 100, orders: 100_000 });
  const inputs = [orderOf(stocks.slice(0, 2).map(({ sku }) => sku))];
  const cause = { cause: "by_hand" };
  const bar = await measure(ctx, (tx, timed) => timed(() => addOrders(tx, ctx, inputs, cause)));
  const cost = await measure(ctx, async (tx, timed) => {
    const made = await addOrders(tx, ctx, inputs, cause);
    if (made.ok) {
      const { orders, trackedIds } = made.value;
      const ids = orders.map(({ id }) => id);
      await timed(() => joinQueue(tx, ctx, ids, trackedIds));
    }
  });
  const whole = await measure(ctx, (tx, timed) =>
    timed(() => createOrders(tx, ctx, inputs, cause)),
  );
  return [
    { what: "insert an order beside 100,000 open ones", cost: bar, bar },
    { what: "what stock and supply add to that", cost, bar, limit: 10 },
    { what: "all of it, with statuses and counters", cost: whole, bar },
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
      rows.map(({ what, cost, bar, limit }) => ({
        what,
        ms: Number(cost.ms.toFixed(1)),
        "of the processor": Number(cost.cpu.toFixed(1)),
        "times the bar": Number((cost.ms / bar.ms).toFixed(2)),
        ...(limit === undefined
          ? {}
          : { limit: `${limit} ms`, holds: cost.ms <= limit ? "yes" : "NO" }),
      })),
    );
  } finally {
    await close();
    await closeDatabase();
    await server.stop();
  }
}

await main();
