import "server-only";
import type { Transaction } from "@/db/client";
import { type LoadedOrder, lockOrders, orderIdsByNumber } from "@/lib/orders/facts";
import type { Moved } from "@/lib/orders/move";
import type { ChoiceRefusal } from "@/lib/orders/shipment-choice";
import { accept, type Outcome, refuse } from "@/lib/shared/outcome";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { chooseShipment } from "./choose";
import type { Shipment } from "./dispatch";
import { recordFacts } from "./facts";
import { findShipment, withCarrier } from "./find";

export type MarkShippedRefusal =
  | ChoiceRefusal
  | "not_found"
  | "short"
  | "already_shipped"
  | "shipment_voided";

type HandOver = ({ readonly orderNumber: string } | { readonly shipmentNumber: string }) & {
  readonly batchId: string;
  readonly carrier?: string | null | undefined;
  readonly trackingNumber?: string | null | undefined;
};

/**
 * Records that goods have been handed over: the shipment named; or an order's draft, else a new one of
 * what is reserved.
 */
export async function markShipped(
  ctx: Context,
  input: HandOver,
): Promise<Outcome<{ order: string; shipment: string; moved: Moved | null }, MarkShippedRefusal>> {
  return withWorkspace(ctx, async (tx) => {
    const [order] = await lockOrders(tx, ctx, await orderIdsOf(tx, ctx, input));
    if (!order) {
      return refuse("not_found");
    }
    const chosen = await shipmentOf(tx, ctx, order, input);
    if (!chosen.ok) {
      return chosen;
    }
    if (chosen.value.dispatchedAt !== null && chosen.value.handedOverAt !== null) {
      return refuse("already_shipped", { data: { shipment: chosen.value.number } });
    }
    // Who carries a shipment may become known only when it is handed over.
    const shipment = await withCarrier(tx, ctx, order, chosen.value, {
      carrier: input.carrier ?? chosen.value.carrier,
      trackingNumber: input.trackingNumber ?? chosen.value.trackingNumber,
    });
    const outcome = await recordFacts(tx, ctx, order, shipment, {
      facts: ["marked_shipped"],
      event: { type: "marked_shipped", cause: "by_hand", data: { shipment: shipment.number } },
      batchId: input.batchId,
    });
    if (!outcome.ok) {
      return outcome;
    }
    return accept({
      order: order.row.number,
      shipment: shipment.number,
      moved: outcome.value.moved,
    });
  });
}

async function orderIdsOf(tx: Transaction, ctx: Context, input: HandOver): Promise<string[]> {
  if ("shipmentNumber" in input) {
    const shipment = await findShipment(tx, ctx, input.shipmentNumber);
    return shipment ? [shipment.orderId] : [];
  }
  const [id] = await orderIdsByNumber(tx, ctx, [input.orderNumber]);
  return id ? [id] : [];
}

async function shipmentOf(
  tx: Transaction,
  ctx: Context,
  order: LoadedOrder,
  input: HandOver,
): Promise<Outcome<Shipment, MarkShippedRefusal>> {
  if (!("shipmentNumber" in input)) {
    return chooseShipment(tx, ctx, order, {
      carrier: input.carrier ?? null,
      trackingNumber: input.trackingNumber ?? null,
    });
  }
  const shipment = await findShipment(tx, ctx, input.shipmentNumber);
  if (!shipment) {
    return refuse("not_found");
  }
  if (shipment.voidedAt !== null) {
    return refuse("shipment_voided", { data: { shipment: shipment.number } });
  }
  return shipment.dispatchedAt === null && order.row.onHold ? refuse("on_hold") : accept(shipment);
}
