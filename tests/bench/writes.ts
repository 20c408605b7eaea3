import { performance } from "node:perf_hooks";
import { sql } from "drizzle-orm";
import { printDocuments } from "@/lib/documents/commands";
import { importOrders } from "@/lib/intake/direct";
import { createOrder, moveOrders } from "@/lib/orders/commands";
import { type OrderInput, orderInputSchema } from "@/lib/orders/input";
import { newId } from "@/lib/shared/ids";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { atLeast, type Figure, median } from "./figures";
import type { Scene } from "./scene";
import { timesOf } from "./statements";

const CONNECTIONS = 8;
const CREATE_MS = 8000;
const CREATE_LIMIT = 200;
const CLOSE_LIMIT = 500;
const MANY = 1000;
const PRODUCTS = 20;

/** Commands that write, each beside the commit of one row: create, print and close one and a thousand, import. */
export async function measureWrites({ db, written: { ctx, size } }: Scene): Promise<Figure[]> {
  const commits = {
    what: "commits of one row, 8 at once",
    value: await perSecond(() => commitRow(ctx)),
  };
  const commit = {
    what: "a commit of one row",
    value: median(await timesOf(() => commitRow(ctx))),
  };
  const products = await manyProducts(ctx);
  let made = 0;
  const create = async () => {
    made += 1;
    const outcome = await createOrder(ctx, inputOf(products, made), "api");
    if (!outcome.ok) {
      throw new Error(`An order was refused: ${outcome.refusal.code}.`);
    }
  };
  await timesOf(create, 10);
  const created = await perSecond(create);
  const one = median(await timesOf(create));
  await db.execute(sql`vacuum analyze`);
  const ready = await readyOrders(ctx, MANY + 40);
  const printed = await timesOf((round) => print(ctx, ready.slice(round, round + 1)), 30);
  const many = ready.slice(40);
  const since = performance.now();
  await print(ctx, many);
  const printedMany = (many.length * 1000) / (performance.now() - since);
  const closed = await bulkClose(ctx);
  const of = `in a workspace of ${size}`;
  return [
    {
      ...{ part: "write", what: `create an order of 3 lines, 8 at once, ${of}`, unit: "/s" },
      ...{ value: created, bar: commits, limit: atLeast(created, CREATE_LIMIT, "/s") },
    },
    { part: "write", what: "create an order of 3 lines", value: one, unit: "ms", bar: commit },
    {
      part: "write",
      what: "print a label and close one",
      value: median(printed),
      unit: "ms",
      bar: commit,
    },
    {
      part: "write",
      what: `print labels and close ${many.length}`,
      value: printedMany,
      unit: "/s",
      bar: commits,
    },
    {
      ...{ part: "write", what: `close ${MANY} shipped orders at once`, unit: "/s" },
      ...{ value: closed, bar: commits, limit: atLeast(closed, CLOSE_LIMIT, "/s") },
    },
    {
      part: "write",
      what: "import a file of 1,000 orders",
      value: await importFile(ctx),
      unit: "/s",
      bar: commits,
    },
  ];
}

/** How often `work` is done in a second by 8 at once. */
async function perSecond(work: () => Promise<unknown>): Promise<number> {
  const since = performance.now();
  let done = 0;
  const worker = async () => {
    while (performance.now() < since + CREATE_MS) {
      await work();
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
  return (done * 1000) / (performance.now() - since);
}

const commitRow = (ctx: Context) =>
  withWorkspace(ctx, (tx) =>
    tx.execute(sql`
      insert into issued_numbers (workspace_id, series, number, issued_at)
      values (${ctx.workspaceId}::uuid, 'bench', ${newId()}, now())`),
  );

/** Products in the middle of the catalogue: asked for as often as most are. */
async function manyProducts(ctx: Context): Promise<string[]> {
  const { rows } = await withWorkspace(ctx, (tx) =>
    tx.execute<{ sku: string }>(sql`
      select sku from products where workspace_id = ${ctx.workspaceId}::uuid order by sku
      offset (select count(*) / 2 from products where workspace_id = ${ctx.workspaceId}::uuid)
      limit ${PRODUCTS * 10}`),
  );
  return rows.map(({ sku }) => sku);
}

function inputOf(skus: readonly string[], at: number): OrderInput {
  return orderInputSchema.parse({
    client: { code: "C00001" },
    currency: "EUR",
    lines: [0, 1, 2].map((line) => ({
      sku: skus[(at * 3 + line * 7) % skus.length],
      quantity: 1000,
      unitPriceMinor: 1000,
    })),
  });
}

/** Open orders that can ship whole. */
async function readyOrders(ctx: Context, limit: number): Promise<string[]> {
  const { rows } = await withWorkspace(ctx, (tx) =>
    tx.execute<{ number: string }>(sql`
      select number from orders
      where workspace_id = ${ctx.workspaceId}::uuid and tab = 'open' and stock_cover = 'in_stock' and not on_hold
      order by rank limit ${limit}`),
  );
  return rows.map(({ number }) => number);
}

async function print(ctx: Context, orders: readonly string[]): Promise<void> {
  const request = { kinds: ["label" as const], orders: [...orders], idempotencyKey: newId() };
  const outcome = await printDocuments(ctx, request);
  if (!outcome.ok || outcome.value.moved.length !== orders.length) {
    const why = outcome.ok ? outcome.value.refused[0]?.code : outcome.refusal.code;
    throw new Error(`Not every order was printed and closed: ${why}.`);
  }
}

/** The latest closed orders are opened again, and closed in one request; the better of three. */
async function bulkClose(ctx: Context): Promise<number> {
  const { rows } = await withWorkspace(ctx, (tx) =>
    tx.execute<{ number: string }>(sql`
      select number from orders where workspace_id = ${ctx.workspaceId}::uuid and tab = 'closed'
      order by tab_since desc limit ${MANY}`),
  );
  const numbers = rows.map(({ number }) => number);
  const rates: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    await moveOrders(ctx, numbers, { type: "reopen" });
    const since = performance.now();
    const { moved } = await moveOrders(ctx, numbers, { type: "close", byHand: true });
    rates.push((moved.length * 1000) / (performance.now() - since));
  }
  return median(rates);
}

async function importFile(ctx: Context): Promise<number> {
  const lines = Array.from(
    { length: MANY },
    (_, at) => `B${newId()},C00002,Import ${at % 50},2,10.00`,
  );
  const text = ["Order number,Client code,SKU,Quantity,Unit price", ...lines].join("\n");
  const since = performance.now();
  const outcome = await importOrders(ctx, {
    fileName: "bench.csv",
    bytes: new TextEncoder().encode(text),
    createMissing: true,
  });
  if (!outcome.ok || outcome.value.created !== MANY) {
    throw new Error(`The file was not imported: ${JSON.stringify(outcome)}.`);
  }
  return (MANY * 1000) / (performance.now() - since);
}
