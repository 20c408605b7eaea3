import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { idList } from "@/db/lists";
import type { Context } from "@/lib/workspaces/context";
import type { Tab } from "./lifecycle";
import { beyond, known, orderOf } from "./list-order";
import { isFiltered, isOwnSort, type ListParams, type Place, startOf } from "./list-params";
import { type Search, within } from "./search";

/** Whether a text alone decides what is shown, in the tab's own order. */
export const isAlone = (tab: Tab, params: ListParams): boolean =>
  !isFiltered({ ...params, q: null }) && isOwnSort(tab, params);

/** Whether a page of what a search finds can be told from indexes: one word and nothing else, in the tab's own order. */
export function isPagedByIndex(tab: Tab, params: ListParams, search: Search): boolean {
  return search.words.length === 1 && search.isPaged && isAlone(tab, params);
}

/**
 * The ids of one page and one order more of what a search finds, as an array: the words of orders tell
 * each order's place, and a client's orders stand in the order of the tab, so that no order is looked at
 * before it is known to be shown.
 */
export function foundOnPage(
  ctx: Context,
  tab: Tab,
  params: ListParams,
  { limit, search }: { readonly limit: number; readonly search: Search },
): SQL {
  const start = startOf(params);
  const end = sql`limit ${known(limit + 1)}`;
  const [word] = search.words;
  const worded = sql`select w.place, w.order_id as id from order_words w
    where ${within(ctx, tab, word)} ${placedBeyond(tab, start)}`;
  const hits =
    search.clientIds.length === 0
      ? sql`select distinct h.* from (${worded}) h`
      : sql`
    ${worded} union select k.place, k.id from unnest(${idList(search.clientIds)}) as c (id)
    cross join lateral (
      select ${tab === "open" ? sql`o.rank` : sql`-(extract(epoch from o.tab_since) * 1000)::bigint`} as place, o.id
      from orders o
      where o.workspace_id = ${ctx.workspaceId} and o.tab = ${known(tab)} and o.client_id = c.id
        ${start.place === null ? sql`` : sql.join(beyond(params, start.place, start.backwards).map((part) => sql`and ${part}`))}
      order by ${orderOf(params, start.backwards)} ${end}
    ) k`;
  return sql`array(select h.id from (${hits}) h order by ${placedOrder(tab, start)} ${end})`;
}

type Start = { readonly place: Place | null; readonly backwards: boolean };

/** The tab's own order by the place that words keep; of the latest first, the later id comes first, too. */
function placedOrder(tab: Tab, { backwards }: Start): SQL {
  if (tab === "open") {
    return backwards ? sql`h.place desc, h.id desc` : sql`h.place, h.id`;
  }
  return backwards ? sql`h.place desc, h.id` : sql`h.place, h.id desc`;
}

function placedBeyond(tab: Tab, { place, backwards }: Start): SQL {
  if (place === null) {
    return sql``;
  }
  const than = backwards ? sql`<` : sql`>`;
  if (tab === "open") {
    return sql`and (w.place, w.order_id) ${than} (${place.rank}::bigint, ${place.id}::uuid)`;
  }
  const there = sql`${-place.rank}::bigint`;
  const other = backwards ? sql`>` : sql`<`;
  return sql`and (w.place ${than} ${there} or (w.place = ${there} and w.order_id ${other} ${place.id}::uuid))`;
}
