/** Decides which production orders an order needs: exactly what is short of the products that are made here, and by when. */
import { type LineFacts, owedOf, promiseOf, type Tab, uncoveredOf } from "../orders/lifecycle";
import { addDays, type Day } from "../shared/dates";
import { accept, type Outcome, refuse } from "../shared/outcome";
import { type Quantity, quantityText } from "../shared/quantity";

type Line = LineFacts & {
  readonly id: string;
  readonly line: number;
  readonly productId: string;
  readonly sku: string;
};

/** What is short of one line of an order. */
export type Need = {
  readonly lineId: string;
  readonly line: number;
  readonly productId: string;
  readonly sku: string;
  readonly quantity: Quantity;
};

/** Only goods that are made here and whose stock is tracked can be short of production. */
export function needsOf(lines: readonly Line[]): Need[] {
  return lines
    .filter((line) => line.kind === "goods" && line.isMade && line.tracked)
    .map((line) => ({
      lineId: line.id,
      line: line.line,
      productId: line.productId,
      sku: line.sku,
      quantity: uncoveredOf(line),
    }))
    .filter(({ quantity }) => quantity > 0);
}

type Order = {
  readonly row: { readonly tab: Tab; readonly onHold: boolean };
  readonly lines: readonly Line[];
};

export type MakeRefusal = "not_open" | "on_hold" | "unknown_line" | "nothing_to_make";

/** What to make for an order, or for one of its lines. */
export function decideMake(order: Order, line: number | null): Outcome<Need[], MakeRefusal> {
  if (order.row.tab !== "open") {
    return refuse("not_open");
  }
  if (order.row.onHold) {
    return refuse("on_hold");
  }
  if (line !== null && order.lines.every((one) => one.line !== line)) {
    return refuse("unknown_line", { field: "line", data: { line } });
  }
  const needs = needsOf(order.lines).filter((need) => line === null || need.line === line);
  return needs.length > 0 ? accept(needs) : refuse("nothing_to_make");
}

/** Without a promise and without a lead time, this many days from today. */
const DAYS_TO_MAKE = 14;

/** The day on which it is due: the order's promise while that can still be kept, else as soon as the lead time allows. */
export function dueFor(
  order: { readonly shipByOn: Day | null; readonly dueOn: Day | null },
  product: { readonly leadTimeDays: number | null },
  today: Day,
): Day {
  const promise = promiseOf(order);
  if (promise !== null && promise >= today) {
    return promise;
  }
  return addDays(today, product.leadTimeDays ?? (promise === null ? DAYS_TO_MAKE : 0));
}

/** How many of so many new units are held for the line at once: what it owes and is not held for it already. */
export function pinnedOf(made: Quantity, line: LineFacts, pinned: Quantity): Quantity {
  return Math.max(0, Math.min(made, owedOf(line) - pinned));
}

export type TakeBackRefusal = "units_shipped" | "units_gone";

/**
 * Whether a report's units are still there. Those held for its line must not be packed or shipped with it;
 * the others are as good as any unit of the product that is not packed.
 */
export function decideTakeBack(units: {
  readonly reported: Quantity;
  /** Held for the line when they were reported, and how many of these still are. */
  readonly pinned: Quantity;
  readonly stillPinned: Quantity;
  /** The shipment that the line's units are packed in or left with; null for none. */
  readonly shipment: string | null;
  /** On hand and not packed into a shipment. */
  readonly free: Quantity;
}): Outcome<null, TakeBackRefusal> {
  const { reported, pinned, stillPinned, shipment, free } = units;
  if (shipment !== null && stillPinned < pinned) {
    const left = quantityText(pinned - stillPinned);
    return refuse("units_shipped", { data: { shipment, left } });
  }
  if (free < reported) {
    return refuse("units_gone", {
      data: { free: quantityText(Math.max(0, free)), quantity: quantityText(reported) },
    });
  }
  return accept(null);
}
