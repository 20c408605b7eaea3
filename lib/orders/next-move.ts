/** Decides what an order's page says would move it on: the policy in force as one sentence. */
import type { OrderFacts } from "./lifecycle";
import { tabOf } from "./lifecycle";
import type { ClosingFact, Policy } from "./policy";

const PRINTS = [
  ["label_printed", "label"],
  ["packing_slip_printed", "packing slip"],
  ["bol_printed", "bill of lading"],
] as const satisfies readonly (readonly [ClosingFact, string])[];

const either = (parts: readonly string[]): string =>
  new Intl.ListFormat("en-GB", { type: "disjunction" }).format(parts);

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** "Printing its label or marking it as shipped closes it once everything has shipped." */
export function nextMove(
  order: Pick<OrderFacts, "closedAt" | "archiveReason">,
  policy: Policy,
): string {
  switch (tabOf(order)) {
    case "open":
      return policy.paused ? PAUSED : closes(policy.closeOn);
    case "closed":
      return policy.paused ? PAUSED : archives(policy);
    case "archived":
      return `Reopening it moves it back to ${order.closedAt === null ? "Open" : "Closed"}.`;
  }
}

const PAUSED = "Automation is paused: only a person moves it.";

function closes(facts: readonly ClosingFact[]): string {
  const prints = PRINTS.flatMap(([fact, word]) => (facts.includes(fact) ? [word] : []));
  const ways = [
    ...(prints.length > 0 ? [`printing its ${either(prints)}`] : []),
    ...(facts.includes("marked_shipped") ? ["marking it as shipped"] : []),
  ];
  if (ways.length > 0) {
    return `${capital(either(ways))} closes it once everything has shipped.`;
  }
  return facts.includes("channel_shipped")
    ? "The marketplace saying that it has shipped closes it."
    : "Nothing closes it by itself: close it by hand.";
}

function archives({ archiveOnAsn, archiveOnCompleted }: Policy): string {
  const ways = [
    ...(archiveOnAsn === "sent" ? ["sending its ASN"] : []),
    ...(archiveOnAsn === "accepted" ? ["the client accepting its ASN"] : []),
    ...(archiveOnCompleted ? ["invoicing and paying it in full"] : []),
  ];
  return ways.length > 0
    ? `${capital(either(ways))} archives it.`
    : "Nothing archives it by itself: archive it by hand.";
}
