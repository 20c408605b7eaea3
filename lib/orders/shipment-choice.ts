/** Decides which shipment a print or a hand-over of an order is about, or why there is none. */
import { accept, type Outcome, refuse } from "../shared/outcome";
import type { Quantity } from "../shared/quantity";
import type { LoadedLine } from "./facts";
import { type LineFacts, type OrderFacts, owedOf } from "./lifecycle";

export type ShipmentChoice = "draft" | "new" | "latest";
export type ChoiceRefusal = "archived" | "on_hold" | "nothing_to_ship" | "would_be_partial";

type ChoiceFacts = Pick<OrderFacts, "archiveReason"> & {
  readonly lines: readonly LineFacts[];
  readonly onHold: boolean;
  /** Whether a part of it may leave alone: by its own word, its client's or the workspace's. */
  readonly mayShipPartly: boolean;
  readonly hasDraft: boolean;
  readonly hasDispatched: boolean;
};

/** What of a line could leave now: reserved units of tracked goods, all that is owed of untracked ones. Services never ship. */
export function shippableOf(line: LineFacts): Quantity {
  if (line.kind !== "goods") {
    return 0;
  }
  return line.tracked ? Math.min(line.reserved, owedOf(line)) : owedOf(line);
}

/** What of a line may leave at most: what it owes, and what is left of its allowance. */
export function mayShipOf(
  line: Pick<LoadedLine, "ordered" | "shortClosed" | "shipped" | "overShipAllowance">,
): Quantity {
  return line.ordered - line.shortClosed + line.overShipAllowance - line.shipped;
}

type Wanted = { readonly line: LoadedLine; readonly quantity: Quantity };
export type Lack = Wanted & { readonly what: "allowance" | "reserved" | "available" };

/**
 * Takes units beyond what is owed from those that nobody holds, line after line of one shipment, so that no
 * order loses what it is owed to another's allowance; answers how many of a line's could not be had.
 */
export function takingSpare(): (line: LoadedLine, beyond: Quantity) => Quantity {
  const spare = new Map<string, Quantity>();
  return (line, beyond) => {
    const left = (spare.get(line.productId) ?? line.available) - beyond;
    spare.set(line.productId, left);
    return line.tracked && beyond > 0 ? Math.max(0, -left) : 0;
  };
}

/** The first line of which more is wanted than could leave, and how many units too many. */
export function lackOf(wanted: readonly Wanted[]): Lack | null {
  const takeSpare = takingSpare();
  for (const { line, quantity } of wanted) {
    const owed = Math.min(quantity, owedOf(line));
    const lacks = {
      allowance: quantity - mayShipOf(line),
      reserved: owed - shippableOf(line),
      available: takeSpare(line, quantity - owed),
    };
    for (const what of ["allowance", "reserved", "available"] as const) {
      if (lacks[what] > 0) {
        return { line, what, quantity: lacks[what] };
      }
    }
  }
  return null;
}

/** What is left of a line's allowance. */
export function allowedBeyond(line: LoadedLine): Quantity {
  return line.kind === "goods" ? mayShipOf(line) - owedOf(line) : 0;
}

/** How many units beyond what it owes a line could let go now. */
export function beyondOf(line: LoadedLine): Quantity {
  const allowed = allowedBeyond(line);
  return line.tracked ? Math.max(0, Math.min(allowed, line.available)) : allowed;
}

/** The order's draft; else a new one of what could leave; else the latest one again. */
export function chooseFor(order: ChoiceFacts): Outcome<ShipmentChoice, ChoiceRefusal> {
  if (order.archiveReason === "cancelled" || order.archiveReason === "not_to_be_fulfilled") {
    return refuse("archived");
  }
  const owing = order.lines.filter((line) => line.kind === "goods" && owedOf(line) > 0);
  if (order.hasDispatched && owing.length === 0 && !order.hasDraft) {
    return accept("latest");
  }
  if (order.onHold) {
    return refuse("on_hold");
  }
  if (order.hasDraft) {
    return accept("draft");
  }
  if (!owing.some((line) => shippableOf(line) > 0)) {
    return order.hasDispatched ? accept("latest") : refuse("nothing_to_ship");
  }
  const leavesRest = owing.some((line) => shippableOf(line) < owedOf(line));
  return leavesRest && !order.mayShipPartly ? refuse("would_be_partial") : accept("new");
}
