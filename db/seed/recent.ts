/** Decides the demo's last four weeks: the open orders, and the closed and archived ones that real commands make. */
import type { PrintKind } from "@/lib/documents/render";
import type { OrderWish, PlannedOrder, Planner } from "./plan";
import type { Profile } from "./profile";
import { possibleIn, SHIPPABLE_WISHES, SITUATIONS, type Situation } from "./situations";

/** No older order is made by commands. */
export const RECENT_DAYS = 28;

/** What a person does to an order, so many days ago. Equal acts are done in one request. */
export type PrintAct = {
  readonly at: number;
  readonly does: "print" | "take_back";
  readonly kinds: readonly PrintKind[];
};
/** Many orders in one request. */
export type BatchAct =
  | { readonly at: number; readonly does: "send_asn" }
  | { readonly at: number; readonly does: "cancel" }
  | { readonly at: number; readonly does: "give_up"; readonly note: string };
/** Order by order; money is a percentage of the order's total. */
export type SingleAct =
  | { readonly at: number; readonly does: "hold" }
  | { readonly at: number; readonly does: "mark_shipped" }
  | { readonly at: number; readonly does: "invoice" | "pay"; readonly percent: number };
export type Act = PrintAct | BatchAct | SingleAct;

export type RecentOrder = { readonly planned: PlannedOrder; readonly acts: readonly Act[] };

export type Counts = { readonly open: number; readonly closed: number; readonly archived: number };

/** Acts take a transaction each; past so many open orders with any, the others do without. */
const OPEN_ACTS_MAX = 40;
const SHIPPING_DAYS = [6.1, 4.2, 3.1, 2.15, 1.1, 0.3] as const;
const LABEL_AND_SLIP = ["label", "packing_slip"] as const;
const ALL_KINDS = ["label", "packing_slip", "bill_of_lading"] as const;

/** The orders of the last four weeks in the order in which they came. */
export function planRecent(planner: Planner, profile: Profile, counts: Counts): RecentOrder[] {
  const wishes = [
    ...openWishes(planner, profile, counts.open),
    ...Array.from({ length: counts.closed }, (_, index) => closedWish(planner, profile, index)),
    ...Array.from({ length: counts.archived }, (_, index) => archivedWish(planner, profile, index)),
  ];
  return wishes
    .sort((a, b) => b.wish.age - a.wish.age)
    .map(({ wish, acts }) => ({ planned: planner.order(wish), acts }));
}

type Wish = { readonly wish: OrderWish; readonly acts: readonly Act[] };

function openWishes({ random }: Planner, profile: Profile, count: number): Wish[] {
  const possible = possibleIn(profile, SITUATIONS);
  let acting = 0;
  return Array.from({ length: count }, (_, index) => {
    const situation = possible[index] ?? random.weighted(possible);
    const isFirst = index < possible.length;
    const age = random.within(...situation.age);
    const acts = acting < OPEN_ACTS_MAX ? openActs(situation, age) : [];
    acting += acts.length > 0 ? 1 : 0;
    return {
      wish: {
        age,
        wishes: situation.wishes,
        due: situation.due === null ? null : random.between(...situation.due),
        onHold: situation.onHold === true && acts.length === 0,
        byFirstClient: isFirst && (situation.shipsPart || situation.onHold) === true,
        ...(situation.shipsPart ? { allowPartial: true } : {}),
      },
      acts,
    };
  });
}

function openActs(situation: Situation, age: number): Act[] {
  const acts: Act[] = [];
  if (situation.onHold) {
    acts.push({ at: age * 0.5, does: "hold" });
  }
  if (situation.shipsPart) {
    acts.push({ at: age * 0.4, does: "mark_shipped" });
  }
  if (situation.isTakenBack) {
    acts.push({ at: 0.6, does: "take_back", kinds: ["label"] });
  }
  if (situation.isInvoicedAhead) {
    acts.push({ at: age * 0.45, does: "invoice", percent: situation.isPaidAhead ? 100 : 30 });
  }
  if (situation.isPaidAhead) {
    acts.push({ at: age * 0.3, does: "pay", percent: 50 });
  }
  return acts;
}

function shippedWish({ random }: Planner, profile: Profile, age: number): OrderWish {
  return {
    age,
    wishes: random.weighted(possibleIn(profile, SHIPPABLE_WISHES)).wishes,
    due: Math.round(random.within(10, 24) - age),
    allowPartial: false,
  };
}

/** Shipped, but nobody has sent an ASN and it is not paid in full. */
function closedWish(planner: Planner, profile: Profile, index: number): Wish {
  const { random } = planner;
  const at = SHIPPING_DAYS[index % SHIPPING_DAYS.length] ?? 0.3;
  const acts: Act[] = [shippingAct(index, at)];
  if (random.chance(0.6)) {
    acts.push({ at: at * 0.9, does: "invoice", percent: random.chance(0.8) ? 100 : 50 });
    if (random.chance(0.3)) {
      acts.push({ at: at * 0.4, does: "pay", percent: 40 });
    }
  }
  return { wish: shippedWish(planner, profile, random.within(8, RECENT_DAYS - 1)), acts };
}

function shippingAct(index: number, at: number): Act {
  if (index % 6 === 3) {
    return { at, does: "mark_shipped" };
  }
  return { at, does: "print", kinds: index % 6 === 5 ? ALL_KINDS : LABEL_AND_SLIP };
}

const NOTES = ["Client went out of business.", "Ordered twice, the other order is kept."];

/** Closed and then archived, or given up before anything was shipped: each reason in turn. */
function archivedWish(planner: Planner, profile: Profile, index: number): Wish {
  const { random } = planner;
  const wish = shippedWish(planner, profile, random.within(9, RECENT_DAYS - 1));
  const shipped = SHIPPING_DAYS[index % 3] ?? 4;
  switch (index % 6) {
    case 1:
      return {
        wish,
        acts: [
          { at: shipped, does: "mark_shipped" },
          { at: shipped * 0.8, does: "invoice", percent: 100 },
          { at: 0.9, does: "pay", percent: 100 },
        ],
      };
    case 2:
      return { wish: unshipped(wish), acts: [{ at: shipped * 0.9, does: "cancel" }] };
    case 3:
      return {
        wish: unshipped(wish),
        acts: [{ at: shipped * 0.7, does: "give_up", note: random.pick(NOTES) }],
      };
    default:
      return {
        wish,
        acts: [
          { at: shipped, does: "print", kinds: index % 12 === 5 ? ALL_KINDS : LABEL_AND_SLIP },
          { at: index % 2 === 0 ? 1.9 : 0.2, does: "send_asn" },
        ],
      };
  }
}

/** Nothing is made for what is given up, so that its goods do not lie around. */
function unshipped(wish: OrderWish): OrderWish {
  return { ...wish, wishes: [{ supply: "stocked", lines: [1, 2], quantity: [1, 6] }] };
}
