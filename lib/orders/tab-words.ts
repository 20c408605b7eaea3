/** Decides how a move is told: why an order stands in its tab, and what moved it. */
import type { Tab } from "./lifecycle";

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
