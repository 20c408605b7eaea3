import "server-only";
import { and, eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { shipments } from "@/db/schema/shipments";
import { type LoadedOrder, lockOrders } from "@/lib/orders/facts";
import type { Context } from "@/lib/workspaces/context";
import { askForTracking } from "./channel-notice";
import type { Shipment } from "./dispatch";

/** A shipment by its number; null for an unknown one and for another workspace's alike. */
export async function findShipment(
  tx: Transaction,
  ctx: Pick<Context, "workspaceId">,
  number: string,
): Promise<Shipment | null> {
  const [shipment] = await tx
    .select()
    .from(shipments)
    .where(and(eq(shipments.workspaceId, ctx.workspaceId), eq(shipments.number, number)));
  return shipment ?? null;
}

/** Locks a shipment's order and answers both as they are under the lock; null where there is none. */
export async function lockShipment(
  tx: Transaction,
  ctx: Context,
  number: string,
): Promise<{ readonly order: LoadedOrder; readonly shipment: Shipment } | null> {
  const found = await findShipment(tx, ctx, number);
  const [order] = found ? await lockOrders(tx, ctx, [found.orderId]) : [];
  const shipment = order ? await findShipment(tx, ctx, number) : null;
  return order && shipment ? { order, shipment } : null;
}

/** Writes who carries a shipment, and when it is to leave, where that changes, and has its marketplace told of a new tracking number. */
export async function withCarrier(
  tx: Transaction,
  ctx: Context,
  order: LoadedOrder,
  shipment: Shipment,
  given: Pick<Shipment, "carrier" | "trackingNumber"> & Partial<Pick<Shipment, "plannedShipOn">>,
): Promise<Shipment> {
  const known = { plannedShipOn: shipment.plannedShipOn, ...given };
  const isCarriedAnew =
    known.carrier !== shipment.carrier || known.trackingNumber !== shipment.trackingNumber;
  if (isCarriedAnew || known.plannedShipOn !== shipment.plannedShipOn) {
    await tx
      .update(shipments)
      .set({ ...known, version: shipment.version + 1 })
      .where(and(eq(shipments.workspaceId, ctx.workspaceId), eq(shipments.id, shipment.id)));
    if (isCarriedAnew) {
      await askForTracking(tx, ctx, order.row, shipment);
    }
    return { ...shipment, ...known, version: shipment.version + 1 };
  }
  return shipment;
}
