/** Decides what each cell of a row says, as text: the browser only draws, so its locale data can't disagree with ours. */
import { TONE_CLASS } from "@/components/ui/badge";
import type { Tab } from "@/lib/orders/lifecycle";
import type { OrderRow } from "@/lib/orders/order-row";
import {
  type Day,
  formatDay,
  formatShortDay,
  formatTime,
  relativeDay,
  todayIn,
} from "@/lib/shared/dates";
import { quantityText } from "@/lib/shared/quantity";
import { sourceWord } from "./order-parts";
import { archiveReasonLook, type StatusDetail, type StatusOf, statusLook } from "./status-badge";

/** How rows are to be read: the workspace's language, zone and day. */
export type Reading = {
  readonly tab: Tab;
  readonly locale: string;
  readonly timeZone: string;
  readonly today: Day;
};

/** Text, and the class of its tone where it has one. */
export type Toned = { readonly text: string; readonly tone: string };

export type StatusView = {
  readonly words: string;
  readonly tone: string;
  /** How far the bar is filled, 1 to 99; null without a bar. */
  readonly bar: number | null;
};

export type RowView = {
  readonly number: string;
  readonly source: string;
  readonly rank: number | null;
  /** What needs a person first; null where nothing does. */
  readonly flag: Toned | null;
  readonly reference: string;
  readonly client: string;
  readonly place: string;
  readonly items: readonly string[];
  readonly more: number;
  readonly due: string;
  readonly dueIn: Toned | null;
  /** Closed: when and by whom. Archived: why. */
  readonly closed: readonly [at: string, by: string] | null;
  readonly reason: Toned | null;
  /** Stock, production, shipment. */
  readonly statuses: readonly StatusView[];
};

function flagOf(row: OrderRow): Toned | null {
  if (row.needsAttention) {
    return { text: "Needs attention", tone: TONE_CLASS.critical };
  }
  return row.onHold ? { text: "On hold", tone: TONE_CLASS.caution } : null;
}

function dueOf(row: OrderRow, { locale, today }: Reading): Pick<RowView, "due" | "dueIn"> {
  if (row.dueOn === null) {
    return { due: "No date", dueIn: null };
  }
  const isOwed = row.closedAt === null && row.archiveReason === null;
  const isThisYear = row.dueOn.slice(0, 4) === today.slice(0, 4);
  const isToday = isOwed && row.dueOn === today;
  return {
    due: (isThisYear ? formatDay : formatShortDay)(row.dueOn, locale, today),
    dueIn: {
      text: relativeDay(row.dueOn, today, isOwed ? "late" : "ago"),
      tone: row.overdue ? TONE_CLASS.critical : isToday ? TONE_CLASS.caution : "",
    },
  };
}

function closedOf(row: OrderRow, { tab, locale, timeZone, today }: Reading): RowView["closed"] {
  if (tab !== "closed" || row.closedAt === null) {
    return null;
  }
  const day = formatShortDay(todayIn(timeZone, row.closedAt), locale, today);
  return [`${day} ${formatTime(row.closedAt, timeZone, locale)}`, row.closedBy ?? ""];
}

function statusOf(status: StatusOf & StatusDetail): StatusView {
  const { words, toneClass, bar } = statusLook(status);
  return { words, tone: toneClass, bar };
}

/** The day says when supply comes; it is left out where a count says more. */
function stockText({ stock }: OrderRow, { locale, today }: Reading): string | null {
  const isDated = stock.value === "expected" || stock.value === "late";
  return (
    stock.text ??
    (isDated && stock.expectedOn ? formatShortDay(stock.expectedOn, locale, today) : null)
  );
}

export function rowViewOf(row: OrderRow, reading: Reading): RowView {
  return {
    number: row.number,
    source: sourceWord(row.source),
    rank: row.rank,
    flag: flagOf(row),
    reference: referenceOf(row),
    client: row.client.name,
    place: row.client.city ?? row.client.code,
    items: row.items.map((item) => `${quantityText(item.quantity)}× ${item.name}`),
    more: row.moreItems,
    ...dueOf(row, reading),
    closed: closedOf(row, reading),
    reason:
      reading.tab === "archived" && row.archiveReason ? archiveReasonLook(row.archiveReason) : null,
    statuses: [
      statusOf({ facet: "stock", ...row.stock, text: stockText(row, reading) }),
      statusOf({ facet: "production", ...row.production }),
      statusOf({ facet: "shipment", ...row.shipment }),
    ],
  };
}

/** The client's number for the order, else the source's; many PO numbers say PO themselves. */
function referenceOf({ poNumber, externalId }: Pick<OrderRow, "poNumber" | "externalId">): string {
  if (!poNumber) {
    return externalId ?? "";
  }
  return /^po\b/i.test(poNumber) ? poNumber : `PO ${poNumber}`;
}
