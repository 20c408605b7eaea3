/** Decides what the order list's URL may ask for: filters, sort and place, and nothing else. */
import { isDay } from "../shared/dates";
import {
  PRODUCTION_STATUSES,
  type ProductionStatus,
  SHIPMENT_STATUSES,
  type ShipmentStatus,
  STOCK_STATUSES,
  type StockStatus,
  type Tab,
} from "./lifecycle";

export const SORTS = ["queue", "due", "recent"] as const;
type Sort = (typeof SORTS)[number];

/** Open orders stand in their queue; elsewhere the latest arrival comes first. */
const DEFAULT_SORT = {
  open: "queue",
  closed: "recent",
  archived: "recent",
} as const satisfies Record<Tab, Sort>;

/** `overdue`, `today`, `week` (the next 7 days), or a day: due on or before it. */
export const DUE_FILTERS = ["overdue", "today", "week"] as const;
type DueFilter = (typeof DUE_FILTERS)[number] | string;

export type ListParams = {
  readonly q: string | null;
  readonly client: string | null;
  readonly due: DueFilter | null;
  readonly stock: StockStatus | null;
  readonly production: ProductionStatus | null;
  readonly shipment: ShipmentStatus | null;
  readonly sort: Sort;
  /** Keyset cursors: show what follows, or what precedes, this row. */
  readonly after: string | null;
  readonly before: string | null;
};

type Raw = Readonly<Record<string, string | readonly string[] | undefined>>;

const SEARCH_MAX = 120;

/** Reads the URL's parameters. What is unknown or malformed counts as not given. */
export function parseListParams(raw: Raw, tab: Tab | null): ListParams {
  const due = textOf(raw.due);
  return {
    q: textOf(raw.q)?.slice(0, SEARCH_MAX) ?? null,
    client: textOf(raw.client),
    due: due !== null && (oneOf(DUE_FILTERS, due) || isDay(due)) ? due : null,
    stock: oneOf(STOCK_STATUSES, textOf(raw.stock)),
    production: oneOf(PRODUCTION_STATUSES, textOf(raw.production)),
    shipment: oneOf(SHIPMENT_STATUSES, textOf(raw.shipment)),
    sort: oneOf(SORTS, textOf(raw.sort)) ?? DEFAULT_SORT[tab ?? "open"],
    after: textOf(raw.after),
    before: textOf(raw.before),
  };
}

function textOf(value: string | readonly string[] | undefined): string | null {
  const text = typeof value === "string" ? value : value?.[0];
  return text?.trim() ? text.trim() : null;
}

function oneOf<Value extends string>(values: readonly Value[], text: string | null): Value | null {
  return values.find((value) => value === text) ?? null;
}

/** The list's address for these parameters; what has its default value is left out. */
export function listHref(tab: Tab, params: Partial<ListParams>): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(params)) {
    if (value !== null && value !== undefined && !(key === "sort" && value === DEFAULT_SORT[tab])) {
      query.set(key, value);
    }
  }
  const text = query.toString();
  return text ? `/orders/${tab}?${text}` : `/orders/${tab}`;
}

/** Whether anything narrows the list. */
export function isFiltered(params: ListParams): boolean {
  const { q, client, due, stock, production, shipment } = params;
  return [q, client, due, stock, production, shipment].some((value) => value !== null);
}

/** Whether the sort is the tab's own: the one in which a search keeps what it finds. */
export const isOwnSort = (tab: Tab, { sort }: Pick<ListParams, "sort">): boolean =>
  sort === DEFAULT_SORT[tab];

/**
 * A row's place in a sort: what a cursor remembers. `rank` is the place in the queue, or, for the
 * latest first, the time in milliseconds. `at` counts the row in the whole list, from 1.
 */
export type Place = {
  readonly key: string | null;
  readonly rank: number;
  readonly id: string;
  readonly at: number;
};

function cursorOf(place: Place): string {
  const text = JSON.stringify([place.key, place.rank, place.id, place.at]);
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

const CURSOR_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Null for a cursor that we did not make. */
export function placeOf(cursor: string): Place | null {
  try {
    const parsed: unknown = JSON.parse(atob(cursor.replaceAll("-", "+").replaceAll("_", "/")));
    if (!Array.isArray(parsed)) {
      return null;
    }
    const [key, rank, id, at] = parsed;
    const keyFits = key === null || (typeof key === "string" && isDay(key));
    const numbersFit = Number.isSafeInteger(rank) && Number.isSafeInteger(at);
    const fits = keyFits && numbersFit && typeof id === "string" && CURSOR_ID.test(id);
    return fits ? { key, rank, id, at } : null;
  } catch {
    return null;
  }
}

/** Where a page begins: beyond the place, forwards or backwards; null begins at the list's end. */
export function startOf({ after, before }: Pick<ListParams, "after" | "before">) {
  const cursor = before ?? after;
  return { place: cursor === null ? null : placeOf(cursor), backwards: before !== null };
}

/** The page that was found from there; one row more than `limit` says that there are more. */
export function pageOf<Row extends Omit<Place, "at">>(
  found: readonly Row[],
  params: Pick<ListParams, "after" | "before">,
  limit: number,
) {
  const { place, backwards } = startOf(params);
  const more = found.length > limit;
  const rows = found.slice(0, limit);
  if (backwards) {
    rows.reverse();
  }
  const firstAt =
    place === null ? 1 : Math.max(1, backwards ? place.at - rows.length : place.at + 1);
  const first = rows.at(0);
  const last = rows.at(-1);
  const hasPrevious = backwards ? more : place !== null;
  return {
    rows,
    /** Where the first row stands in the whole list, from 1. */
    firstAt,
    /** Cursors for `after` and `before`; null where there is no such page. */
    next: last && (backwards || more) ? cursorOf({ ...last, at: firstAt + rows.length - 1 }) : null,
    previous: first && hasPrevious ? cursorOf({ ...first, at: firstAt }) : null,
  };
}
