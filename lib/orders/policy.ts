/** Decides what a new fact does by itself: whether it dispatches its shipment, and which move it makes. */
import { isCompleted, isMet, type OrderFacts, tabOf } from "./lifecycle";
import type { MoveRequest } from "./transitions";

/** Facts of a shipment that may dispatch it and close its order. */
export const CLOSING_FACTS = [
  "label_printed",
  "bol_printed",
  "packing_slip_printed",
  "marked_shipped",
  "channel_shipped",
] as const;
export type ClosingFact = (typeof CLOSING_FACTS)[number];

const POLICY_CAUSES = [...CLOSING_FACTS, "asn_sent", "asn_accepted", "invoiced", "paid"] as const;
export type PolicyCause = (typeof POLICY_CAUSES)[number];

export const ASN_RULES = ["off", "sent", "accepted"] as const;

/** A workspace's automation policy; `version` 0 is the default that nobody has changed yet. */
export type Policy = {
  readonly version: number;
  readonly dispatchOn: readonly ClosingFact[];
  readonly closeOn: readonly ClosingFact[];
  readonly archiveOnAsn: (typeof ASN_RULES)[number];
  readonly archiveOnCompleted: boolean;
  readonly paused: boolean;
};

export const DEFAULT_POLICY: Policy = {
  version: 0,
  dispatchOn: CLOSING_FACTS,
  closeOn: CLOSING_FACTS,
  archiveOnAsn: "sent",
  archiveOnCompleted: true,
  paused: false,
};

const isClosingFact = (cause: PolicyCause): cause is ClosingFact =>
  CLOSING_FACTS.some((fact) => fact === cause);

/** Whether a fact sends its shipment on its way. Pausing stops moves, never the stock ledger. */
export function dispatches(policy: Policy, fact: ClosingFact): boolean {
  return policy.dispatchOn.includes(fact);
}

/** The states of the ASNs of an order's dispatched shipments, one entry a shipment; null where none was made. */
export type AsnStates = readonly (string | null)[];

/** The move that a new fact makes, or null. Top rule wins, one move a fact. */
export function moveFor(
  policy: Policy,
  cause: PolicyCause,
  order: OrderFacts,
  asns: AsnStates,
): MoveRequest | null {
  if (policy.paused) {
    return null;
  }
  const tab = tabOf(order);
  if (tab === "open" && isClosingFact(cause) && policy.closeOn.includes(cause) && isMet(order)) {
    return { type: "close", byHand: false };
  }
  if (tab === "closed" && asnArchives(policy, cause, asns)) {
    return { type: "archive", reason: "asn" };
  }
  if (tab !== "archived" && policy.archiveOnCompleted && isCompleted(order)) {
    return { type: "archive", reason: "completed" };
  }
  return null;
}

function asnArchives(policy: Policy, cause: PolicyCause, asns: AsnStates): boolean {
  if (asns.length === 0 || (cause !== "asn_sent" && cause !== "asn_accepted")) {
    return false;
  }
  switch (policy.archiveOnAsn) {
    case "off":
      return false;
    case "sent":
      return asns.every((state) => state === "sent" || state === "accepted");
    case "accepted":
      return asns.every((state) => state === "accepted");
  }
}
