import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { Context } from "@/lib/workspaces/context";
import type { Tab } from "./lifecycle";
import { known } from "./list-order";

/** Where a page begins: beyond a place, which is a part of the list, a place in it and an order; forwards or backwards. */
export type ClientOrderStart = {
  readonly place: readonly string[] | null;
  readonly backwards: boolean;
};

/** Open orders come first, the one due next on top; then past ones, the latest on top. */
const OPEN = { part: 0, tabs: ["open"] } as const;
const PAST = { part: 1, tabs: ["closed", "archived"] } as const;

const DAY = sql`coalesce(o.due_on - date '1970-01-01', 9999999)::numeric`;

/**
 * One page and one order more of a client's orders, as a statement. Each tab is read along the index of the
 * client's orders there and ends after a page; the few open ones are sorted by day.
 */
export function clientOrderPage(
  { workspaceId }: Pick<Context, "workspaceId">,
  clientId: string,
  matches: SQL,
  start: ClientOrderStart,
  limit: number,
): SQL {
  const { backwards } = start;
  const end = sql`limit ${limit + 1}`;
  const pieces = [OPEN, PAST].flatMap(({ part, tabs }) => {
    const beyond = beyondIn(part, start);
    return beyond === null
      ? []
      : tabs.map(
          (tab: Tab) => sql`(
            select o.id, ${known(part)} as part, ${placeIn(part)} as place from orders o
            where o.workspace_id = ${workspaceId} and o.client_id = ${clientId}::uuid and o.tab = ${known(tab)}
              ${matches} ${beyond}
            order by ${orderIn(part, backwards)} ${end})`,
        );
  });
  // Of those due on one day the oldest comes first, of the past ones of one instant the latest.
  const order = backwards
    ? sql`p.part desc, p.place desc, case p.part when 0 then p.id end desc, p.id`
    : sql`p.part, p.place, case p.part when 0 then p.id end, p.id desc`;
  return sql`select p.id, p.part, p.place::text from (${sql.join(pieces, sql` union all `)}) p order by ${order} ${end}`;
}

const placeIn = (part: number): SQL =>
  part === OPEN.part ? DAY : sql`-extract(epoch from o.tab_since)::numeric`;

function orderIn(part: number, backwards: boolean): SQL {
  if (part === OPEN.part) {
    return backwards ? sql`${DAY} desc, o.id desc` : sql`${DAY}, o.id`;
  }
  return backwards
    ? sql`o.tab_since asc nulls first, o.id asc nulls first`
    : sql`o.tab_since desc nulls last, o.id desc nulls last`;
}

/** What of a part lies beyond the place; null for nothing. */
function beyondIn(part: number, { place, backwards }: ClientOrderStart): SQL | null {
  const [from, at, id] = place ?? [];
  const distance = from === undefined ? 0 : (part - Number(from)) * (backwards ? -1 : 1);
  if (from === undefined || distance > 0) {
    return sql``;
  }
  if (distance < 0) {
    return null;
  }
  if (part === OPEN.part) {
    return sql`and (${DAY}, o.id) ${backwards ? sql`<` : sql`>`} (${at}::numeric, ${id}::uuid)`;
  }
  return sql`and (o.tab_since, o.id) ${backwards ? sql`>` : sql`<`} (to_timestamp(-(${at}::numeric)::float8), ${id}::uuid)`;
}
