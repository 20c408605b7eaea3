/** Decides which states open orders are in: what they ask for, how far it has come and when it is due. */
import type { Profile, Supply } from "./profile";

/** How far the production order of a line has come; `finished_short` ended with less than was asked. */
export type Making =
  | "done"
  | "part"
  | "started"
  | "planned"
  | "late"
  | "overdue"
  | "blocked"
  | "finished_short";

type Range = readonly [least: number, most: number];

export type LineWish = {
  readonly supply: Supply;
  /** How many lines of this kind. */
  readonly lines?: Range;
  readonly quantity: Range;
  readonly making?: Making;
  /** Only products that cost nothing. */
  readonly free?: boolean;
};

export type Situation = {
  readonly name: string;
  readonly weight: number;
  readonly wishes: readonly LineWish[];
  /** Days from today; null is without a date. */
  readonly due: Range | null;
  /** Days since the order came. */
  readonly age: Range;
  readonly onHold?: boolean;
  /** What is in stock goes out already; the rest is a backorder. */
  readonly shipsPart?: boolean;
  /** Its label is printed by mistake and taken back. */
  readonly isTakenBack?: boolean;
  readonly isInvoicedAhead?: boolean;
  readonly isPaidAhead?: boolean;
};

const stocked: LineWish = { supply: "stocked", lines: [1, 3], quantity: [1, 8] };
const toOrder = (making?: Making, quantity: Range = [1, 4]): LineWish => ({
  supply: "to_order",
  quantity,
  ...(making ? { making } : {}),
});

/** The first of each comes before any second one, so that a small demo shows them all. */
export const SITUATIONS: readonly Situation[] = [
  { name: "ready", weight: 22, wishes: [stocked], due: [1, 20], age: [0.1, 12] },
  {
    name: "in_progress",
    weight: 10,
    wishes: [toOrder("part", [2, 5])],
    due: [7, 20],
    age: [8, 24],
  },
  { name: "unplanned", weight: 7, wishes: [toOrder(), stocked], due: [16, 35], age: [0.1, 4] },
  { name: "late", weight: 6, wishes: [toOrder("late")], due: [3, 10], age: [8, 26] },
  { name: "made", weight: 10, wishes: [toOrder("done"), stocked], due: [2, 12], age: [12, 27] },
  { name: "blocked", weight: 4, wishes: [toOrder("blocked")], due: [6, 16], age: [9, 25] },
  {
    name: "partly",
    weight: 4,
    wishes: [toOrder("finished_short", [3, 6])],
    due: [4, 14],
    age: [10, 25],
  },
  {
    name: "part_shipped",
    weight: 4,
    wishes: [stocked, toOrder("started")],
    due: [8, 18],
    age: [10, 26],
    shipsPart: true,
  },
  {
    name: "held",
    weight: 4,
    wishes: [stocked],
    due: [2, 15],
    age: [3, 15],
    onHold: true,
  },
  {
    name: "untracked",
    weight: 3,
    wishes: [{ supply: "untracked", lines: [1, 3], quantity: [2, 20] }],
    due: [2, 9],
    age: [0.2, 6],
  },
  {
    name: "service",
    weight: 2,
    wishes: [{ supply: "service", lines: [1, 2], quantity: [1, 6] }],
    due: [3, 18],
    age: [1, 12],
  },
  {
    name: "planned",
    weight: 11,
    wishes: [toOrder("planned"), stocked],
    due: [12, 28],
    age: [3, 14],
  },
  {
    name: "arriving",
    weight: 5,
    wishes: [{ supply: "arriving", lines: [1, 2], quantity: [1, 6] }, stocked],
    due: [9, 20],
    age: [2, 16],
  },
  {
    name: "arriving_late",
    weight: 4,
    wishes: [{ supply: "arriving_late", quantity: [1, 4] }],
    due: [3, 12],
    age: [5, 20],
  },
  {
    name: "overdue",
    weight: 5,
    wishes: [toOrder("overdue"), stocked],
    due: [-7, -1],
    age: [16, 27],
  },
  {
    name: "part_shipped_of_bought",
    weight: 2,
    wishes: [stocked, { supply: "arriving", quantity: [1, 3] }],
    due: [9, 18],
    age: [8, 20],
    shipsPart: true,
  },
  { name: "ready_overdue", weight: 3, wishes: [stocked], due: [-3, -1], age: [9, 20] },
  {
    name: "running_out",
    weight: 5,
    wishes: [{ supply: "running_out", quantity: [4, 16] }],
    due: [2, 14],
    age: [1, 15],
  },
  {
    name: "miscounted",
    weight: 1,
    wishes: [{ supply: "miscounted", quantity: [2, 5] }],
    due: [2, 10],
    age: [3, 14],
  },
  {
    name: "taken_back",
    weight: 0,
    wishes: [stocked],
    due: [1, 6],
    age: [4, 10],
    isTakenBack: true,
  },
  {
    name: "invoiced_ahead",
    weight: 0,
    wishes: [toOrder("started"), { supply: "service", quantity: [1, 2] }],
    due: [9, 25],
    age: [6, 16],
    isInvoicedAhead: true,
  },
  {
    name: "paid_ahead",
    weight: 0,
    wishes: [toOrder("planned", [2, 6])],
    due: [10, 25],
    age: [4, 14],
    isInvoicedAhead: true,
    isPaidAhead: true,
  },
  {
    name: "free_sample",
    weight: 1,
    wishes: [{ supply: "untracked", quantity: [1, 3], free: true }],
    due: null,
    age: [0.2, 3],
  },
  {
    name: "with_service",
    weight: 6,
    wishes: [stocked, { supply: "service", quantity: [1, 2] }],
    due: [2, 16],
    age: [1, 12],
  },
];

type Weighted = { readonly weight: number; readonly wishes: readonly LineWish[] };

/** What orders ask for that are shipped as soon as all of it is there. */
export const SHIPPABLE_WISHES: readonly Weighted[] = [
  { weight: 34, wishes: [stocked] },
  { weight: 22, wishes: [toOrder("done")] },
  { weight: 16, wishes: [toOrder("done", [1, 2]), stocked] },
  { weight: 8, wishes: [stocked, { supply: "untracked", quantity: [2, 12] }] },
];

/** What the orders of the past had asked for. */
export const PAST_WISHES: readonly Weighted[] = [
  ...SHIPPABLE_WISHES,
  { weight: 8, wishes: [{ supply: "arriving", quantity: [1, 4] }, stocked] },
  { weight: 5, wishes: [{ supply: "running_out", quantity: [2, 10] }] },
  { weight: 4, wishes: [{ supply: "arriving_late", quantity: [1, 3] }] },
  { weight: 3, wishes: [{ supply: "miscounted", quantity: [1, 3] }, stocked] },
];

/** Those whose products the workspace has. */
export function possibleIn<T extends Weighted>(profile: Profile, from: readonly T[]): T[] {
  const supplies = new Set(profile.products.map((product) => product.supply));
  return from.filter(({ wishes }) => wishes.every((wish) => supplies.has(wish.supply)));
}
