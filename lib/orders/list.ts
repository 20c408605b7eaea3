import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { type Context, readRow, withWorkspace } from "@/lib/workspaces/context";
import { TABS, type Tab } from "./lifecycle";
import { type ListAnswer, listedOrders, placedOrders } from "./list-answer";
import { known, orderOf, placeColumns } from "./list-order";
import { isFiltered, isOwnSort, type ListParams, pageOf, startOf } from "./list-params";
import { listed, onePage } from "./list-sql";
import { type OrderRow, orderRowOf } from "./order-row";
import { COUNT_CAP, lookUp, lookUpAhead, type Search } from "./search";
import { isAlone, isPagedByIndex } from "./search-page";

/** All that a list page shows of a tab. */
export type OrderListing = {
  readonly rows: readonly OrderRow[];
  /** Where the first row stands in the whole list, from 1. */
  readonly firstAt: number;
  readonly next: string | null;
  readonly previous: string | null;
  /** How many orders stand in each tab, from the counters. */
  readonly counts: Readonly<Record<Tab, number>>;
  /** How many a search or filter finds, counted up to {@link COUNT_CAP}; null where there is none. */
  readonly found: number | null;
  /** What the client filter offers; none where there are too many to choose from, and people search instead. */
  readonly clients: readonly (readonly [code: string, name: string])[];
  /** The last moves into this tab, made together a short while ago and not taken back. */
  readonly recentBatch: string | null;
};

const PAGE_ROWS = 50;
const CLIENT_OPTIONS_MAX = 200;
/** How long the strip on the destination tab stays. */
const RECENT_MINUTES = 15;

type Listed = { readonly list: ListAnswer };

/** One page of a tab with all that is around it. */
export async function readOrderList(
  ctx: Context,
  tab: Tab,
  params: ListParams,
): Promise<OrderListing> {
  const { q } = params;
  const search =
    q === null ? null : await lookUpAhead(ctx, tab, q, { isAlone: isAlone(tab, params) });
  const row = await readRow<Listed>(ctx, listStatement(ctx, tab, params, search), {
    isPlannedOnce: isPlannedOnce(tab, params, search),
  });
  const list = row?.list;
  const page = pageOf(list ? placedOrders(list) : [], params, PAGE_ROWS);
  return {
    ...page,
    rows: list ? listedOrders(list, page.rows).map((order) => orderRowOf(ctx, order)) : [],
    counts: { open: 0, closed: 0, archived: 0, ...list?.counts },
    found: list?.found ?? null,
    clients: list?.clients ?? [],
    recentBatch: list?.recentBatch ?? null,
  };
}

/**
 * One page of a tab with all around it, in one statement that answers one JSON value: each further
 * statement costs a round trip, and each column of each row is parsed on its own. What belongs to an order
 * says which one by its ordinal: ids would be a third of the answer. OFFSET 0 keeps the few
 * lines, clients and products of a page from being found by reading all.
 */
function listStatement(ctx: Context, tab: Tab, params: ListParams, search: Search | null): SQL {
  const { workspaceId } = ctx;
  const since = new Date(ctx.now.getTime() - RECENT_MINUTES * 60_000).toISOString();
  return sql`
    with o as materialized (
      select row_number() over (order by ${orderOf(params, startOf(params).backwards)}) as ordinal, o.* from (
        select o.number, o.source, o.external_id, o.po_number, o.client_id, o.ship_to,
          o.due_on, o.ship_by_on, o.on_hold, o.attention, o.tab, o.tab_since, o.closed_at,
          o.archive_reason, o.total_minor, o.invoiced_minor, o.paid_minor, o.production_status, o.version,
          ${placeColumns(params)}
        from ${onePage(ctx, tab, params, { limit: PAGE_ROWS, search })}) o
    ), l as materialized (
      select o.ordinal, l.id, l.line, l.name, l.product_id, l.ordered, l.short_closed, l.shipped,
        l.reserved, l.expected, l.expected_on, o.production_status
      from o cross join lateral (
        select * from order_lines where workspace_id = ${workspaceId} and order_id = o.id offset 0) l
    )
    select json_build_object(
      'orders', (${ordersJson(ctx, tab)}),
      'lines', (
        select json_agg(json_build_array(l.ordinal, l.line, l.name, p.kind, p.tracked, p.made,
          l.ordered, l.short_closed, l.shipped, l.reserved, l.expected, l.expected_on))
        from l cross join lateral (
          select kind, tracked, made from products
          where workspace_id = ${workspaceId} and id = l.product_id offset 0) p),
      'making', (
        select json_agg(json_build_array(l.ordinal, l.line, m.quantity, m.made, m.started_at is not null,
          m.blocked_at is not null, m.finished_at is not null))
        from l cross join lateral (
          select * from production_orders
          where workspace_id = ${workspaceId} and order_line_id = l.id offset 0) m
        where l.production_status <> 'not_needed'),
      'counts', (select json_object_agg(tab, orders) from tab_counts where workspace_id = ${workspaceId}),
      'found', ${isFiltered(params) ? countOf(ctx, tab, params, search) : sql`null::integer`},
      'clients', (select json_agg(json_build_array(c.code, c.name) order by c.name, c.id) from (
        select code, name, id from clients where workspace_id = ${workspaceId} and archived_at is null
        limit ${known(CLIENT_OPTIONS_MAX + 1)}) c having count(*) <= ${known(CLIENT_OPTIONS_MAX)}),
      'recentBatch', (
        select batch_id from moves where workspace_id = ${workspaceId} and to_tab = ${known(tab)}
          and at > ${since}::timestamptz and undone_at is null and undoes is null
        order by at desc limit 1)
    ) as list`;
}

