/** Decides how a client reads the split of one order line: quantities with days, never where they come from. */
import { type Day, formatFullDay } from "../shared/dates";
import { type Quantity, quantityText } from "../shared/quantity";
import { type LineFacts, owedOf } from "./lifecycle";

const KINDS = ["shipped", "ready", "expected", "undated", "prepared", "dropped"] as const;

export type ClientPiece = {
  readonly quantity: Quantity;
  readonly kind: (typeof KINDS)[number];
  /** When it left, or when it is expected. */
  readonly on: Day | null;
};

type Dated = { readonly quantity: Quantity; readonly on: Day };

/**
 * What has left, what is ready, and what comes when; the quantities add up to what was ordered.
 * Supply whose day has passed has no day any more.
 */
export function clientSplit(
  line: LineFacts,
  { shipped, supply }: { readonly shipped: readonly Dated[]; readonly supply: readonly Dated[] },
  { today, cancelled }: { readonly today: Day; readonly cancelled: boolean },
): readonly ClientPiece[] {
  if (line.kind === "service") {
    return [];
  }
  const left = byDay(shipped, line.shipped);
  const undatedLeft = line.shipped - sum(left);
  const owed = owedOf(line);
  const dropped = line.shortClosed + (cancelled ? owed : 0);
  const ready = cancelled ? 0 : Math.min(line.reserved, owed);
  const isDated = line.tracked && !cancelled;
  const coming = isDated
    ? byDay(
        supply.filter((piece) => piece.on >= today),
        owed - ready,
      )
    : [];
  const rest = cancelled ? 0 : owed - ready - sum(coming);
  const pieces: ClientPiece[] = [
    ...left.map((piece) => ({ ...piece, kind: "shipped" as const })),
    { kind: "shipped", quantity: undatedLeft, on: null },
    { kind: "ready", quantity: ready, on: null },
    ...coming.map((piece) => ({ ...piece, kind: "expected" as const })),
    { kind: line.tracked ? "undated" : "prepared", quantity: rest, on: null },
    { kind: "dropped", quantity: dropped, on: null },
  ];
  return pieces.filter((piece) => piece.quantity > 0);
}

const sum = (pieces: readonly Dated[]): Quantity =>
  pieces.reduce((total, piece) => total + piece.quantity, 0);

/** One piece a day, earliest first, and no more than `most` in all. */
function byDay(pieces: readonly Dated[], most: Quantity): Dated[] {
  const days = [...new Set(pieces.map((piece) => piece.on))].sort();
  let left = most;
  return days.map((on) => {
    const asked = sum(pieces.filter((piece) => piece.on === on));
    const quantity = Math.min(asked, left);
    left -= quantity;
    return { on, quantity };
  });
}

const WORDS = {
  shipped: "shipped",
  ready: "ready to ship",
  expected: "expected",
  undated: "without a date yet",
  prepared: "being prepared",
  dropped: "will not be shipped",
} as const satisfies Record<ClientPiece["kind"], string>;

/** "2 expected Fri 12 June". */
export function pieceWords({ quantity, kind, on }: ClientPiece, locale: string, today: Day) {
  const words = `${quantityText(quantity)} ${WORDS[kind]}`;
  return on === null ? words : `${words} ${formatFullDay(on, locale, today)}`;
}
