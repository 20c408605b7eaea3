import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { PLAN_ONCE } from "@/db/drivers/kept-plan";
import { idList } from "@/db/lists";
import { containsPattern } from "@/lib/shared/keyset";
import { type Context, readRow } from "@/lib/workspaces/context";
import { TABS, type Tab } from "./lifecycle";
import { known, orderOf } from "./list-order";
import { parseListParams } from "./list-params";

/** Up to so many found orders are fetched and sorted; where there are more, walking the list meets them soon. */
const FEW = 4000;
/** How many found orders are told exactly: nobody pages that far, and a count reads every row. */
export const COUNT_CAP = 1000;
/** Up to so many clients are each asked for their page, however many orders they have. */
const PAGED_CLIENTS_MAX = 50;
/** Above this many clients with a matching name, their orders are met by walking, too. */
const CLIENTS_MAX = 500;
const WORD_MAX = 64;
/** Sorts behind every word that begins with the text before it, byte by byte. */
const LAST = "\u{10ffff}";

/** What a text finds in a tab, looked up before the page is read: how to read it depends on how much there is. */
export type Search = {
  /** The text's words; the longest is looked up, the others must be in the order's text. */
  readonly words: readonly [string, ...string[]];
  /** The whole text for LIKE, as the name or code of a client holds it. */
  readonly pattern: string;
  readonly clientIds: readonly string[];
  /** Whether all of it is few enough to be fetched. */
  readonly isFew: boolean;
  /** Whether a page of it can be told from indexes. */
  readonly isPaged: boolean;
  /** Different orders found, at least: for a search that is not narrowed further. */
  readonly found: number;
};

/** Looks a text up in the words of orders and the names of clients, inside of a transaction. */
export async function lookUp(
  tx: Transaction,
  ctx: Context,
  tab: Tab | null,
  text: string,
): Promise<Search> {
  const { rows } = await tx.execute<Found>(
    sql`${sql.raw(PLAN_ONCE)} ${lookUpStatement(ctx, tab, text)}`,
  );
  return searchOf(text, rows[0]);
}

/** The same in a round trip of its own. A text `isAlone` where it alone decides what is shown, in the tab's own order. */
export async function lookUpAhead(
  ctx: Context,
  tab: Tab,
  text: string,
  { isAlone }: { readonly isAlone: boolean },
): Promise<Search> {
  const statement = lookUpStatement(ctx, tab, text, { isAlone });
  return searchOf(text, await readRow<Found>(ctx, statement, { isPlannedOnce: true }));
}

/** What the statement of a look-up answers. */
type Found = { clients: string[]; worded: number; ordered: number; found: number };

/**
 * The statement of a look-up. It stops counting soon: where the text `isAlone`, a page of few clients is told
 * by index, so that their orders are counted no further than told.
 */
function lookUpStatement(
  ctx: Context,
  tab: Tab | null,
  text: string,
  { isAlone = false } = {},
): SQL {
  const words = wordsOf(text);
  const enough =
    isAlone && words.length === 1
      ? sql`(select case when count(*) <= ${known(PAGED_CLIENTS_MAX)} then ${known(COUNT_CAP)} else ${known(FEW + 1)} end from named)`
      : known(FEW + 1);
  const pattern = patternOf(text);
  // Each client's orders in the order of the tab: of a workspace that is thought to be small, the database
  // would take any index of it that needs no sort, and read the whole tab.
  const ofClients = (tab === null ? TABS : [tab]).map(
    (one) => sql`
      (select k.id, true from named cross join lateral (
        select o.id from orders o
        where o.workspace_id = ${ctx.workspaceId} and o.tab = ${known(one)} and o.client_id = named.id
        order by ${orderOf(parseListParams({}, one), false)} limit ${enough}) k limit ${enough})`,
  );
  return sql`
    with named as materialized (
      select c.id from clients c
      where ${isNamed(ctx, pattern)}
      limit ${known(CLIENTS_MAX + 1)}
    ), hits (order_id, of_client) as materialized (
      (select w.order_id, false from order_words w where ${within(ctx, tab, words[0])} limit ${known(FEW + 1)})
      union all ${sql.join(ofClients, sql` union all `)}
    )
    select array(select id from named) as clients, worded, ordered,
      case when ordered >= ${known(COUNT_CAP)} then ordered
        else (select count(distinct order_id)::integer from hits) end as found
    from (
      select (count(*) filter (where not of_client))::integer as worded,
        (count(*) filter (where of_client))::integer as ordered
      from hits) counted`;
}

