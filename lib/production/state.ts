/** Decides where a production order stands and which of the things people do to one it allows. */
import { accept, type Outcome, refuse } from "../shared/outcome";
import { type Quantity, quantityText } from "../shared/quantity";

/** How a production order ends: as planned, with less than planned, or not at all. */
export const FINISHES = ["done", "short", "cancelled"] as const;
type Finish = (typeof FINISHES)[number];

/** What happens to a production order, in the past tense. */
export const PRODUCTION_EVENTS = [
  "created",
  "changed",
  "started",
  "reported",
  "report_taken_back",
  "blocked",
  "unblocked",
  "finished_short",
  "cancelled",
  "reopened",
] as const;

export const PRODUCTION_STATES = [
  "not_started",
  "in_progress",
  "blocked",
  "made",
  "finished_short",
  "cancelled",
] as const;
export type ProductionState = (typeof PRODUCTION_STATES)[number];

/** The facts of a production order. Quantities in thousandths. */
export type ProductionFacts = {
  readonly quantity: Quantity;
  readonly made: Quantity;
  readonly startedAt: Date | null;
  readonly blockedAt: Date | null;
  readonly finish: Finish | null;
};

const FINISHED = {
  done: "made",
  short: "finished_short",
  cancelled: "cancelled",
} as const satisfies Record<Finish, ProductionState>;

export function stateOf(order: ProductionFacts): ProductionState {
  if (order.finish !== null) {
    return FINISHED[order.finish];
  }
  if (order.blockedAt !== null) {
    return "blocked";
  }
  return order.startedAt !== null || order.made > 0 ? "in_progress" : "not_started";
}

/** What is still to be made; nothing once it is finished. */
export function remainingOf({ quantity, made, finish }: ProductionFacts): Quantity {
  return finish === null ? Math.max(0, quantity - made) : 0;
}

/** Floored, 0 to 100: 99.9 % made is 99, and 100 only when all is made. */
export function percentOf({ quantity, made }: Pick<ProductionFacts, "quantity" | "made">): number {
  return Number((BigInt(Math.min(made, quantity)) * 100n) / BigInt(quantity));
}

/** Whether it is still open after the day it was due. */
export function isLateOn(order: ProductionFacts & { readonly dueOn: string }, today: string) {
  return order.finish === null && order.dueOn < today;
}

/** What a person asks of a production order that exists. */
export const PRODUCTION_ACTS = [
  "start",
  "report",
  "take_back",
  "change",
  "block",
  "unblock",
  "finish_short",
  "cancel",
  "reopen",
] as const;
export type ProductionAct = (typeof PRODUCTION_ACTS)[number];

export type ActRefusal =
  | "production_started"
  | "production_made"
  | "production_blocked"
  | "production_not_blocked"
  | "production_finished_short"
  | "production_cancelled"
  | "production_open"
  | "some_made"
  | "none_made";

const YES = null;
type Answers = Readonly<Record<ProductionState, ActRefusal | null>>;

/** One row for each act: why it is refused in a state; null where it is allowed. */
const ANSWERS = {
  start: {
    not_started: YES,
    in_progress: "production_started",
    blocked: "production_blocked",
    made: "production_made",
    finished_short: "production_finished_short",
    cancelled: "production_cancelled",
  },
  // More than planned may come out of a batch, also a little later: what was made is never refused.
  report: {
    not_started: YES,
    in_progress: YES,
    blocked: YES,
    made: YES,
    finished_short: "production_finished_short",
    cancelled: "production_cancelled",
  },
  take_back: {
    not_started: YES,
    in_progress: YES,
    blocked: YES,
    made: YES,
    finished_short: YES,
    cancelled: YES,
  },
  change: {
    not_started: YES,
    in_progress: YES,
    blocked: YES,
    made: YES,
    finished_short: "production_finished_short",
    cancelled: "production_cancelled",
  },
  block: {
    not_started: YES,
    in_progress: YES,
    blocked: "production_blocked",
    made: "production_made",
    finished_short: "production_finished_short",
    cancelled: "production_cancelled",
  },
  unblock: {
    not_started: "production_not_blocked",
    in_progress: "production_not_blocked",
    blocked: YES,
    made: "production_made",
    finished_short: "production_finished_short",
    cancelled: "production_cancelled",
  },
  finish_short: {
    not_started: YES,
    in_progress: YES,
    blocked: YES,
    made: "production_made",
    finished_short: "production_finished_short",
    cancelled: "production_cancelled",
  },
  cancel: {
    not_started: YES,
    in_progress: YES,
    blocked: YES,
    made: "production_made",
    finished_short: "production_finished_short",
    cancelled: "production_cancelled",
  },
  reopen: {
    not_started: "production_open",
    in_progress: "production_open",
    blocked: "production_open",
    made: "production_made",
    finished_short: YES,
    cancelled: YES,
  },
} as const satisfies Record<ProductionAct, Answers>;

/** Whether an act is allowed now. What has units can't be cancelled, what has none can't be finished short. */
export function decideAct(act: ProductionAct, order: ProductionFacts): Outcome<null, ActRefusal> {
  const code = ANSWERS[act][stateOf(order)];
  if (code !== null) {
    return refuse(code);
  }
  if (act === "cancel" && order.made > 0) {
    return refuse("some_made", { data: { made: quantityText(order.made) } });
  }
  return act === "finish_short" && order.made === 0 ? refuse("none_made") : accept(null);
}

/** The acts that are allowed now, in the order they are declared. */
export function allowedActs(order: ProductionFacts): ProductionAct[] {
  return PRODUCTION_ACTS.filter((act) => decideAct(act, order).ok);
}

/** How an order ends once so much is made of so much; null while something is still to be made. */
export function finishAfter(order: { quantity: Quantity; made: Quantity }): "done" | null {
  return order.made >= order.quantity ? "done" : null;
}
