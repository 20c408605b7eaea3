import { performance } from "node:perf_hooks";
import { sql } from "drizzle-orm";
import { listEvents } from "@/lib/api/event-json";
import type { Tab } from "@/lib/orders/lifecycle";
import { readOrderList } from "@/lib/orders/list";
import { parseListParams } from "@/lib/orders/list-params";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { watching } from "../faults/statements";
import { atMost, type Figure, quantile } from "./figures";
import type { Scene } from "./scene";

/** So many that a 95th percentile is not decided by three of them. */
const ROUNDS = 200;
const P95_MS = 10;
/** The client that `fill.ts` asks for most. */
const LARGEST_CLIENT = "C00000";
const SHOWN: readonly Tab[] = ["open", "closed", "archived"];

/** What a round does; its number varies what is asked for, so that nothing is measured from one row alone. */
type Work = (round: number) => Promise<unknown>;

/** Milliseconds of each round, one after the other, the first five not counted. */
export async function timesOf(work: Work, rounds = ROUNDS): Promise<number[]> {
  const times: number[] = [];
  for (let round = -5; round < rounds; round += 1) {
    const since = performance.now();
    await work(round + 5);
    if (round >= 0) {
      times.push(performance.now() - since);
    }
  }
  return times;
}

/**
 * Milliseconds that each round waited for the database: its statements, begin and commit included. While
 * several that were sent together are under way, the time counts once.
 */
async function sqlTimesOf(work: Work): Promise<number[]> {
  const times: number[] = [];
  await timesOf((round) => {
    let sum = 0;
    let underWay = 0;
    let since = 0;
    const waited = async ({ send }: { readonly send: () => Promise<unknown> }) => {
      since = underWay === 0 ? performance.now() : since;
      underWay += 1;
      try {
        return await send();
      } finally {
        underWay -= 1;
        sum += underWay === 0 ? performance.now() - since : 0;
      }
    };
    return watching(waited, () => work(round)).then(() => {
      times.push(sum);
    });
  });
  return times.slice(-ROUNDS);
}

/** The statements behind the pages, as the code sends them: first and deep pages, searches, counts, a timeline. */
export async function measureStatements({ filled, largest }: Scene): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const { size, ctx } of filled) {
    const bar = quantile(await sqlTimesOf(() => emptyTransaction(ctx)), 0.5);
    const isLargest = size === largest.size;
    const measure = async (what: string, work: Work, isLimited = isLargest) => {
      const p95 = quantile(await sqlTimesOf(work), 0.95);
      figures.push({
        part: "sql",
        what: `${what}, p95 at ${size} orders`,
        value: p95,
        unit: "ms",
        bar: { what: "an empty transaction", value: bar },
        ...(isLimited ? { limit: atMost(p95, P95_MS, "ms") } : {}),
      });
    };
    /** What differs from round to round is read from the disk at first, and from memory later. */
    const measureTwice = async (what: string, work: Work) => {
      await measure(`${what}, for the first time`, work, false);
      await measure(what, work);
    };
    for (const tab of SHOWN) {
      await measure(`first page of ${tab}`, () => list(ctx, tab, {}));
      const after = await deepCursor(ctx, tab);
      await measure(`deep page of ${tab}`, () => list(ctx, tab, { after }));
    }
    for (const [name, textOf] of Object.entries(searches(size))) {
      await measureTwice(`search by ${name}, the tabs in turn`, (round) =>
        list(ctx, SHOWN[round % SHOWN.length] ?? "open", { q: textOf(round) }),
      );
    }
    await measure("orders of the largest client, the tabs in turn", (round) =>
      list(ctx, SHOWN[round % SHOWN.length] ?? "open", { client: LARGEST_CLIENT }),
    );
    const { next } = await list(ctx, "archived", { q: LARGEST_CLIENT });
    await measure("second page of a search by the largest client", () =>
      list(ctx, "archived", { q: LARGEST_CLIENT, after: next ?? "" }),
    );
    await measure("tab counts", () =>
      withWorkspace(ctx, (tx) =>
        tx.execute(
          sql`select tab, orders from tab_counts where workspace_id = ${ctx.workspaceId}::uuid`,
        ),
      ),
    );
    await measureTwice("events of an order", (round) =>
      listEvents(ctx, numberOf(size, round), { after: 0, limit: 50 }),
    );
  }
  return figures;
}

const emptyTransaction = (ctx: Context) => withWorkspace(ctx, (tx) => tx.execute(sql`select 1`));

const list = (ctx: Context, tab: Tab, raw: Record<string, string>) =>
  readOrderList(ctx, tab, parseListParams(raw, tab));

/** An order all over the workspace, as `fill.ts` numbers them. */
const place = (size: number, round: number) => 1 + ((round * 7919 + 13) % size);
const numberOf = (size: number, round: number) => `SO-${1000 + place(size, round)}`;

function searches(size: number): Record<string, (round: number) => string> {
  const clients = Math.min(5000, Math.max(10, size / 200));
  const products = Math.min(5000, Math.max(20, size / 100));
  const padded = (round: number, most: number, digits: number) =>
    String((round * 37) % most).padStart(digits, "0");
  return {
    number: (round) => numberOf(size, round),
    "external number": (round) => `#${500_000 + place(size, round)}`,
    "PO number": (round) => `po-${70_000 + place(size, round)}`,
    client: (round) => `C${padded(round, clients, 5)}`,
    SKU: (round) => `SKU-${padded(round, products, 4)}`,
  };
}

async function deepCursor(ctx: Context, tab: Tab): Promise<string> {
  const isQueue = tab === "open";
  const { rows } = await withWorkspace(ctx, (tx) =>
    tx.execute<{ id: string; at: number }>(sql`
      select id, ${isQueue ? sql`rank` : sql`(extract(epoch from tab_since) * 1000)::bigint`} as at
      from orders where workspace_id = ${ctx.workspaceId}::uuid and tab = ${tab}
      order by ${isQueue ? sql`rank, id` : sql`tab_since desc, id desc`}
      offset (select orders * 3 / 4 from tab_counts where workspace_id = ${ctx.workspaceId}::uuid and tab = ${tab})
      limit 1`),
  );
  return btoa(JSON.stringify([null, rows[0]?.at, rows[0]?.id, 1]));
}
