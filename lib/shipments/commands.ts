import "server-only";
import { lockOrders, orderIdsByNumber } from "@/lib/orders/facts";
import type { Moved } from "@/lib/orders/move";
import { accept, type Outcome, refuse } from "@/lib/shared/outcome";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { type ChooseRefusal, chooseShipment } from "./choose";
import { recordFacts } from "./facts";

export type MarkShippedRefusal = ChooseRefusal | "not_found" | "short" | "already_shipped";

/** Records that an order's goods have been handed over: its draft shipment, else a new one of what is reserved. */
export async function markShipped(
  ctx: Context,
  input: {
    orderNumber: string;
    batchId: string;
    carrier?: string | null;
    trackingNumber?: string | null;
  },
): Promise<Outcome<{ shipment: string; moved: Moved | null }, MarkShippedRefusal>> {
  return withWorkspace(ctx, async (tx) => {
    const [id] = await orderIdsByNumber(tx, ctx, [input.orderNumber]);
    const [order] = await lockOrders(tx, ctx, id ? [id] : []);
    if (!order) {
      return refuse("not_found");
    }
    const chosen = await chooseShipment(tx, ctx, order, input);
    if (!chosen.ok) {
      return chosen;
    }
    const shipment = chosen.value;
    if (shipment.dispatchedAt !== null && shipment.handedOverAt !== null) {
      return refuse("already_shipped", { data: { shipment: shipment.number } });
    }
    const outcome = await recordFacts(tx, ctx, order, shipment, {
      facts: ["marked_shipped"],
      event: { type: "marked_shipped", cause: "by_hand", data: { shipment: shipment.number } },
      batchId: input.batchId,
    });
    if (!outcome.ok) {
      return outcome;
    }
    return accept({ shipment: shipment.number, moved: outcome.value.moved });
  });
}
