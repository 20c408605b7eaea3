import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { Tab } from "./lifecycle";
import type { ListParams, Place } from "./list-params";

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

/** What lies beyond a place, as pieces in reading order that no order is in twice. */
export function beyond({ sort }: ListParams, place: Place, backwards: boolean): SQL[] {
  const than = backwards ? sql`<` : sql`>`;
  if (sort === "recent") {
    const there = sql`(to_timestamp(${place.rank}::float8 / 1000), ${place.id}::uuid)`;
    return [sql`(o.tab_since, o.id) ${backwards ? sql`>` : sql`<`} ${there}`];
  }
  const past = sql`(o.rank, o.id) ${than} (${place.rank}::bigint, ${place.id}::uuid)`;
  if (sort !== "due") {
    return [past];
  }
  if (place.key === null) {
    const dayless = sql`(o.due_on is null and ${past})`;
    return backwards ? [dayless, sql`o.due_on is not null`] : [dayless];
  }
  const dated = sql`(o.due_on, o.rank, o.id) ${than} (${place.key}::date, ${place.rank}::bigint, ${place.id}::uuid)`;
  return backwards ? [dated] : [dated, sql`o.due_on is null`];
}
