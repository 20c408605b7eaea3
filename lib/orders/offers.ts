/** Decides which actions an order's page offers, and which of them is the next best step. */

import { type LineFacts, type OrderFacts, owedOf } from "./lifecycle";
import { chooseFor, type ShipmentChoice } from "./shipment-choice";
import { decideMove } from "./transitions";

const ORDER_ACTIONS = [
  "print_labels",
  "print_packing_slips",
  "print_bills_of_lading",
  "send_asn",
  "mark_shipped",
  "invoice",
  "pay",
  "edit",
  "hold",
  "release",
  "queue",
  "promise",
  "close",
  "archive",
  "cancel",
  "reopen",
] as const;
export type OrderAction = (typeof ORDER_ACTIONS)[number];

export type OfferFacts = OrderFacts & {
  readonly onHold: boolean;
  /** Whether a part of it may leave alone: by its own word, its client's or the workspace's. */
  readonly mayShipPartly: boolean;
  /** Oldest first. */
  readonly shipments: readonly {
    readonly state: "draft" | "dispatched" | "voided";
    readonly handedOver: boolean;
    /** A live ASN: sent or accepted. */
    readonly hasAsn: boolean;
  }[];
};

export type Offers = {
  readonly primary: OrderAction | null;
  /** The others, in the order shown. */
  readonly others: readonly OrderAction[];
};

/** What the facts permit and `allows` (the role) too. The commands decide again; this only spares people dead ends. */
export function offersOf(order: OfferFacts, allows: (action: OrderAction) => boolean): Offers {
  const possible = ORDER_ACTIONS.filter((action) => allows(action) && isPossible(order, action));
  const primary = NEXT_STEPS.find((step) => possible.includes(step) && isNext(order, step)) ?? null;
  return { primary, others: possible.filter((action) => action !== primary) };
}

/** The steps of an order's life, earliest first. */
const NEXT_STEPS = [
  "print_labels",
  "close",
  "send_asn",
  "invoice",
  "pay",
] as const satisfies readonly OrderAction[];

function isNext(order: OfferFacts, step: (typeof NEXT_STEPS)[number]): boolean {
  const isOpen = order.closedAt === null && order.archiveReason === null;
  if (order.archiveReason !== null) {
    return false;
  }
  switch (step) {
    case "print_labels":
      return isOpen && isToLeave(shipmentFor(order));
    case "close":
      return isOpen && !goodsOf(order).some((line) => owedOf(line) > 0);
    default:
      return !isOpen;
  }
}

function isPossible(order: OfferFacts, action: OrderAction): boolean {
  const isOpen = order.closedAt === null && order.archiveReason === null;
  switch (action) {
    case "print_labels":
    case "print_packing_slips":
    case "print_bills_of_lading":
      return shipmentFor(order) !== null;
    case "mark_shipped":
      return order.archiveReason === null && canBeHandedOver(order);
    case "send_asn":
      return (
        !isCalledOff(order) &&
        order.shipments.some((one) => one.state === "dispatched" && !one.hasAsn)
      );
    case "invoice":
      return !isCalledOff(order) && order.invoicedMinor < order.totalMinor;
    case "pay":
      return !isCalledOff(order) && order.paidMinor < order.totalMinor;
    case "edit":
      return order.archiveReason === null;
    case "hold":
      return isOpen && !order.onHold;
    case "queue":
    case "promise":
      return isOpen;
    case "release":
      return order.onHold && order.archiveReason === null;
    case "close":
      return decideMove(order, { type: "close", byHand: true }).ok;
    case "archive":
      return archiveReasonsOf(order).length > 0;
    case "cancel":
      return decideMove(order, { type: "archive", reason: "cancelled" }).ok;
    case "reopen":
      return decideMove(order, { type: "reopen" }).ok;
  }
}

/** The reasons for which a person may archive the order now, besides cancelling it. */
export function archiveReasonsOf(
  order: OrderFacts,
): readonly ("completed" | "not_to_be_fulfilled")[] {
  const reasons = ["completed", "not_to_be_fulfilled"] as const;
  return reasons.filter((reason) => decideMove(order, { type: "archive", reason, note: "-" }).ok);
}

const goodsOf = (order: OrderFacts): readonly LineFacts[] =>
  order.lines.filter((line) => line.kind === "goods");

const isCalledOff = ({ archiveReason }: OrderFacts): boolean =>
  archiveReason === "cancelled" || archiveReason === "not_to_be_fulfilled";

function shipmentFor(order: OfferFacts): ShipmentChoice | null {
  const has = (state: "draft" | "dispatched") =>
    order.shipments.some((shipment) => shipment.state === state);
  const choice = chooseFor({ ...order, hasDraft: has("draft"), hasDispatched: has("dispatched") });
  return choice.ok ? choice.value : null;
}

const isToLeave = (choice: ShipmentChoice | null) => choice === "draft" || choice === "new";

function canBeHandedOver(order: OfferFacts): boolean {
  const latest = order.shipments.findLast((one) => one.state === "dispatched");
  const shipment = shipmentFor(order);
  return isToLeave(shipment) || (shipment === "latest" && latest?.handedOver === false);
}
