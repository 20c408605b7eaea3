/** Decides how many of the demo's orders are open, closed and archived, and which of them are recent. */
import { type Counts, RECENT_DAYS } from "./recent";

type Shares = {
  /** The last four weeks. */
  readonly recent: Counts;
  /** All before that, over so many days. */
  readonly past: { readonly closed: number; readonly archived: number; readonly days: number };
};

/** Up to so many orders, three eighths are open and a quarter is closed; of each further order, 6 % are. */
const SMALL = 240;
const MORE = 0.06;
const OPEN_MAX = 20_000;
/** What real commands print, send and archive: enough to look at, few enough to be quick. */
const CLOSED_BY_COMMANDS = 24;
const ARCHIVED_BY_COMMANDS = 18;
const DAYS = 90;
const DAYS_MAX = 730;

export function sharesOf(orders: number): Shares {
  const small = Math.min(orders, SMALL);
  const more = (orders - small) * MORE;
  const open = Math.min(OPEN_MAX, Math.round(small * 0.375 + more));
  const closed = Math.min(OPEN_MAX, Math.round(small * 0.25 + more));
  const archived = orders - open - closed;
  const recent = {
    open,
    closed: Math.min(closed, CLOSED_BY_COMMANDS),
    archived: Math.min(archived, ARCHIVED_BY_COMMANDS),
  };
  const growth = Math.max(1, orders / SMALL) ** 0.35;
  return {
    recent,
    past: {
      closed: closed - recent.closed,
      archived: archived - recent.archived,
      days: Math.max(RECENT_DAYS + 14, Math.min(DAYS_MAX, Math.round(DAYS * growth))),
    },
  };
}
