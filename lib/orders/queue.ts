/** Decides which rank puts an order at a place in the queue, and who slips or gains when it goes there. */
import { type Day, daysBetween } from "../shared/dates";
import type { Quantity } from "../shared/quantity";
import { type LineCover, type ProductStock, planAllocation } from "../stock/availability";

/** The gap between two neighbours in the queue. */
export const RANK_STEP = 1024;

/** Where an order stands: ranks may be equal, then ids decide. */
export type Standing = { readonly id: string; readonly rank: number };

/** The place behind one order and before another; null where there is none. */
export type Gap = { readonly before: Standing | null; readonly after: Standing | null };

/** The rank in the middle of a gap; null where the gap is used up. */
export function rankIn({ before, after }: Gap): number | null {
  if (before === null) {
    return after === null ? 0 : after.rank - RANK_STEP;
  }
  if (after === null) {
    return before.rank + RANK_STEP;
  }
  const middle = Math.floor((before.rank + after.rank) / 2);
  return middle > before.rank && middle < after.rank ? middle : null;
}

/** Even ranks for `count` orders strictly between two ranks; null where they do not fit with room to spare. */
export function spreadRanks(from: number, to: number, count: number): number[] | null {
  const step = Math.floor((to - from) / (count + 1));
  return step < 2 ? null : Array.from({ length: count }, (_, at) => from + step * (at + 1));
}

/** What an order waits for: short units first of all, else the last day of its dated supply. */
type Wait = { readonly short: Quantity; readonly on: Day | null };

/** How the move of one order changes what another waits for. */
export type Effect = {
  readonly orderId: string;
  readonly before: Wait;
  readonly after: Wait;
  /** Calendar days later; negative is earlier, null where units are short before or after. */
  readonly days: number | null;
  readonly slips: boolean;
};

type Lines = ReadonlyMap<string, Pick<LineCover, "expected" | "expectedOn" | "short">>;
type OrderLine = { readonly orderId: string; readonly lineId: string };

/**
 * What each order waits for before and after `order` moves into the gap. Only orders for which that
 * changes are answered, the ones that slip first, the worst of them first.
 */
export function queueEffects(
  stocks: readonly ProductStock[],
  move: { readonly order: string; readonly to: Gap },
  /** Covers of these orders' other lines, which the move does not touch. */
  others: readonly (OrderLine & Pick<LineCover, "expected" | "expectedOn" | "short">)[],
  today: Day,
): Effect[] {
  const before = coversOf(stocks);
  const after = coversOf(stocks.map((stock) => requeued(stock, move)));
  const lines = [
    ...stocks.flatMap((stock) => stock.demands.map(({ orderId, lineId }) => ({ orderId, lineId }))),
    ...others,
  ];
  const fixed: Lines = new Map(others.map((line) => [line.lineId, line]));
  const effects = [...Map.groupBy(lines, (line) => line.orderId)].flatMap(([orderId, own]) => {
    const was = waitOf(own, new Map([...fixed, ...before]));
    const will = waitOf(own, new Map([...fixed, ...after]));
    const change = changeOf(was, will, today);
    return change === null ? [] : [{ orderId, before: was, after: will, ...change }];
  });
  return effects.sort(
    (a, b) => Number(b.slips) - Number(a.slips) || weightOf(b) - weightOf(a) || byId(a, b),
  );
}

/** The same demands with the order at its new place. */
function requeued(
  stock: ProductStock,
  { order, to }: { readonly order: string; readonly to: Gap },
): ProductStock {
  const isBehind = ({ rank, orderId }: { rank: number; orderId: string }) =>
    to.after !== null &&
    (rank > to.after.rank || (rank === to.after.rank && orderId >= to.after.id));
  return {
    ...stock,
    // Everybody before the gap, then the order itself, then everybody behind; inside each as they stood.
    demands: inOrder(stock.demands).map((demand, at) => ({
      ...demand,
      rank:
        (demand.orderId === order ? 1 : isBehind(demand) ? 2 : 0) * stock.demands.length * 2 + at,
    })),
  };
}

function inOrder(demands: ProductStock["demands"]): ProductStock["demands"] {
  return [...demands].sort(
    (a, b) => a.rank - b.rank || (a.orderId < b.orderId ? -1 : a.orderId > b.orderId ? 1 : 0),
  );
}

function coversOf(stocks: readonly ProductStock[]): Lines {
  return new Map(stocks.flatMap((stock) => [...planAllocation(stock).lines]));
}

function waitOf(own: readonly OrderLine[], covers: Lines): Wait {
  let short = 0;
  let on: Day | null = null;
  for (const { lineId } of own) {
    const cover = covers.get(lineId);
    short += cover?.short ?? 0;
    if (cover?.expectedOn && (on === null || cover.expectedOn > on)) {
      on = cover.expectedOn;
    }
  }
  return { short, on };
}

function changeOf(before: Wait, after: Wait, today: Day): Pick<Effect, "days" | "slips"> | null {
  if (before.short !== after.short) {
    return { days: null, slips: after.short > before.short };
  }
  const days = daysBetween(before.on ?? today, after.on ?? today);
  if (before.on === after.on) {
    return null;
  }
  // Late supply is worse than none to wait for, though its day has passed.
  const slips = before.on === null || (after.on !== null && after.on > before.on);
  return { days: before.short > 0 ? null : days, slips };
}

const weightOf = ({ after, before, days }: Effect) =>
  Math.abs(after.short - before.short) * 1e6 + Math.abs(days ?? 0);
const byId = (a: Effect, b: Effect) => (a.orderId < b.orderId ? -1 : 1);
