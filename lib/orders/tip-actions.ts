/** Decides which actions end the tip of a status: what would help the order now, and the role may do. */
import { may, type Role } from "../auth/permissions";
import { type Quantity, quantityText } from "../shared/quantity";
import type { Holder } from "./explanation";
import { type LineFacts, type OrderFacts, tabOf, unplannedOf } from "./lifecycle";

export type TipActions = {
  /** How many units of made products are short and nobody plans to make; null where there is nothing to make. */
  readonly make: string | null;
  /** Whether a better place in the queue would bring it units that others hold. */
  readonly changesPriority: boolean;
};

type TipFacts = Pick<OrderFacts, "closedAt" | "archiveReason"> & {
  readonly lines: readonly LineFacts[];
  readonly row: { readonly onHold: boolean };
};

/** A held order gets nothing, so neither would help it. */
export function tipActionsOf(
  order: TipFacts,
  holders: readonly Pick<Holder, "isAhead">[],
  role: Role,
): TipActions {
  const takesPart = tabOf(order) === "open" && !order.row.onHold;
  const goods = takesPart ? order.lines.filter((line) => line.kind === "goods") : [];
  const unplanned = goods.reduce<Quantity>((sum, line) => sum + unplannedOf(line), 0);
  return {
    make: unplanned > 0 && may(role, "production.write") ? quantityText(unplanned) : null,
    changesPriority:
      takesPart && holders.some(({ isAhead }) => isAhead) && may(role, "orders.move"),
  };
}
