import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { addDays } from "@/lib/shared/dates";
import type { Context } from "@/lib/workspaces/context";
import { TABS, type Tab } from "./lifecycle";
import { beyond, known, orderOf } from "./list-order";
import { type ListParams, startOf } from "./list-params";
import { isFound, type Search } from "./search";
import { foundOnPage, isPagedByIndex } from "./search-page";

/**
 * One page and one row more, as a rest of a statement that begins with `select ... from`. What one walk
 * along an index can't answer, such as all tabs or what follows a day, is read piece by piece: each piece
 * ends after a page, where an OR would read the whole list.
 */
export function onePage(
  ctx: Context,
  tab: Tab | null,
  params: ListParams,
  { limit, search }: { readonly limit: number; readonly search: Search | null },
): SQL {
  const { place, backwards } = startOf(params);
  const end = sql`order by ${orderOf(params, backwards)} limit ${known(limit + 1)}`;
  if (tab !== null && search !== null && isPagedByIndex(tab, params, search)) {
    const ids = foundOnPage(ctx, tab, params, { limit, search });
    // One by one: of a workspace that is thought to be small, the database would read all orders of the tab.
    return sql`unnest(${ids}) as found (id) cross join lateral (
      select * from orders where workspace_id = ${ctx.workspaceId} and id = found.id offset 0) o
      where o.tab = ${known(tab)} ${end}`;
  }
  const parts = place === null ? [[]] : beyond(params, place, backwards).map((part) => [part]);
  const pieces = (tab === null ? TABS : [tab]).flatMap((one) =>
    parts.map((part) => sql.join([listed(ctx, one, params, search), ...part], sql` and `)),
  );
  const [only, ...others] = pieces;
  if (only && others.length === 0) {
    return sql`orders o where ${only} ${end}`;
  }
  const read = pieces.map((piece) => sql`(select o.* from orders o where ${piece} ${end})`);
  return sql`(${sql.join(read, sql` union all `)}) o ${end}`;
}

/** The condition that an order `o` is in the tab and fits the filters, whatever the page. */
export function listed(ctx: Context, tab: Tab, params: ListParams, search: Search | null): SQL {
  const conditions = [
    sql`o.workspace_id = ${ctx.workspaceId}`,
    sql`o.tab = ${known(tab)}`,
    ...(search === null ? [] : [isFound(ctx, tab, search)]),
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
