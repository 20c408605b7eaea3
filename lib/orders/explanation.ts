/** Decides how a status is explained: one sentence from the same facts that the status was computed from. */
import { formatDay } from "../shared/dates";
import { type Quantity, quantityText } from "../shared/quantity";
import type { ProductionStatus, ShipmentStatus, StockStatus, Tab } from "./lifecycle";

/** A dated piece of supply that covers a part of the order. */
export type SupplyPiece = {
  readonly quantity: Quantity;
  readonly on: string;
  readonly source: string;
};

export type StockFacts = {
  readonly value: StockStatus;
  readonly owed: Quantity;
  readonly reserved: Quantity;
  readonly supply: readonly SupplyPiece[];
  readonly short: Quantity;
  /** The day supply is measured against, and whether that is the ship-by date. */
  readonly promise: string | null;
  readonly isShipBy: boolean;
  readonly today: string;
  readonly locale: string;
};

const many = (quantity: Quantity, word: string) =>
  `${quantityText(quantity)} ${word}${quantity === 1000 ? "" : "s"}`;

/** "3 of 5 units reserved; 2 expected Fri 12 Jun from MO-104. Due Mon 15 Jun, 3 days to spare." */
export function explainStock(facts: StockFacts): string {
  switch (facts.value) {
    case "not_needed":
      return "No stock is needed.";
    case "not_tracked":
      return "Stock of these products is not tracked.";
    default:
      return [splitOf(facts), promiseOf(facts)].filter(Boolean).join(" ");
  }
}

function splitOf({ owed, reserved, supply, short, locale, today }: StockFacts): string {
  if (owed === 0) {
    return "All units are shipped.";
  }
  const pieces = [
    `${quantityText(reserved)} of ${many(owed, "unit")} reserved`,
    ...supply.map(
      (piece) =>
        `${quantityText(piece.quantity)} expected ${formatDay(piece.on, locale, today)} from ${piece.source}`,
    ),
    ...(short > 0 ? [`${quantityText(short)} not planned`] : []),
  ];
  return `${pieces.join("; ")}.`;
}

function promiseOf(facts: StockFacts): string {
  const { value, supply, promise, isShipBy, today, locale, owed } = facts;
  if (promise === null || owed === 0) {
    return "";
  }
  const due = `${isShipBy ? "Ship by" : "Due"} ${formatDay(promise, locale, today)}`;
  const last = supply
    .map((piece) => piece.on)
    .sort()
    .at(-1);
  if (value === "late" && last !== undefined) {
    return last < today ? `${due}; the expected day has passed.` : `${due}; expected after it.`;
  }
  return `${due}.`;
}

export type ProductionFacts = {
  readonly value: ProductionStatus;
  readonly made: Quantity;
  readonly toMake: Quantity;
  readonly blockedReason: string | null;
};

export function explainProduction({ value, made, toMake, blockedReason }: ProductionFacts): string {
  const done = `${quantityText(made)} of ${many(toMake, "unit")} made`;
  switch (value) {
    case "not_needed":
      return "Nothing has to be made for this order.";
    case "not_started":
      return `${many(toMake, "unit")} to make; not started.`;
    case "in_progress":
      return `${done}.`;
    case "blocked":
      return blockedReason ? `${done}; blocked: ${blockedReason}.` : `${done}; blocked.`;
    case "made":
      return made === 1000 ? "1 unit made." : `All ${many(made, "unit")} made.`;
  }
}

export type ShipmentFacts = {
  readonly value: ShipmentStatus;
  readonly shipped: Quantity;
  readonly wanted: Quantity;
};

export function explainShipment({ value, shipped, wanted }: ShipmentFacts): string {
  switch (value) {
    case "not_needed":
      return "Nothing has to be shipped.";
    case "not_shipped":
      return `0 of ${many(wanted, "unit")} shipped.`;
    case "partly_shipped":
      return `${quantityText(shipped)} of ${many(wanted, "unit")} shipped; ${quantityText(wanted - shipped)} still owed.`;
    case "shipped":
      return shipped === 1000 ? "1 unit shipped." : `All ${many(shipped, "unit")} shipped.`;
  }
}

/** What made a move happen, in words that complete "because ...". */
const CAUSE_WORDS: Readonly<Record<string, string>> = {
  by_hand: "a person moved it by hand",
  label_printed: "its shipping label was printed",
  bol_printed: "its bill of lading was printed",
  packing_slip_printed: "its packing slip was printed",
  marked_shipped: "its shipment was marked as shipped",
  channel_shipped: "the marketplace says it is shipped",
  channel_cancelled: "the marketplace cancelled it",
  channel_reinstated: "the marketplace took its cancellation back",
  asn_sent: "the ASN of each of its shipments was sent",
  asn_accepted: "the ASN of each of its shipments was accepted",
  invoiced: "it is shipped, invoiced and paid",
  paid: "it is shipped, invoiced and paid",
  edited: "an edit made something owed again",
  shipment_voided: "a shipment of it was made void",
  asn_cancelled: "an ASN of it was cancelled",
  undo: "an earlier move was undone",
};

const SHORT_CAUSES: Readonly<Record<string, string>> = {
  by_hand: "by hand",
  label_printed: "by label print",
  bol_printed: "by bill of lading print",
  packing_slip_printed: "by packing slip print",
  marked_shipped: "by hand-over",
  channel_shipped: "by the marketplace",
  channel_cancelled: "by the marketplace",
  channel_reinstated: "by the marketplace",
  asn_sent: "by ASN",
  asn_accepted: "by accepted ASN",
  invoiced: "by invoice",
  paid: "by payment",
  edited: "by an edit",
  shipment_voided: "by a void shipment",
  asn_cancelled: "by a cancelled ASN",
  undo: "by undo",
};

/** The short form for strips: "by label print". */
export function causeWords(cause: string): string {
  return SHORT_CAUSES[cause] ?? `by ${cause.replaceAll("_", " ")}`;
}

/** "In Closed because its shipping label was printed (Automation, policy version 3)." */
export function explainTab(
  tab: Tab,
  move: { cause: string; actorName: string; byRule: boolean; policyVersion: number | null } | null,
): string {
  const name = { open: "Open", closed: "Closed", archived: "Archived" }[tab];
  if (move === null) {
    return tab === "open"
      ? "In Open because it is new and something is still owed."
      : `In ${name} since it was created.`;
  }
  const cause = CAUSE_WORDS[move.cause] ?? move.cause.replaceAll("_", " ");
  const by = move.byRule
    ? move.policyVersion
      ? `automation policy version ${move.policyVersion}`
      : "the default automation policy"
    : move.actorName;
  return `In ${name} because ${cause} (${by}).`;
}
