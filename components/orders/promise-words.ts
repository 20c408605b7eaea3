/** Decides how a promise date is said before anything is saved: the day, and where each line's units would come from. */
import type { NamedPromise, OrderPromise } from "@/lib/orders/promise";
import { type Day, formatDay } from "@/lib/shared/dates";
import { quantityText } from "@/lib/shared/quantity";

type Reader = { readonly locale: string; readonly today: Day };

/** "Fri 12 Jun", "Today, from stock", or that nobody can say. */
export function promiseTitle({ on, lines }: OrderPromise, { locale, today }: Reader): string {
  if (on === null) {
    return "No day can be named";
  }
  const isStock = lines.every((line) => line.pieces.length === 0 && line.toMake === null);
  return on === today && isStock ? "Today, all from stock" : formatDay(on, locale, today);
}

/** "3 from stock; 2 expected Fri 12 Jun from MO-104; 4 to make by Sun 21 Jun". */
export function lineWords(line: NamedPromise, { locale, today }: Reader): string {
  if (!line.tracked) {
    return "stock is not tracked";
  }
  const day = (on: Day) => formatDay(on, locale, today);
  const parts = [
    ...(line.fromStock > 0 ? [`${quantityText(line.fromStock)} from stock`] : []),
    ...line.pieces.map(({ quantity, on, source }) =>
      on < today
        ? `${quantityText(quantity)} from ${source}, which was to come ${day(on)}`
        : `${quantityText(quantity)} expected ${day(on)} from ${source}`,
    ),
    ...(line.toMake
      ? [`${quantityText(line.toMake.quantity)} to make by ${day(line.toMake.on)}`]
      : []),
    ...(line.undated > 0 ? [undatedWords(line)] : []),
  ];
  return parts.join("; ");
}

function undatedWords({ undated, made }: NamedPromise): string {
  return made
    ? `${quantityText(undated)} to make, without a lead time`
    : `${quantityText(undated)} not ordered`;
}

/** How the day stands to what the order asks for; null where it asks for none. */
export function spareWords(
  on: Day | null,
  wanted: { readonly label: string; readonly day: Day } | null,
  { locale, today }: Reader,
): string | null {
  if (on === null || wanted === null) {
    return null;
  }
  const day = formatDay(wanted.day, locale, today);
  return on <= wanted.day
    ? `In time for the ${wanted.label}, ${day}.`
    : `After the ${wanted.label}, ${day}.`;
}
