import "server-only";
import { and, eq, isNotNull, isNull } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { shipments } from "@/db/schema/shipments";
import { appendEvent } from "@/lib/orders/events";
import { lockOrders } from "@/lib/orders/facts";
import { accept, type Outcome, refuse } from "@/lib/shared/outcome";
import { type Context, withWorkspace } from "@/lib/workspaces/context";

type DeliveryRefusal = "not_found" | "not_dispatched" | "already_delivered" | "not_delivered_yet";

type Delivered = { readonly order: string };

/** Records that a shipment has arrived. It changes no stock and no tab: the shipment left long before. */
export async function recordDelivery(
  ctx: Context,
  number: string,
): Promise<Outcome<Delivered, DeliveryRefusal>> {
  return onShipment(ctx, number, async (tx, { id, orderId }) => {
    const [changed] = await tx
      .update(shipments)
      .set({ deliveredAt: ctx.now })
      .where(
        and(
          isShipment(ctx, id),
          isNotNull(shipments.dispatchedAt),
          isNull(shipments.voidedAt),
          isNull(shipments.deliveredAt),
        ),
      )
      .returning({ id: shipments.id });
    if (changed) {
      await appendEvent(tx, ctx, orderId, {
        type: "delivered",
        cause: "by_hand",
        data: { shipment: number },
      });
      return null;
    }
    const [known] = await tx.select().from(shipments).where(isShipment(ctx, id));
    return known?.deliveredAt ? "already_delivered" : "not_dispatched";
  });
}

/** Takes a delivery back that was recorded by mistake. */
export async function takeBackDelivery(
  ctx: Context,
  number: string,
): Promise<Outcome<Delivered, DeliveryRefusal>> {
  return onShipment(ctx, number, async (tx, { id, orderId }) => {
    const [changed] = await tx
      .update(shipments)
      .set({ deliveredAt: null })
      .where(and(isShipment(ctx, id), isNotNull(shipments.deliveredAt)))
      .returning({ id: shipments.id });
    if (!changed) {
      return "not_delivered_yet";
    }
    await appendEvent(tx, ctx, orderId, {
      type: "delivery_taken_back",
      cause: "by_hand",
      data: { shipment: number },
    });
    return null;
  });
}

const isShipment = (ctx: Context, id: string) =>
  and(eq(shipments.workspaceId, ctx.workspaceId), eq(shipments.id, id));

/** Runs a change of a shipment under its order's lock. */
async function onShipment(
  ctx: Context,
  number: string,
  change: (
    tx: Transaction,
    shipment: { readonly id: string; readonly orderId: string },
  ) => Promise<DeliveryRefusal | null>,
): Promise<Outcome<Delivered, DeliveryRefusal>> {
  return withWorkspace(ctx, async (tx) => {
    const [shipment] = await tx
      .select({ id: shipments.id, orderId: shipments.orderId })
      .from(shipments)
      .where(and(eq(shipments.workspaceId, ctx.workspaceId), eq(shipments.number, number)));
    const [order] = shipment ? await lockOrders(tx, ctx, [shipment.orderId]) : [];
    if (!shipment || !order) {
      return refuse("not_found");
    }
    const refusal = await change(tx, shipment);
    return refusal === null
      ? accept({ order: order.row.number })
      : refuse(refusal, { data: { shipment: number } });
  });
}
