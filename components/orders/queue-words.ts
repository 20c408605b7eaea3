/** Decides how a move in the queue is said: what an order waits for, before and after, and by how much it slips. */
import type { Effect } from "@/lib/orders/queue";
import { type Day, formatDay } from "@/lib/shared/dates";
import { quantityText } from "@/lib/shared/quantity";

type Reader = { readonly locale: string; readonly today: Day };

/** "In stock", "Fri 12 Jun", "Short 2". */
export function waitWords({ short, on }: Effect["before"], { locale, today }: Reader): string {
  if (short > 0) {
    return `Short ${quantityText(short)}`;
  }
  return on === null ? "In stock" : formatDay(on, locale, today);
}

/** "3 days later", "1 day earlier", or what happens to the units that nothing covers. */
export function changeWords({ days, before, after, slips }: Effect): string {
  if (days !== null && days !== 0) {
    const size = Math.abs(days);
    return `${size} ${size === 1 ? "day" : "days"} ${days > 0 ? "later" : "earlier"}`;
  }
  if (before.short === after.short) {
    return slips ? "Waits longer" : "Waits less";
  }
  const units = quantityText(Math.abs(after.short - before.short));
  return slips ? `${units} more short` : `${units} less short`;
}

/** Whether the promise was kept before the move and is broken by it. */
export function breaksPromise({ before, after, slips }: Effect, promise: Day | null): boolean {
  const isKept = ({ short, on }: Effect["before"]) =>
    promise === null || (short === 0 && (on === null || on <= promise));
  return slips && isKept(before) && !isKept(after);
}

/** "2 orders slip, 1 gains." */
export function effectsWords(effects: readonly Pick<Effect, "slips">[]): string {
  const slip = effects.filter((effect) => effect.slips).length;
  const gain = effects.length - slip;
  const orders = (count: number) => (count === 1 ? "1 order" : `${count} orders`);
  const parts = [
    ...(slip > 0 ? [`${orders(slip)} ${slip === 1 ? "slips" : "slip"}`] : []),
    ...(gain > 0 ? [`${slip > 0 ? gain : orders(gain)} ${gain === 1 ? "gains" : "gain"}`] : []),
  ];
  return parts.length > 0 ? `${parts.join(", ")}.` : "Nobody slips and nobody gains.";
}

/** "SO-1042 moved from place 12 to 3." */
export function queueMovedWords(data: Readonly<Record<string, unknown>>): string {
  return data.from === data.to
    ? `${data.order} stands at place ${data.to} already.`
    : `${data.order} moved from place ${data.from} to ${data.to}.`;
}
