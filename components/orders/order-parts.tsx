import type { OrderRow } from "@/lib/orders/order-row";
import { type Day, formatDay, formatShortDay, relativeDay } from "@/lib/shared/dates";
import { quantityText } from "@/lib/shared/quantity";

/** A source's own name; free text that nobody named stays as it came. Orders typed in by hand need no word. */
const SOURCE_WORDS = new Map([
  ["manual", ""],
  ["file", "File"],
  ["shopify", "Shopify"],
  ["amazon", "Amazon"],
  ["wayfair", "Wayfair"],
  ["edi", "EDI"],
  ["api", "API"],
]);

export const sourceWord = (source: string): string => SOURCE_WORDS.get(source) ?? source;

export function itemText(item: OrderRow["items"][number]): string {
  return `${quantityText(item.quantity)}× ${item.name}`;
}

/** What stands below the number: what needs a person first, then the client's own number. */
export function OrderNote({ row }: { row: OrderRow }) {
  const reference = row.poNumber ? `PO ${row.poNumber}` : (row.externalId ?? "");
  if (row.needsAttention) {
    return <span className="tone-critical text-(--tone-text)">Needs attention</span>;
  }
  if (row.onHold) {
    return (
      <>
        <span className="tone-caution text-(--tone-text)">On hold</span>
        {reference ? ` · ${reference}` : null}
      </>
    );
  }
  return reference;
}

type DueProps = { readonly row: OrderRow; readonly locale: string; readonly today: Day };

/** The due day, and below it how far off it is: in the critical tone only while something is owed. */
export function Due({ row, locale, today }: DueProps) {
  if (row.dueOn === null) {
    return <span className="text-faint">No date</span>;
  }
  const isOwed = row.closedAt === null && row.archiveReason === null;
  const isToday = row.dueOn === today && isOwed;
  const tone = row.overdue ? "tone-critical" : isToday ? "tone-caution" : "";
  return (
    <>
      {row.dueOn.slice(0, 4) === today.slice(0, 4)
        ? formatDay(row.dueOn, locale, today)
        : formatShortDay(row.dueOn, locale, today)}
      <span className={`second ${tone ? `${tone} text-(--tone-text)!` : ""}`}>
        {relativeDay(row.dueOn, today, isOwed ? "late" : "ago")}
      </span>
    </>
  );
}