/** How to read what a text finds, by what its look-up answered. */
function searchOf(text: string, row: Found | undefined): Search {
  const { clients = [], worded = 0, ordered = 0, found = 0 } = row ?? {};
  const isFew = worded + ordered <= FEW && clients.length <= CLIENTS_MAX;
  const isPaged = isFew || (worded <= FEW && clients.length <= PAGED_CLIENTS_MAX);
  const words = wordsOf(text);
  return { words, pattern: patternOf(text), clientIds: clients, isFew, isPaged, found };
}

/** The condition that an order `o` of a tab is what the search found. */
export function isFound(ctx: Context, tab: Tab, search: Search): SQL {
  const { words, pattern, clientIds, isFew } = search;
  const [longest, ...others] = words;
  const ofClient =
    clientIds.length > CLIENTS_MAX
      ? sql`o.client_id = any(array(select c.id from clients c where ${isNamed(ctx, pattern)}))`
      : sql`o.client_id = any(${idList(clientIds)})`;
  const also = others.map((word) => sql` and o.search_text like ${containsPattern(word)}`);
  if (!isFew) {
    // The planner takes a CASE for true half the time, so it walks the list; it knows no better than to take LIKE for rare.
    return sql`(${ofClient} or case when o.search_text like ${containsPattern(longest)}
      then o.search_text ~ ${startsWord(longest)}${sql.join(also)} else false end)`;
  }
  const hits = sql`o.id = any(array(
    select w.order_id from order_words w where ${within(ctx, tab, longest)}
    union all
    select k.id from orders k where k.workspace_id = ${ctx.workspaceId} and k.tab = ${known(tab)}
      and k.client_id = any(${idList(clientIds)})))`;
  return also.length === 0 ? hits : sql`(${hits} and (${ofClient} or (true${sql.join(also)})))`;
}

/** The words of a tab that begin so: one range of their index. */
export function within(ctx: Context, tab: Tab | null, word: string): SQL {
  return sql`w.workspace_id = ${ctx.workspaceId} and ${inTab(sql`w.tab`, tab)}
    and w.word >= ${word} and w.word < ${word + LAST}`;
}

const isNamed = (ctx: Context, pattern: string): SQL =>
  sql`c.workspace_id = ${ctx.workspaceId} and c.search_text like ${pattern}`;

const inTab = (column: SQL, tab: Tab | null): SQL =>
  tab === null ? sql`${column} = any(${`{${TABS.join(",")}}`}::text[])` : sql`${column} = ${tab}`;

const patternOf = (text: string): string => containsPattern(text.toLowerCase());

function wordsOf(text: string): [string, ...string[]] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const [longest = "", ...others] = words.toSorted((a, b) => b.length - a.length);
  return [longest.slice(0, WORD_MAX), ...others];
}

/** The same beginnings as `orderflow_words` has in the database. */
function startsWord(word: string): string {
  const escaped = word.replaceAll(/[\\^$.*+?()[\]{}|]/g, (sign) => `\\${sign}`);
  if (/^\p{N}/u.test(word)) {
    return `(^|[^[:digit:]])${escaped}`;
  }
  return `${/^\p{L}/u.test(word) ? "(^|[^[:alpha:]])" : "(^|\\s)"}${escaped}`;
}
