/** Decides what of an order is news to its client: what is true now against what the client was told last. */
import { type Day, daysBetween } from "../shared/dates";

export const NEWS_KINDS = ["confirmed", "date_changed", "shipped", "delivered"] as const;
export type NewsKind = (typeof NEWS_KINDS)[number];

type ToldShipment = {
  readonly number: string;
  readonly trackingNumber: string | null;
  readonly delivered: boolean;
};

/** What a client knows of an order. */
export type Told = {
  readonly confirmed: boolean;
  /** The day by which everything is there, as it was last told; null when no day was told yet. */
  readonly expectedOn: Day | null;
  /** The day that was promised, as it was last told. */
  readonly dueOn: Day | null;
  readonly shipments: readonly ToldShipment[];
};

/** What is true of an order now, as far as a client is told of it. */
export type Truth = Told & {
  /** Whether anything is still to come: only then does a day mean something. */
  readonly isOwed: boolean;
};

/** What an order brings when nothing was ever told of it. */
export type Beginnings = {
  readonly orderedOn: Day;
  readonly createdOn: Day;
  readonly createdAt: Date;
  /** It came in a file: whoever keeps such a file has confirmed it long ago. */
  readonly byFile: boolean;
  readonly messagesSince: Date | null;
  readonly shipments: readonly (ToldShipment & {
    readonly leftAt: Date;
    readonly deliveredAt: Date | null;
  })[];
};

export type News = {
  readonly kinds: readonly NewsKind[];
  /** Shipments that are news; of these the last may have been delivered meanwhile. */
  readonly shipped: readonly string[];
  readonly delivered: readonly string[];
  /** Shipments that were said to have left and are back. */
  readonly takenBack: readonly string[];
  /** Shipments whose tracking number is known only now. */
  readonly tracked: readonly string[];
};

/** Older orders are history when they come in: nobody is told of them. */
const HISTORY_DAYS = 30;

/** What counts as told of an order of which nothing was told; null for history, which is never told. */
export function toldAtFirst(begin: Beginnings, truth: Truth): Told | null {
  if (daysBetween(begin.orderedOn, begin.createdOn) > HISTORY_DAYS) {
    return null;
  }
  const since = begin.messagesSince?.getTime() ?? Number.POSITIVE_INFINITY;
  const isOld = begin.createdAt.getTime() < since;
  const known = isOld || begin.byFile;
  return {
    confirmed: known,
    expectedOn: known ? truth.expectedOn : null,
    dueOn: known ? truth.dueOn : null,
    shipments: begin.shipments
      .filter((one) => one.leftAt.getTime() < since)
      .map(({ number, trackingNumber, deliveredAt }) => ({
        number,
        trackingNumber,
        delivered: deliveredAt !== null && deliveredAt.getTime() < since,
      })),
  };
}

/**
 * What to tell of an order, by what its workspace wants told; null when there is nothing. Days that
 * nobody knows any more are not told: the next day that is known is.
 */
export function newsOf(told: Told, truth: Truth, wanted: readonly NewsKind[]): News | null {
  const before = new Map(told.shipments.map((one) => [one.number, one]));
  const now = new Set(truth.shipments.map((one) => one.number));
  const numbers = (of: (one: ToldShipment, old: ToldShipment | undefined) => boolean) =>
    truth.shipments.filter((one) => of(one, before.get(one.number))).map((one) => one.number);
  const shipped = numbers((_, old) => old === undefined);
  const tracked = numbers(
    (one, old) =>
      old !== undefined &&
      one.trackingNumber !== null &&
      one.trackingNumber !== old.trackingNumber &&
      !one.delivered,
  );
  const delivered = numbers((one, old) => one.delivered && !(old?.delivered ?? false));
  const takenBack = told.shipments.map((one) => one.number).filter((number) => !now.has(number));
  const isNew = truth.confirmed && !told.confirmed;
  // Who hears that goods have left need not hear that the order came in.
  const hearsMore = wanted.includes("shipped") && shipped.length > 0;
  const kinds = NEWS_KINDS.filter(
    (kind) =>
      wanted.includes(kind) &&
      {
        confirmed: isNew && !hearsMore,
        date_changed: !isNew && told.confirmed && truth.isOwed && isOtherDay(told, truth),
        shipped: shipped.length + tracked.length + takenBack.length > 0,
        delivered: delivered.length > 0,
      }[kind],
  );
  const ofKind = (kind: NewsKind, list: readonly string[]) => (wanted.includes(kind) ? list : []);
  return kinds.length === 0
    ? null
    : {
        kinds,
        shipped: ofKind("shipped", shipped),
        tracked: ofKind("shipped", tracked),
        takenBack: ofKind("shipped", takenBack),
        delivered: ofKind("delivered", delivered),
      };
}

function isOtherDay(told: Told, truth: Truth): boolean {
  const differs = (before: Day | null, now: Day | null) => now !== null && now !== before;
  return differs(told.expectedOn, truth.expectedOn) || differs(told.dueOn, truth.dueOn);
}

/** What the client knows once that has been told. A day that is not known keeps the one told before. */
export function toldAfter(told: Told, truth: Truth): Told {
  return {
    confirmed: told.confirmed || truth.confirmed,
    expectedOn: truth.expectedOn ?? told.expectedOn,
    dueOn: truth.dueOn ?? told.dueOn,
    // A delivery that is taken back and recorded again is told once.
    shipments: truth.shipments.map((one) => ({
      ...one,
      delivered:
        one.delivered || told.shipments.some((old) => old.number === one.number && old.delivered),
    })),
  };
}
