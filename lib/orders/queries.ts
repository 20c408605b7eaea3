import "server-only";
import { and, eq, type SQL, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { clients } from "@/db/schema/clients";
import { orderEvents, orders, tabCounts } from "@/db/schema/orders";
import { productionOrders, supplyAllocations } from "@/db/schema/production";
import { expectedReceipts } from "@/db/schema/products";
import { addDays } from "@/lib/shared/dates";
import { among } from "@/lib/stock/allocate";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import type { SupplyPiece } from "./explanation";
import { type LoadedOrder, loadOrders } from "./facts";
import type { Tab } from "./lifecycle";
import { cursorOf, type ListParams, placeOf } from "./list-params";
import type { OrderRow } from "./order-row";
import { orderRowOf } from "./view";

export type OrderPage = {
  readonly rows: readonly OrderRow[];
  /** Where the first row stands in the whole list, from 1. */
  readonly firstAt: number;
  readonly next: string | null;
  readonly previous: string | null;
};

/** One page of a tab, keyset paged; the cursors are for `after` and `before`. */
export async function listOrders(
  ctx: Context,
  tab: Tab | null,
  params: ListParams,
  limit = 50,
): Promise<OrderPage> {
  return withWorkspace(ctx, async (tx) => {
    const { ids, ...page } = await listOrderIds(tx, ctx, tab, params, limit);
    return { rows: await rowsOf(tx, ctx, ids), ...page };
  });
}

/** The same page as ids, for those who show orders in another shape. A null tab means all tabs. */
export async function listOrderIds(
  tx: Transaction,
  ctx: Context,
  tab: Tab | null,
  params: ListParams,
  limit: number,
): Promise<Omit<OrderPage, "rows"> & { readonly ids: readonly string[] }> {
  const backwards = params.before !== null;
  const cursor = params.before ?? params.after;
  const place = cursor === null ? null : placeOf(cursor);
  const found = await tx.execute<{ id: string; key: string | null; rank: number }>(sql`
    select o.id, ${keyOf(params)} as key, ${rankOf(params)} as rank
    from orders o
    where ${sql.join(conditions(ctx, tab, params, place, backwards), sql` and `)}
    order by ${orderOf(params, backwards)}
    limit ${limit + 1}`);
  const more = found.rows.length > limit;
  const places = found.rows.slice(0, limit);
  if (backwards) {
    places.reverse();
  }
  const firstAt =
    place === null ? 1 : Math.max(1, backwards ? place.at - places.length : place.at + 1);
  const first = places.at(0);
  const last = places.at(-1);
  const hasPrevious = backwards ? more : place !== null;
  return {
    ids: places.map((one) => one.id),
    firstAt,
    next:
      last && (backwards || more) ? cursorOf({ ...last, at: firstAt + places.length - 1 }) : null,
    previous: first && hasPrevious ? cursorOf({ ...first, at: firstAt }) : null,
  };
}

const keyOf = ({ sort }: ListParams) => (sort === "due" ? sql`o.due_on` : sql`null::date`);

const rankOf = ({ sort }: ListParams) =>
  sort === "recent" ? sql`(extract(epoch from o.tab_since) * 1000)::bigint` : sql`o.rank`;

function orderOf({ sort }: ListParams, backwards: boolean): SQL {
  if (sort === "due") {
    return backwards
      ? sql`o.due_on desc nulls first, o.rank desc, o.id desc`
      : sql`o.due_on asc nulls last, o.rank, o.id`;
  }
  if (sort === "recent") {
    return backwards
      ? sql`o.tab_since asc nulls first, o.id asc nulls first`
      : sql`o.tab_since desc nulls last, o.id desc nulls last`;
  }
  return backwards ? sql`o.rank desc, o.id desc` : sql`o.rank, o.id`;
}

function conditions(
  ctx: Context,
  tab: Tab | null,
  params: ListParams,
  place: { key: string | null; rank: number; id: string } | null,
  backwards: boolean,
): SQL[] {
  return [
    sql`o.workspace_id = ${ctx.workspaceId}`,
    ...(tab === null ? [] : [sql`o.tab = ${tab}`]),
    ...(params.q === null ? [] : [searchFor(ctx, params.q)]),
    ...(params.client === null
      ? []
      : [
          sql`o.client_id = (select c.id from clients c where c.workspace_id = ${ctx.workspaceId} and c.code = ${params.client})`,
        ]),
    ...(params.due === null ? [] : [dueIs(ctx, params.due)]),
    ...(params.stock === null ? [] : [stockIs(ctx, params.stock)]),
    ...(params.production === null ? [] : [sql`o.production_status = ${params.production}`]),
    ...(params.shipment === null ? [] : [sql`o.shipment_status = ${params.shipment}`]),
    ...(place === null ? [] : [beyond(params, place, backwards)]),
  ];
}

function beyond(
  { sort }: ListParams,
  place: { key: string | null; rank: number; id: string },
  backwards: boolean,
): SQL {
  if (sort === "recent") {
    const there = sql`(to_timestamp(${place.rank}::float8 / 1000), ${place.id}::uuid)`;
    return backwards ? sql`(o.tab_since, o.id) > ${there}` : sql`(o.tab_since, o.id) < ${there}`;
  }
  const rank = sql`(o.rank, o.id)`;
  const here = sql`(${place.rank}::bigint, ${place.id}::uuid)`;
  const past = backwards ? sql`${rank} < ${here}` : sql`${rank} > ${here}`;
  if (sort !== "due") {
    return past;
  }
  if (place.key === null) {
    return backwards ? sql`(o.due_on is not null or ${past})` : sql`(o.due_on is null and ${past})`;
  }
  const day = sql`${place.key}::date`;
  return backwards
    ? sql`(o.due_on < ${day} or (o.due_on = ${day} and ${past}))`
    : sql`(o.due_on > ${day} or o.due_on is null or (o.due_on = ${day} and ${past}))`;
}

function searchFor(ctx: Context, text: string): SQL {
  const escaped = text.toLowerCase().replaceAll(/[\\%_]/g, (char) => `\\${char}`);
  const pattern = `%${escaped}%`;
  return sql`(o.search_text like ${pattern} or o.client_id in (
    select c.id from clients c where c.workspace_id = ${ctx.workspaceId}
      and (lower(c.name) like ${pattern} or lower(c.code) like ${pattern})))`;
}

function dueIs(ctx: Context, due: string): SQL {
  switch (due) {
    case "overdue":
      return sql`(o.due_on < ${ctx.today}::date and o.tab = 'open')`;
    case "today":
      return sql`o.due_on = ${ctx.today}::date`;
    case "week":
      return sql`o.due_on between ${ctx.today}::date and ${addDays(ctx.today, 7)}::date`;
    default:
      return sql`o.due_on <= ${due}::date`;
  }
}

/** The same rule as `stockStatusOn`: expected supply is late when its day has passed or is after the promise. */
function stockIs(ctx: Context, stock: string): SQL {
  const late = sql`(o.stock_expected_on < ${ctx.today}::date or coalesce(o.stock_expected_on > coalesce(o.ship_by_on, o.due_on), false))`;
  switch (stock) {
    case "late":
      return sql`(o.stock_cover = 'expected' and ${late})`;
    case "expected":
      return sql`(o.stock_cover = 'expected' and not ${late})`;
    default:
      return sql`o.stock_cover = ${stock}`;
  }
}

async function rowsOf(tx: Transaction, ctx: Context, ids: readonly string[]): Promise<OrderRow[]> {
  const loaded = new Map((await loadOrders(tx, ctx, ids)).map((order) => [order.row.id, order]));
  const waiting = [...loaded.values()].filter((order) =>
    order.lines.some((line) => line.expected > 0),
  );
  const supply = await supplyOf(
    tx,
    ctx,
    waiting.map((order) => order.row.id),
  );
  const closers = await closersOf(tx, ctx, [...loaded.values()]);
  const clientIds = [...new Set([...loaded.values()].map((order) => order.row.clientId))];
  const clientRows =
    clientIds.length > 0
      ? await tx
          .select({ id: clients.id, code: clients.code, name: clients.name })
          .from(clients)
          .where(and(eq(clients.workspaceId, ctx.workspaceId), among(clients.id, clientIds)))
      : [];
  const clientOf = new Map(clientRows.map((client) => [client.id, client]));
  return ids.flatMap((id) => {
    const order = loaded.get(id);
    const client = clientOf.get(order?.row.clientId ?? "");
    return order && client
      ? [
          orderRowOf(ctx, order, {
            client,
            supply: supply.get(id) ?? [],
            closedBy: closers.get(id) ?? null,
          }),
        ]
      : [];
  });
}

export type LineSupply = SupplyPiece & { readonly lineId: string };

/** The dated supply that covers these orders, by order, earliest first. */
export async function supplyOf(
  tx: Transaction,
  ctx: Pick<Context, "workspaceId">,
  orderIds: readonly string[],
): Promise<Map<string, LineSupply[]>> {
  if (orderIds.length === 0) {
    return new Map();
  }
  const rows = await tx.execute<{
    order_id: string;
    line_id: string;
    quantity: number;
    due_on: string;
    source: string;
  }>(sql`
    select l.order_id, l.id as line_id, (a.quantity * 1000)::bigint as quantity, a.due_on,
      coalesce(m.number, e.reference) as source
    from ${supplyAllocations} a
    join order_lines l on l.workspace_id = a.workspace_id and l.id = a.order_line_id
    left join ${productionOrders} m on m.workspace_id = a.workspace_id and m.id = a.production_order_id
    left join ${expectedReceipts} e on e.workspace_id = a.workspace_id and e.id = a.expected_receipt_id
    where a.workspace_id = ${ctx.workspaceId} and ${among(sql`l.order_id`, orderIds)}
    order by a.due_on, source, l.line`);
  const byOrder = new Map<string, LineSupply[]>();
  for (const row of rows.rows) {
    const pieces = byOrder.get(row.order_id) ?? [];
    pieces.push({
      lineId: row.line_id,
      quantity: Number(row.quantity),
      on: row.due_on,
      source: row.source,
    });
    byOrder.set(row.order_id, pieces);
  }
  return byOrder;
}

/** Who or what closed these orders last. */
async function closersOf(
  tx: Transaction,
  ctx: Pick<Context, "workspaceId">,
  loaded: readonly LoadedOrder[],
): Promise<Map<string, string>> {
  const ids = loaded.filter((order) => order.closedAt !== null).map((order) => order.row.id);
  if (ids.length === 0) {
    return new Map();
  }
  const rows = await tx
    .select({ orderId: orderEvents.orderId, name: orderEvents.actorName })
    .from(orderEvents)
    .where(
      and(
        eq(orderEvents.workspaceId, ctx.workspaceId),
        among(orderEvents.orderId, ids),
        eq(orderEvents.type, "closed"),
      ),
    )
    .orderBy(orderEvents.seq);
  return new Map(rows.map((row) => [row.orderId, row.name]));
}

/** How many orders stand in each tab, from the counters. */
export async function countOrders(ctx: Context): Promise<Record<Tab, number>> {
  const rows = await withWorkspace(ctx, (tx) =>
    tx.select().from(tabCounts).where(eq(tabCounts.workspaceId, ctx.workspaceId)),
  );
  const counts = { open: 0, closed: 0, archived: 0 };
  for (const row of rows) {
    counts[row.tab] = row.orders;
  }
  return counts;
}

/** A search stops counting here: nobody pages that far, and a count reads every row. */
export const COUNT_CAP = 1000;

/** How many orders of a tab a search or filter finds, counted up to {@link COUNT_CAP}. */
export async function countFiltered(ctx: Context, tab: Tab, params: ListParams): Promise<number> {
  const found = await withWorkspace(ctx, (tx) =>
    tx.execute<{ orders: number }>(sql`
      select count(*)::int as orders from (
        select 1 from orders o
        where ${sql.join(conditions(ctx, tab, params, null, false), sql` and `)} limit ${COUNT_CAP}) capped`),
  );
  return found.rows[0]?.orders ?? 0;
}

/** The order of a number, for pages that need its id; null where the workspace has none. */
export async function findOrderId(
  tx: Transaction,
  ctx: Pick<Context, "workspaceId">,
  number: string,
): Promise<string | null> {
  const [row] = await tx
    .select({ id: orders.id })
    .from(orders)
    .where(and(eq(orders.workspaceId, ctx.workspaceId), eq(orders.number, number)));
  return row?.id ?? null;
}
