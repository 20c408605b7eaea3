import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listEvents } from "@/lib/api/event-json";
import { loadOrderParts } from "@/lib/api/order-parts";
import { drainOutbox } from "@/lib/background/drain";
import { findClient } from "@/lib/clients/queries";
import { findBatch } from "@/lib/moves/queries";
import { listClientOrders } from "@/lib/orders/client-orders";
import { createOrder, moveOrders } from "@/lib/orders/commands";
import { findOrder } from "@/lib/orders/detail";
import { orderInputSchema } from "@/lib/orders/input";
import {
  PRODUCTION_STATUSES,
  SHIPMENT_STATUSES,
  STOCK_STATUSES,
  TABS,
  type Tab,
} from "@/lib/orders/lifecycle";
import { countElsewhere, readOrderList } from "@/lib/orders/list";
import { parseListParams, SORTS } from "@/lib/orders/list-params";
import { listOrderIds } from "@/lib/orders/queries";
import type { Context } from "@/lib/workspaces/context";
import { withWorkspace } from "@/lib/workspaces/context";
import { fillWorkspace, withoutIndexes } from "../bench/fill";
import { postgresDatabase } from "../database";
import { makeWorkspace } from "../factories";
import { type Captured, openExplained, ranNodes, rowsRead } from "./captured";

/** The workspace that is looked at; two smaller ones stand beside it. */
const ORDERS = 50_000;
/** What a page may read or sort at most: the tables hold ten times as much and more. */
const ROWS_MAX = 5_000;
/** What has few rows here, so that reading it may be the best plan. Stock is held and supply covers only for open lines. */
const SMALL = new Set([
  "workspaces",
  "tab_counts",
  "policies",
  "clients",
  "products",
  "number_series",
  "reservations",
  "supply_allocations",
]);

let server: Awaited<ReturnType<typeof postgresDatabase>>;
let explained: Awaited<ReturnType<typeof openExplained>>;
let ctx: Context;

beforeAll(async () => {
  server = await postgresDatabase();
  const now = new Date("2026-06-01T10:00:00Z");
  const others = [await makeWorkspace(server.db, { now }), await makeWorkspace(server.db, { now })];
  ctx = await makeWorkspace(server.db, { now });
  await withoutIndexes(server.db, async () => {
    await fillWorkspace(server.db, ctx, ORDERS);
    for (const other of others) {
      await fillWorkspace(server.db, other, 2000);
    }
  });
  explained = await openExplained(server.url);
});
afterAll(async () => {
  await explained.close();
  await server.close();
});

/** What of these plans reads or sorts too much, in words. */
function faults(plans: readonly Captured[]): string[] {
  return plans.flatMap(({ text, plan }) =>
    ranNodes(plan).flatMap((node) => {
      const type = node["Node Type"];
      const of = node["Relation Name"] ?? "";
      const rows = rowsRead(node);
      const isScan = type === "Seq Scan" && rows > 0 && !SMALL.has(of);
      return isScan || rows > ROWS_MAX
        ? [`${type} ${of} ${node["Index Name"] ?? ""} ${rows} rows: ${text.slice(0, 120)}`]
        : [];
    }),
  );
}

/** How many rows of a table were fetched: what an index alone did not tell. */
function fetched(plans: readonly Captured[], table: string): number {
  const nodes = plans.flatMap(({ plan }) => ranNodes(plan));
  const counts = nodes.map((node) => {
    const isIndexOnly = node["Node Type"] === "Index Only Scan";
    const isOfTable = node["Relation Name"] === table;
    return isOfTable ? (isIndexOnly ? (node["Heap Fetches"] ?? 0) : rowsRead(node)) : 0;
  });
  return counts.reduce((sum, count) => sum + count, 0);
}

async function expectIndexed(work: () => Promise<unknown>): Promise<void> {
  const plans = await explained.plansOf(work);
  expect(plans.length).toBeGreaterThan(0);
  expect(faults(plans)).toEqual([]);
}

const list = (raw: Record<string, string>, tab: Tab = "open") =>
  readOrderList(ctx, tab, parseListParams(raw, tab));

/** Reads pages until one begins deep in the list, and answers that page's parameters. */
async function deep(tab: Tab, sort: string): Promise<Record<string, string>> {
  const { rows } = await withWorkspace(ctx, (tx) =>
    tx.execute<{ id: string; due_on: string | null; rank: number; since: number }>(sql`
      select id, due_on, rank, (extract(epoch from tab_since) * 1000)::bigint as since from orders
      where workspace_id = ${ctx.workspaceId} and tab = ${tab} order by ${
        sort === "due" ? sql`due_on, rank` : sort === "recent" ? sql`tab_since desc` : sql`rank`
      }
      offset (select orders * 3 / 4 from tab_counts where workspace_id = ${ctx.workspaceId} and tab = ${tab}) limit 1`),
  );
  const [row] = rows;
  const place = [
    sort === "due" ? row?.due_on : null,
    sort === "recent" ? row?.since : row?.rank,
    row?.id,
    100,
  ];
  return { sort, after: btoa(JSON.stringify(place)) };
}

