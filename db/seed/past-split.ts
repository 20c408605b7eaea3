/** Decides which units of a past order left with which shipment, and which never did. */
import { ONE, type Quantity } from "@/lib/shared/quantity";
import type { Story } from "./past";
import type { PastLine, ShippedPart } from "./past-shipment";

/** Which units go with which shipment, and which are let go. */
export type Split = {
  readonly shipments: readonly (readonly ShippedPart[])[];
  readonly shortClosed: { readonly line: PastLine; readonly quantity: Quantity } | null;
};

export function splitOf(lines: readonly PastLine[], story: Story): Split {
  const last = lines.at(-1);
  if (story.shippedAt.length === 0 || !last) {
    return { shipments: [], shortClosed: null };
  }
  const lets = story.isShortClosed && last.planned.quantity > ONE;
  const shortClosed = lets ? { line: last, quantity: ONE } : null;
  const parts = lines.map((line) => ({
    line,
    quantity: line.planned.quantity - (shortClosed?.line === line ? ONE : 0),
  }));
  const rest = parts.at(-1);
  if (story.shippedAt.length === 1 || !rest) {
    return { shipments: [parts], shortClosed };
  }
  if (parts.length > 1) {
    return { shipments: [parts.slice(0, -1), [rest]], shortClosed };
  }
  const half = Math.floor(rest.quantity / ONE / 2) * ONE;
  const shipments =
    half > 0
      ? [[{ ...rest, quantity: half }], [{ ...rest, quantity: rest.quantity - half }]]
      : [parts];
  return { shipments, shortClosed };
}

export function shippedOf({ shipments }: Split, line: PastLine): Quantity {
  return shipments
    .flat()
    .filter((part) => part.line === line)
    .reduce((sum, part) => sum + part.quantity, 0);
}
