/** Decides what the production orders linked to a line mean for it. */
import type { Quantity } from "../shared/quantity";
import type { LineFacts } from "./lifecycle";

type LinkedProduction = {
  readonly quantity: Quantity;
  readonly made: Quantity;
  readonly isStarted: boolean;
  readonly isBlocked: boolean;
  readonly isFinished: boolean;
};

/** What of a line's facts comes from the production orders linked to it. */
export type Making = Pick<LineFacts, "made" | "toCome" | "productionStarted" | "productionBlocked">;

/** What is made for a line, what is still to come, and whether it has begun or is blocked. */
export function makingOf(linked: readonly LinkedProduction[]): Making {
  const open = linked.filter((production) => !production.isFinished);
  return {
    made: linked.reduce((sum, { made }) => sum + made, 0),
    toCome: open.reduce((sum, { quantity, made }) => sum + Math.max(0, quantity - made), 0),
    // One that was started and then given up has not begun anything that still counts.
    productionStarted: open.some((production) => production.isStarted),
    productionBlocked: open.some((production) => production.isBlocked),
  };
}
