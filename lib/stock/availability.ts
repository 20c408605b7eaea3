/** Decides who gets a product: its stock in queue order, then its dated supply in queue order; the rest is short. */
import type { Day } from "../shared/dates";
import type { Quantity } from "../shared/quantity";

/** An open order line that is still owed units of the product. */
export type Demand = {
  readonly lineId: string;
  readonly orderId: string;
  readonly line: number;
  /** Place in the queue; lower gets stock first. */
  readonly rank: number;
  readonly onHold: boolean;
  readonly owed: Quantity;
  /** What it holds without a pin. Only a held order keeps it for that reason alone. */
  readonly kept: Quantity;
  /** Units packed in a draft shipment or made for this very line. */
  readonly pins: readonly Pin[];
};

type Pin = { readonly id: string; readonly quantity: Quantity; readonly packed: boolean };

/** Dated units still to come: an open production order or an expected receipt. */
export type Supply = {
  readonly id: string;
  readonly on: Day;
  readonly quantity: Quantity;
  /** The line that it is made for and that it covers first. */
  readonly forLine: string | null;
};

export type ProductStock = {
  readonly onHand: Quantity;
  readonly demands: readonly Demand[];
  readonly supplies: readonly Supply[];
};

/** What one line gets. reserved + expected + short is what it is owed. */
export type LineCover = {
  readonly reserved: Quantity;
  /** What of `reserved` its pins hold, by their ids. */
  readonly pinned: ReadonlyMap<string, Quantity>;
  /** Dated pieces, earliest first. */
  readonly pieces: readonly {
    readonly supply: string;
    readonly on: Day;
    readonly quantity: Quantity;
  }[];
  readonly expected: Quantity;
  /** The day by which all of `expected` is there. */
  readonly expectedOn: Day | null;
  readonly short: Quantity;
};

type Draft = {
  reserved: Quantity;
  pinned: Map<string, Quantity>;
  pieces: Map<string, { on: Day; quantity: Quantity }>;
};

const emptyDraft = (): Draft => ({ reserved: 0, pinned: new Map(), pieces: new Map() });

/**
 * Plans the allocation of one product.
 * Answers every demand's cover by line, and what of the stock and of each supply nobody took.
 */
export function planAllocation({ onHand, demands, supplies }: ProductStock): {
  readonly lines: ReadonlyMap<string, LineCover>;
  readonly available: Quantity;
  readonly unpromised: ReadonlyMap<string, Quantity>;
} {
  const queue = [...demands].sort(byQueue);
  const drafts = new Map(queue.map((demand): [string, Draft] => [demand.lineId, emptyDraft()]));
  const draftOf = (lineId: string) => drafts.get(lineId) ?? emptyDraft();
  let stock = onHand;
  const reserve = ({ lineId, owed }: Demand, wanted: Quantity) => {
    const draft = draftOf(lineId);
    const units = Math.max(0, Math.min(wanted, owed - draft.reserved, stock));
    draft.reserved += units;
    stock -= units;
    return units;
  };
  for (const demand of queue) {
    for (const pin of [...demand.pins].sort(byPin)) {
      draftOf(demand.lineId).pinned.set(pin.id, reserve(demand, pin.quantity));
    }
  }
  for (const demand of queue.filter((one) => one.onHold)) {
    reserve(demand, demand.kept);
  }
  for (const demand of queue.filter((one) => !one.onHold)) {
    reserve(demand, demand.owed);
  }

  const left = new Map(supplies.map((supply) => [supply.id, supply.quantity]));
  const promise = (supply: Supply, { lineId, owed }: Demand) => {
    const draft = draftOf(lineId);
    const rest = left.get(supply.id) ?? 0;
    const units = Math.min(rest, owed - draft.reserved - expectedOf(draft));
    if (units > 0) {
      left.set(supply.id, rest - units);
      const before = draft.pieces.get(supply.id)?.quantity ?? 0;
      draft.pieces.set(supply.id, { on: supply.on, quantity: before + units });
    }
  };
  const dated = [...supplies].sort((a, b) => compare(a.on, b.on) || compare(a.id, b.id));
  const byLine = new Map(queue.map((demand) => [demand.lineId, demand]));
  for (const supply of dated) {
    const target = supply.forLine === null ? undefined : byLine.get(supply.forLine);
    if (target) {
      promise(supply, target);
    }
  }
  let next = 0;
  for (const demand of queue) {
    // Supply that ran out stays out, so a long queue walks the supplies once.
    while (next < dated.length && left.get(dated[next]?.id ?? "") === 0) {
      next += 1;
    }
    for (let at = next; at < dated.length && isUncovered(demand, draftOf(demand.lineId)); at += 1) {
      const supply = dated[at];
      if (supply) {
        promise(supply, demand);
      }
    }
  }
  return {
    lines: new Map(queue.map((demand) => [demand.lineId, coverOf(demand, draftOf(demand.lineId))])),
    available: stock,
    unpromised: left,
  };
}

function coverOf({ owed }: Demand, draft: Draft): LineCover {
  const expected = expectedOf(draft);
  const pieces = [...draft.pieces]
    .map(([supply, piece]) => ({ supply, ...piece }))
    .sort((a, b) => compare(a.on, b.on) || compare(a.supply, b.supply));
  return {
    reserved: draft.reserved,
    pinned: draft.pinned,
    pieces,
    expected,
    expectedOn: pieces.at(-1)?.on ?? null,
    short: owed - draft.reserved - expected,
  };
}

function expectedOf({ pieces }: Draft): Quantity {
  return [...pieces.values()].reduce((sum, piece) => sum + piece.quantity, 0);
}

const isUncovered = ({ owed }: Demand, draft: Draft) => owed > draft.reserved + expectedOf(draft);

/** Ids compare as text, as the database compares them. */
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

function byQueue(a: Demand, b: Demand): number {
  return (
    a.rank - b.rank ||
    compare(a.orderId, b.orderId) ||
    a.line - b.line ||
    compare(a.lineId, b.lineId)
  );
}

/** What was packed comes before what was made for the line. */
const byPin = (a: Pin, b: Pin) => Number(b.packed) - Number(a.packed) || compare(a.id, b.id);
