import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { addDays } from "@/lib/shared/dates";
import type { Context } from "@/lib/workspaces/context";
import type { Tab } from "./lifecycle";
import { type ListParams, type Place, startOf } from "./list-params";

/** A value of the code's own as part of the text: a plan kept for all values may count on it. */
export const known = (value: number | Tab): SQL =>
  sql.raw(typeof value === "number" ? `${value}` : `'${value}'`);

/** The columns that a cursor remembers, of a table `o` of orders. */
export function placeColumns(params: ListParams): SQL {
  const key = params.sort === "due" ? sql`o.due_on` : sql`null::date`;
  const rank =
    params.sort === "recent"
      ? sql`(extract(epoch from o.tab_since) * 1000)::bigint`
      : sql`o.rank::bigint`;
  return sql`o.id, ${key} as key, ${rank} as rank`;
}

/** One page and one row more, as a rest of a statement that begins with `select ... from orders o`. */
export function onePage(ctx: Context, tab: Tab | null, params: ListParams, limit: number): SQL {
  const { place, backwards } = startOf(params);
  const where = [
    listed(ctx, tab, params),
    ...(place === null ? [] : [beyond(params, place, backwards)]),
  ];
  return sql`where ${sql.join(where, sql` and `)}
    order by ${orderOf(params, backwards)} limit ${known(limit + 1)}`;
}

/** The order in which a page is read: backwards where it is asked for what precedes a place. */
export function orderOf({ sort }: ListParams, backwards: boolean): SQL {
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

/** The condition that an order `o` is in the tab and fits the filters, whatever the page. */
export function listed(ctx: Context, tab: Tab | null, params: ListParams): SQL {
  const conditions = [
    sql`o.workspace_id = ${ctx.workspaceId}`,
    ...(tab === null ? [] : [sql`o.tab = ${known(tab)}`]),
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
  ];
  return sql.join(conditions, sql` and `);
}

function beyond({ sort }: ListParams, place: Place, backwards: boolean): SQL {
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