/** Cancels the last orders of the queue together, and answers their batch. */
async function cancelLast(count: number): Promise<string> {
  const { rows } = await server.db.execute<{ number: string }>(sql`
    select number from orders where workspace_id = ${ctx.workspaceId} and tab = 'open'
    order by rank desc limit ${count}`);
  const numbers = rows.map(({ number }) => number);
  return (await moveOrders(ctx, numbers, { type: "archive", reason: "cancelled" })).batchId;
}

const LISTS = TABS.flatMap((tab) => SORTS.map((sort) => ({ tab, sort })));
const FILTERS: Record<string, string>[] = [
  { client: "C00000" },
  { client: "C00200" },
  ...["overdue", "today", "week", "2026-06-10"].map((due) => ({ due })),
  ...STOCK_STATUSES.map((stock) => ({ stock })),
  ...PRODUCTION_STATUSES.map((production) => ({ production })),
  ...SHIPMENT_STATUSES.map((shipment) => ({ shipment })),
];

describe("the list reads no table and sorts no table", () => {
  test.each(LISTS)("on the first page of $tab by $sort", async ({ tab, sort }) => {
    await expectIndexed(() => list({ sort }, tab));
  });

  test.each(LISTS)("on a deep page of $tab by $sort, and before it", async ({ tab, sort }) => {
    const { after = "" } = await deep(tab, sort);
    const { rows } = await list({ sort, after }, tab);
    expect(rows).toHaveLength(50);
    await expectIndexed(() => list({ sort, after }, tab));
    await expectIndexed(() => list({ sort, before: after }, tab));
  });

  test.each(TABS.flatMap((tab) => FILTERS.map((filter) => ({ tab, filter }))))(
    "of $tab where $filter",
    async ({ tab, filter }) => {
      for (const sort of SORTS) {
        await expectIndexed(() => list({ ...filter, sort }, tab));
      }
    },
  );

  test.each([
    "SO-31007",
    "31007",
    "#530001",
    "530001",
    "po-100100",
    "client 17 ",
    "C00017",
    "sku-0042-elm",
    "SKU-0001-ash",
    "nothing",
  ])("in a search for %s", async (q) => {
    for (const tab of TABS) {
      await expectIndexed(() => list({ q }, tab));
    }
    await expectIndexed(() => countElsewhere(ctx, "open", parseListParams({ q }, "open")));
  });

  test.each(TABS.flatMap((tab) => ["C00017", "sku-0042", "SO-31"].map((q) => ({ tab, q }))))(
    "in a search for $q in $tab, where only the orders of the page are fetched",
    async ({ tab, q }) => {
      const { next, previous, rows } = await list({ q }, tab);
      expect(rows.length).toBeGreaterThan(q.startsWith("SO") ? -1 : 20);
      const cursors: Record<string, string>[] = [
        {},
        ...(next ? [{ after: next }] : []),
        ...(previous ? [{ before: previous }] : []),
      ];
      for (const cursor of cursors) {
        const plans = await explained.plansOf(() => list({ q, ...cursor }, tab));
        expect(faults(plans)).toEqual([]);
        expect(fetched(plans, "orders")).toBeLessThanOrEqual(51);
        expect(fetched(plans, "order_words")).toBe(0);
      }
    },
  );

  test.each(TABS)(
    "by a client that has many orders in %s, found by name or as a filter",
    async (tab) => {
      const ways: Record<string, string>[] = [{ client: "C00000" }, { q: "C00000" }];
      for (const raw of ways) {
        const plans = await explained.plansOf(() => list(raw, tab));
        expect(faults(plans)).toEqual([]);
        expect(fetched(plans, "orders")).toBeLessThanOrEqual(51);
      }
    },
  );

  test("in a search for what most orders hold, and it finds the same as reading everything", async () => {
    const { rows, found } = await list({ q: "oak", sort: "due" }, "archived");
    const all = await withWorkspace(ctx, (tx) =>
      tx.execute<{ number: string }>(sql`
        select number from orders where workspace_id = ${ctx.workspaceId} and tab = 'archived'
          and search_text like '%-oak%' order by due_on nulls last, rank limit 50`),
    );
    expect(rows.map(({ number }) => number)).toEqual(all.rows.map(({ number }) => number));
    expect(found).toBe(1000);
    await expectIndexed(() => list({ q: "oak", sort: "due" }, "archived"));
  });
});

