/** Decides by which day more units of a product can be promised: from stock, from supply nobody was promised, or made anew. */
import { addDays, type Day } from "../shared/dates";
import type { Quantity } from "../shared/quantity";
import { type Demand, type LineCover, type ProductStock, planAllocation } from "./availability";

export type PromisedProduct = {
  readonly kind: "goods" | "service";
  readonly tracked: boolean;
  readonly made: boolean;
  /** Days from the decision to make it until it is there. */
  readonly leadTimeDays: number | null;
  readonly stock: ProductStock;
};

/** The order that asks for more; a new one stands at the end of the queue. */
export type Asker = { readonly orderId: string; readonly rank: number; readonly onHold: boolean };

export type LinePromise = {
  readonly fromStock: Quantity;
  /** Dated supply, earliest first. */
  readonly pieces: LineCover["pieces"];
  /** What would have to be made, and when that would be done if it is begun today. */
  readonly toMake: { readonly quantity: Quantity; readonly on: Day } | null;
  /** Units for which nobody knows a day: bought and not ordered, or made without a lead time. */
  readonly undated: Quantity;
  /** Units of supply whose day has passed: it is late, and nobody knows by how much. */
  readonly overdue: Quantity;
  /** The day on which all of it is there: today where it is in stock, null where no day can be named. */
  readonly on: Day | null;
};

export type ProductPromise = {
  /** One answer an ask, in their order. */
  readonly lines: readonly LinePromise[];
  /** Orders behind the asker that would hold less or wait longer. */
  readonly takesFrom: readonly string[];
};

/** What asks for units of one product would get, if they were an order now. Asks are served in their order. */
export function promiseUnits(
  product: PromisedProduct,
  asks: readonly Quantity[],
  asker: Asker | null,
  today: Day,
): ProductPromise {
  if (product.kind === "service" || !product.tracked) {
    return { lines: asks.map((units) => ready(units, today)), takesFrom: [] };
  }
  const { stock } = product;
  const rank = asker?.rank ?? 1 + Math.max(0, ...stock.demands.map((demand) => demand.rank));
  const added = asks.map(
    (units, at): Demand => ({
      lineId: lineOf(at),
      orderId: asker?.orderId ?? "new",
      // Behind the lines that the order has.
      line: 1_000_000 + at,
      rank,
      onHold: asker?.onHold ?? false,
      owed: units,
      kept: 0,
      pins: [],
    }),
  );
  const before = planAllocation(stock);
  const after = planAllocation({ ...stock, demands: [...stock.demands, ...added] });
  const lines = added.map((demand) => {
    const cover = after.lines.get(demand.lineId);
    return cover ? promiseOf(cover, product, today) : ready(0, today);
  });
  const losers = stock.demands.filter(({ lineId }) =>
    isWorse(before.lines.get(lineId), after.lines.get(lineId)),
  );
  return { lines, takesFrom: [...new Set(losers.map(({ orderId }) => orderId))] };
}

/** No order line has such an id: they are UUIDs. */
const lineOf = (at: number) => `ask ${at}`;

function ready(units: Quantity, today: Day): LinePromise {
  return { fromStock: units, pieces: [], toMake: null, undated: 0, overdue: 0, on: today };
}

function promiseOf(cover: LineCover, product: PromisedProduct, today: Day): LinePromise {
  const overdue = cover.pieces.reduce(
    (sum, piece) => sum + (piece.on < today ? piece.quantity : 0),
    0,
  );
  const isMade = product.made && product.leadTimeDays !== null;
  const madeOn = addDays(today, product.leadTimeDays ?? 0);
  const toMake = isMade && cover.short > 0 ? { quantity: cover.short, on: madeOn } : null;
  const undated = isMade ? 0 : cover.short;
  const days = [today, cover.expectedOn ?? today, toMake?.on ?? today].sort();
  return {
    fromStock: cover.reserved,
    pieces: cover.pieces,
    toMake,
    undated,
    overdue,
    on: undated > 0 || overdue > 0 ? null : (days.at(-1) ?? today),
  };
}

function isWorse(before: LineCover | undefined, after: LineCover | undefined): boolean {
  if (before === undefined || after === undefined) {
    return false;
  }
  const isLater = (after.expectedOn ?? "") > (before.expectedOn ?? "");
  return after.reserved < before.reserved || after.short > before.short || isLater;
}

/** The day on which everything is there; null where one line has none. */
export function wholePromise(lines: readonly Pick<LinePromise, "on">[], today: Day): Day | null {
  let last: Day | null = today;
  for (const { on } of lines) {
    last = last === null || on === null ? null : on > last ? on : last;
  }
  return last;
}