/**
 * Planning takes the database as long as running, so it plans a page once. Not where it is filtered: each
 * set of filters would be a plan of its own to remember, and the best one depends on the values. The orders
 * of one client and the hits of a word are read in one way, whatever the values.
 */
function isPlannedOnce(tab: Tab, params: ListParams, search: Search | null): boolean {
  if (search !== null) {
    return isPagedByIndex(tab, params, search);
  }
  const isOfClient = params.client !== null && isOwnSort(tab, params);
  return !isFiltered(isOfClient ? { ...params, client: null } : params);
}

/** Where the same search would find something in the other tabs, and how much up to {@link COUNT_CAP}. */
export async function countElsewhere(
  ctx: Context,
  tab: Tab,
  params: ListParams,
): Promise<{ tab: Tab; orders: number }[]> {
  const others = TABS.filter((other) => other !== tab);
  return withWorkspace(ctx, async (tx) => {
    const counts: SQL[] = [];
    for (const other of others) {
      const search = params.q === null ? null : await lookUp(tx, ctx, other, params.q);
      counts.push(countOf(ctx, other, params, search));
    }
    const { rows } = await tx.execute<{ counts: number[] }>(
      sql`select json_build_array(${sql.join(counts, sql`, `)}) as counts`,
    );
    return others.map((other, index) => ({ tab: other, orders: rows[0]?.counts[index] ?? 0 }));
  });
}

function countOf(ctx: Context, tab: Tab, params: ListParams, search: Search | null): SQL {
  // What is met by walking would be counted by walking on; most of it was counted when it was looked up.
  const isCounted = search !== null && (search.isFew || search.found >= COUNT_CAP);
  if (isCounted && search.words.length === 1 && !isFiltered({ ...params, q: null })) {
    return sql`${Math.min(search.found, COUNT_CAP)}::integer`;
  }
  return sql`(select count(*)::integer from (
    select 1 from orders o where ${listed(ctx, tab, params, search)} limit ${known(COUNT_CAP)}) capped)`;
}

/** The orders of the page `o`, in its order. Only the Closed tab says who closed them: planning that costs the other tabs time. */
function ordersJson({ workspaceId }: Context, tab: Tab): SQL {
  const closedBy =
    tab === "closed"
      ? sql`(select e.actor_name from order_events e
        where e.workspace_id = ${workspaceId} and e.order_id = o.id and e.type = 'closed'
        order by e.seq desc limit 1)`
      : sql`null::text`;
  return sql`
    select json_agg(json_build_array(o.ordinal, o.id, o.key, o.rank, o.number, o.source, o.external_id,
      o.po_number, o.ship_to ->> 'city', c.code, c.name, o.tab, o.due_on, o.ship_by_on, o.on_hold,
      o.attention is not null, o.closed_at, o.archive_reason, o.version, o.total_minor,
      o.invoiced_minor, o.paid_minor, ${closedBy})
      order by o.ordinal)
    from o cross join lateral (
      select code, name from clients where workspace_id = ${workspaceId} and id = o.client_id offset 0) c`;
}