describe("where the statistics know thousands of small workspaces", () => {
  const tables = ["orders", "order_lines", "clients", "order_words", "moves"];

  beforeAll(async () => {
    for (const table of tables) {
      await server.db.execute(
        sql.raw(`alter table ${table} alter column workspace_id set (n_distinct = 20000)`),
      );
      await server.db.execute(sql.raw(`analyze ${table}`));
    }
  });
  afterAll(async () => {
    for (const table of tables) {
      await server.db.execute(
        sql.raw(`alter table ${table} alter column workspace_id reset (n_distinct)`),
      );
      await server.db.execute(sql.raw(`analyze ${table}`));
    }
  });

  // A plan for all workspaces is one for a small one then, and a database takes it after five calls.
  test.each(LISTS)("the large one's page of $tab by $sort is still one", async ({ tab, sort }) => {
    const { after = "" } = await deep(tab, sort);
    const pages: Record<string, string>[] = [{ sort }, { sort, after }, { sort, before: after }];
    for (const raw of pages) {
      for (let call = 0; call < 8; call += 1) {
        await list(raw, tab);
      }
      const plans = await explained.plansOf(() => list(raw, tab));
      expect(faults(plans)).toEqual([]);
      // A place's date and what follows it are two ranges, and each is met by the first row behind it.
      expect(fetched(plans, "orders")).toBeLessThanOrEqual(53);
    }
  });

  test.each(
    TABS.flatMap((tab) => ["C00017", "C00000", "sku-0042", "SO-31"].map((q) => ({ tab, q }))),
  )("a search for $q in $tab still reads no more than it finds", async ({ tab, q }) => {
    for (let call = 0; call < 8; call += 1) {
      await list({ q }, tab);
    }
    const plans = await explained.plansOf(() => list({ q }, tab));
    expect(faults(plans)).toEqual([]);
    expect(fetched(plans, "orders")).toBeLessThanOrEqual(51);
    expect(fetched(plans, "order_words")).toBe(0);
  });

  test("what was moved together is still found by its batch alone", async () => {
    const batchId = await cancelLast(100);
    for (let call = 0; call < 8; call += 1) {
      await findBatch(ctx, batchId);
    }
    const plans = await explained.plansOf(() => findBatch(ctx, batchId));
    expect(faults(plans)).toEqual([]);
    expect(fetched(plans, "moves")).toBe(100);
  });
});

describe("no table is read or sorted", () => {
  test.each(SORTS)("for a page of all tabs in the API by %s", async (sort) => {
    const page = (after: string | null) =>
      withWorkspace(ctx, async (tx) => {
        const params = { ...parseListParams({ sort }, null), after };
        const { ids, next } = await listOrderIds(tx, ctx, null, params, 50);
        await loadOrderParts(tx, ctx, ids);
        return next;
      });
    let next: string | null = null;
    await expectIndexed(async () => {
      next = await page(null);
    });
    await expectIndexed(() => page(next));
  });

  test("for the pages of a client's own orders, and for how many there are", async () => {
    const { rows } = await server.db.execute<{ id: string }>(
      sql`select id from clients where workspace_id = ${ctx.workspaceId} and code = 'C00000'`,
    );
    const own: Context = { ...ctx, role: "client", clientId: rows[0]?.id ?? null };
    const pages = async (before: number) => {
      let page = await listClientOrders(own, { q: null, after: null, before: null });
      for (let at = 1; at < before; at += 1) {
        page = await listClientOrders(own, { q: null, after: page.next, before: null });
      }
      return page;
    };
    const first = await explained.plansOf(() => pages(1));
    expect(faults(first)).toEqual([]);
    const { next } = await pages(30);
    const deepOne = await explained.plansOf(() =>
      listClientOrders(own, { q: null, after: next, before: null }),
    );
    expect(faults(deepOne)).toEqual([]);
    expect(fetched(deepOne, "orders")).toBeLessThan(200);
    await expectIndexed(() => findClient(ctx, { code: "C00000" }));
  });

  test("for what was moved together, and only those orders are looked at that tell of it", async () => {
    const batchId = await cancelLast(300);
    const plans = await explained.plansOf(() => findBatch(ctx, batchId));
    expect(faults(plans)).toEqual([]);
    expect(fetched(plans, "moves")).toBe(300);
    expect(fetched(plans, "orders")).toBe(1);
  });

  test("for the page of an order and its events", async () => {
    await expectIndexed(() => findOrder(ctx, "SO-31007"));
    await expectIndexed(() => listEvents(ctx, "SO-31007", { after: 0, limit: 50 }));
  });

  test("when an order is made and stock is given to it, and when it leaves the queue again", async () => {
    const input = orderInputSchema.parse({
      client: { code: "C00001" },
      currency: "EUR",
      lines: ["SKU-0100-oak", "SKU-0201-ash", "SKU-0302-elm"].map((sku) => ({
        sku,
        quantity: 1000,
        unitPriceMinor: 1000,
      })),
    });
    let number = "";
    await expectIndexed(async () => {
      const made = await createOrder(ctx, input, "api");
      number = made.ok ? made.value.number : "";
    });
    await expectIndexed(() => moveOrders(ctx, [number], { type: "archive", reason: "cancelled" }));
  });

  test("when due work is taken from the outbox", async () => {
    await server.db.execute(sql`
      insert into outbox (workspace_id, topic, key, payload, available_at, created_at, done_at)
      select ${ctx.workspaceId}::uuid, 'webhook', 'k' || i, '{}', now(), now(), now() from generate_series(1, ${ORDERS}::int) i`);
    await server.db.execute(sql`analyze outbox`);
    await expectIndexed(() => drainOutbox({ rounds: 1 }));
  });
});
