/** Decides what became of the orders before the last four weeks: all are closed or archived by now. */
import type { ArchiveReason } from "@/lib/orders/lifecycle";
import type { PlannedOrder, Planner } from "./plan";
import type { Profile } from "./profile";
import type { Random } from "./random";
import { RECENT_DAYS } from "./recent";
import { PAST_WISHES, possibleIn } from "./situations";

/** What happened to an order, in days ago. */
export type Story = {
  /** One or two shipments, none for an order that was given up. */
  readonly shippedAt: readonly number[];
  /** The last unit was let go, and a person closed the order. */
  readonly isShortClosed: boolean;
  readonly invoicedAt: number | null;
  readonly invoicedPercent: number;
  readonly paidAt: number | null;
  readonly paidPercent: number;
  readonly archive: {
    readonly reason: Exclude<ArchiveReason, "aged">;
    readonly at: number;
    readonly note: string | null;
  } | null;
};

export type PastOrder = { readonly planned: PlannedOrder; readonly story: Story };

const ENDS = [
  { reason: "asn", weight: 50 },
  { reason: "completed", weight: 38 },
  { reason: "cancelled", weight: 8 },
  { reason: "not_to_be_fulfilled", weight: 4 },
] as const;
const NOTES = ["Ordered twice.", "Client chose another colour.", "Budget was not approved."];

/** Plans `archived` + `closed` orders over `days` days, oldest first; closed ones are among the newest. */
export function* planPast(
  planner: Planner,
  profile: Profile,
  { archived, closed, days }: { archived: number; closed: number; days: number },
): Generator<PastOrder> {
  const { random } = planner;
  const wishes = possibleIn(profile, PAST_WISHES);
  const count = archived + closed;
  let closedLeft = closed;
  for (let index = 0; index < count; index += 1) {
    const left = count - index;
    const age = RECENT_DAYS + ((days - RECENT_DAYS) * (left - random.next())) / count;
    const mayStayClosed = left <= 2 * closed;
    const staysClosed = mayStayClosed && random.chance(closedLeft / left);
    closedLeft -= staysClosed ? 1 : 0;
    const isTwice = random.chance(0.08);
    const planned = planner.order({
      age,
      wishes: random.weighted(wishes).wishes,
      due: Math.round(random.within(10, 24) - age),
      ...(isTwice ? { allowPartial: true } : {}),
    });
    const story = staysClosed
      ? closedStory(random, age, isTwice)
      : archivedStory(random, age, isTwice);
    yield { planned, story };
  }
}

function shipping(random: Random, age: number, isTwice: boolean): number[] {
  const first = age - random.within(2, 11);
  return isTwice ? [first, first - random.within(1, 6)] : [first];
}

const NOT_INVOICED = { invoicedAt: null, invoicedPercent: 0, paidAt: null, paidPercent: 0 };

function closedStory(random: Random, age: number, isTwice: boolean): Story {
  const shippedAt = shipping(random, age, isTwice);
  const end = shippedAt.at(-1) ?? age;
  const isInvoiced = random.chance(0.75);
  const isPartlyPaid = isInvoiced && random.chance(0.3);
  return {
    shippedAt,
    isShortClosed: random.chance(0.05),
    invoicedAt: isInvoiced ? end - random.within(0.1, 2) : null,
    invoicedPercent: isInvoiced ? random.pick([100, 100, 60]) : 0,
    paidAt: isPartlyPaid ? end - random.within(3, 8) : null,
    paidPercent: isPartlyPaid ? random.pick([30, 50]) : 0,
    archive: null,
  };
}

function archivedStory(random: Random, age: number, isTwice: boolean): Story {
  const { reason } = random.weighted(ENDS);
  if (reason === "cancelled" || reason === "not_to_be_fulfilled") {
    const note = reason === "cancelled" ? null : random.pick(NOTES);
    const archive = { reason, at: age - random.within(0.2, 6), note };
    return { ...NOT_INVOICED, shippedAt: [], isShortClosed: false, archive };
  }
  const shippedAt = shipping(random, age, isTwice);
  const end = shippedAt.at(-1) ?? age;
  const invoicedAt = end - random.within(0.3, 1.5);
  const paidAt = invoicedAt - random.within(0.5, 6);
  const isPaid = reason === "completed" || random.chance(0.8);
  return {
    shippedAt,
    isShortClosed: random.chance(0.03),
    invoicedAt,
    invoicedPercent: 100,
    paidAt: isPaid ? paidAt : null,
    paidPercent: isPaid ? 100 : 0,
    archive: {
      reason,
      at: reason === "asn" ? end - random.within(0.05, 0.25) : paidAt,
      note: null,
    },
  };
}
