/** Decides whether a request to move an order is allowed: a plan of what it does, or a refusal that says why. */
import { accept, type Outcome, refuse } from "../shared/outcome";
import {
  ARCHIVE_REASONS,
  type ArchiveReason,
  isCompleted,
  isMet,
  type OrderFacts,
  owedOf,
  type Tab,
  tabOf,
} from "./lifecycle";

/** The requests that change an order's tab. */
export type MoveRequest =
  | { readonly type: "close"; readonly byHand: boolean }
  | { readonly type: "archive"; readonly reason: ArchiveReason; readonly note?: string | undefined }
  | { readonly type: "reopen" };
const MOVE_TYPES = ["close", "archive", "reopen"] as const satisfies readonly MoveRequest["type"][];

/** Which requests a tab knows at all; the facts then decide. */
export const MOVES_FROM = {
  open: ["close", "archive"],
  closed: ["archive", "reopen"],
  archived: ["reopen"],
} as const satisfies Record<Tab, readonly MoveRequest["type"][]>;

const MOVE_REFUSALS = [
  "already_closed",
  "already_archived",
  "already_open",
  "not_met",
  "nothing_shipped",
  "partly_shipped",
  "note_missing",
  "not_closed",
  "not_completed",
] as const;
export type MoveRefusal = (typeof MOVE_REFUSALS)[number];

/** A decided move: the tab it ends in and what it does to the facts. */
export type MovePlan = {
  readonly type: "closed" | "archived" | "reopened" | "unarchived";
  readonly from: Tab;
  readonly to: Tab;
  readonly reason: ArchiveReason | null;
  /** The remainder of every goods line is short-closed. */
  readonly shortCloses: boolean;
  /** All reservations are released. */
  readonly releases: boolean;
};

const ALREADY: Record<Tab, MoveRefusal> = {
  open: "already_open",
  closed: "already_closed",
  archived: "already_archived",
};

/** Decides a request: a plan, or a refusal that says why. */
export function decideMove(
  order: OrderFacts,
  request: MoveRequest,
): Outcome<MovePlan, MoveRefusal> {
  const from = tabOf(order);
  const known: readonly string[] = MOVES_FROM[from];
  if (!known.includes(request.type)) {
    return refuse(ALREADY[from]);
  }
  switch (request.type) {
    case "close":
      return decideClose(order, from, request.byHand);
    case "archive":
      return decideArchive(order, from, request.reason, request.note);
    case "reopen":
      return decideReopen(order, from);
  }
}

function decideClose(
  order: OrderFacts,
  from: Tab,
  byHand: boolean,
): Outcome<MovePlan, MoveRefusal> {
  const goods = order.lines.filter((line) => line.kind === "goods");
  const shipsNothing = !goods.some((line) => line.shipped > 0);
  if (goods.length > 0 && shipsNothing) {
    return refuse("nothing_shipped");
  }
  if (!byHand && !isMet(order)) {
    return refuse("not_met");
  }
  const shortCloses = goods.some((line) => owedOf(line) > 0);
  return accept({
    type: "closed",
    from,
    to: "closed",
    reason: null,
    shortCloses,
    releases: shortCloses,
  });
}

function decideArchive(
  order: OrderFacts,
  from: Tab,
  reason: ArchiveReason,
  note: string | undefined,
): Outcome<MovePlan, MoveRefusal> {
  const refusal = archiveRefusal(order, from, reason, note);
  if (refusal) {
    return refuse(refusal);
  }
  return accept({
    type: "archived",
    from,
    to: "archived",
    reason,
    shortCloses: false,
    releases: true,
  });
}

function archiveRefusal(
  order: OrderFacts,
  from: Tab,
  reason: ArchiveReason,
  note: string | undefined,
) {
  const anyShipped = order.lines.some((line) => line.shipped > 0);
  switch (reason) {
    case "asn":
    case "aged":
      return from === "closed" ? null : "not_closed";
    case "completed":
      return isCompleted(order) ? null : "not_completed";
    case "cancelled":
      return anyShipped ? "partly_shipped" : null;
    case "not_to_be_fulfilled":
      if (anyShipped && order.closedAt === null) {
        return "partly_shipped";
      }
      return note?.trim() ? null : "note_missing";
  }
}

function decideReopen(order: OrderFacts, from: Tab): Outcome<MovePlan, MoveRefusal> {
  if (from === "archived" && order.closedAt !== null) {
    return accept({
      type: "unarchived",
      from,
      to: "closed",
      reason: null,
      shortCloses: false,
      releases: false,
    });
  }
  const type = from === "archived" ? "unarchived" : "reopened";
  return accept({ type, from, to: "open", reason: null, shortCloses: false, releases: false });
}

/** The requests the buttons may offer now: exactly those that {@link decideMove} would accept. */
export function allowedMoves(order: OrderFacts): readonly MoveRequest["type"][] {
  const tries: readonly MoveRequest[] = [
    { type: "close", byHand: true },
    ...ARCHIVE_REASONS.map((reason) => ({ type: "archive", reason, note: "-" }) as const),
    { type: "reopen" },
  ];
  return MOVE_TYPES.filter((type) =>
    tries.some((request) => request.type === type && decideMove(order, request).ok),
  );
}
