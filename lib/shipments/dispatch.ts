import "server-only";
import { and, eq, inArray, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { asns } from "@/db/schema/asns";
import { orderLines } from "@/db/schema/orders";
import { products, stockMovements } from "@/db/schema/products";
import { reservations, shipmentLines, shipments } from "@/db/schema/shipments";
import { appendEvent } from "@/lib/orders/events";
import type { LoadedOrder } from "@/lib/orders/facts";
import type { ClosingFact } from "@/lib/orders/policy";
import { newId } from "@/lib/shared/ids";
import { accept, type Outcome, refuse } from "@/lib/shared/outcome";
import { type Quantity, quantityText } from "@/lib/shared/quantity";
import type { Context } from "@/lib/workspaces/context";
import { askForNotice, withdrawNotice } from "./channel-notice";
import { pin } from "./draft";

export type Shipment = typeof shipments.$inferSelect;
type ShipmentLine = typeof shipmentLines.$inferSelect;

async function linesOf(tx: Transaction, ctx: Pick<Context, "workspaceId">, shipmentId: string) {
  return tx
    .select()
    .from(shipmentLines)
    .where(
      and(eq(shipmentLines.workspaceId, ctx.workspaceId), eq(shipmentLines.shipmentId, shipmentId)),
    )
    .orderBy(shipmentLines.productId, shipmentLines.id);
}

/** Refused (`short`) when a reservation that a draft pinned was lost and its lines hold no other units. */
export async function checkPins(
  tx: Transaction,
  ctx: Context,
  order: LoadedOrder,
  shipment: Shipment,
): Promise<Outcome<null, "short">> {
  const short = await missingOf(tx, ctx, order, await linesOf(tx, ctx, shipment.id));
  return short ? refuse("short", { data: short }) : accept(null);
}

/** Sends a draft shipment on its way: its stock leaves the ledger, once. The order is locked, its pins are checked. */
export async function dispatch(
  tx: Transaction,
  ctx: Context,
  order: LoadedOrder,
  shipment: Shipment,
  why: { fact: ClosingFact; policyVersion: number },
): Promise<void> {
  const lines = await linesOf(tx, ctx, shipment.id);
  const dispatchNo = shipment.dispatchNo + 1;
  for (const line of lines) {
    const tracked = order.lines.find((one) => one.id === line.orderLineId)?.tracked ?? false;
    if (tracked) {
      await moveStock(tx, ctx, line, { reason: "dispatch", dispatchNo, change: -line.quantity });
      await tx
        .delete(reservations)
        .where(
          and(
            eq(reservations.workspaceId, ctx.workspaceId),
            eq(reservations.shipmentLineId, line.id),
          ),
        );
    }
    await shipUnits(tx, ctx, line.orderLineId, line.quantity, tracked);
  }
  await tx
    .update(shipments)
    .set({
      dispatchedAt: ctx.now,
      dispatchedBy: ctx.actor.name,
      dispatchNo,
      policyVersion: why.policyVersion,
    })
    .where(and(eq(shipments.workspaceId, ctx.workspaceId), eq(shipments.id, shipment.id)));
  await appendEvent(tx, ctx, order.row.id, {
    type: "dispatched",
    cause: why.fact,
    policyVersion: why.policyVersion,
    data: { shipment: shipment.number },
  });
  // What a marketplace says it shipped, it knows.
  if (why.fact !== "channel_shipped") {
    await askForNotice(tx, ctx, order.row, { id: shipment.id, dispatchNo });
  }
}

/** Tops up pins from the lines' own reservations; answers the first line that stays short. */
async function missingOf(
  tx: Transaction,
  ctx: Context,
  order: LoadedOrder,
  lines: readonly ShipmentLine[],
) {
  const held = await tx
    .select({ id: reservations.shipmentLineId, quantity: reservations.quantity })
    .from(reservations)
    .where(
      and(
        eq(reservations.workspaceId, ctx.workspaceId),
        inArray(
          reservations.shipmentLineId,
          lines.map((line) => line.id),
        ),
      ),
    );
  for (const line of lines) {
    const ordered = order.lines.find((one) => one.id === line.orderLineId);
    const pinned = held.find((one) => one.id === line.id)?.quantity ?? 0;
    const missing = line.quantity - pinned;
    if (ordered?.tracked && missing > 0) {
      const found = await pin(
        tx,
        ctx,
        { shipmentLineId: line.id, orderLineId: line.orderLineId, productId: line.productId },
        missing,
      );
      if (found < missing) {
        return { sku: ordered.sku, missing: quantityText(missing - found) };
      }
    }
  }
  return null;
}

/** The shipment has been announced, or may have been: what others know can't be taken back here. */
export type UndoDispatchRefusal = "asn_sent" | "channel_confirmed" | "channel_unsure";

/** Takes a dispatch back: the stock returns, the shipment is a draft again and holds what it had. */
export async function undoDispatch(
  tx: Transaction,
  ctx: Context,
  order: LoadedOrder,
  shipmentId: string,
): Promise<Outcome<Shipment, UndoDispatchRefusal | "not_dispatched">> {
  const [shipment] = await tx
    .select()
    .from(shipments)
    .where(and(eq(shipments.workspaceId, ctx.workspaceId), eq(shipments.id, shipmentId)));
  if (!shipment?.dispatchedAt) {
    return refuse("not_dispatched");
  }
  const asn = await liveAsn(tx, ctx, shipmentId);
  const told = { data: { shipment: shipment.number, channel: order.row.source } };
  if (asn !== null) {
    return refuse(asn.format === "channel" ? "channel_confirmed" : "asn_sent", told);
  }
  const withdrawn = await withdrawNotice(tx, ctx, shipment);
  if (!withdrawn.ok) {
    return refuse(withdrawn.refusal.code, told);
  }
  for (const line of await linesOf(tx, ctx, shipmentId)) {
    const tracked = await movedStock(tx, ctx, line.id, shipment.dispatchNo);
    if (tracked) {
      await moveStock(tx, ctx, line, {
        reason: "dispatch_undone",
        dispatchNo: shipment.dispatchNo,
        change: line.quantity,
      });
      await tx.insert(reservations).values({
        id: newId(),
        workspaceId: ctx.workspaceId,
        productId: line.productId,
        orderLineId: line.orderLineId,
        shipmentLineId: line.id,
        quantity: line.quantity,
      });
    }
    await shipUnits(tx, ctx, line.orderLineId, -line.quantity, tracked);
  }
  const [draft] = await tx
    .update(shipments)
    .set({ dispatchedAt: null, dispatchedBy: null, policyVersion: null, deliveredAt: null })
    .where(and(eq(shipments.workspaceId, ctx.workspaceId), eq(shipments.id, shipmentId)))
    .returning();
  await appendEvent(tx, ctx, order.row.id, {
    type: "dispatch_undone",
    cause: "undo",
    data: { shipment: shipment.number },
  });
  return accept(draft ?? shipment);
}

/** The ASN of a shipment that is sent or accepted, if any. */
async function liveAsn(tx: Transaction, ctx: Pick<Context, "workspaceId">, shipmentId: string) {
  const [asn] = await tx
    .select({ format: asns.format })
    .from(asns)
    .where(
      and(
        eq(asns.workspaceId, ctx.workspaceId),
        eq(asns.shipmentId, shipmentId),
        inArray(asns.state, ["sent", "accepted"]),
      ),
    );
  return asn ?? null;
}

async function movedStock(
  tx: Transaction,
  ctx: Pick<Context, "workspaceId">,
  shipmentLineId: string,
  dispatchNo: number,
): Promise<boolean> {
  const [movement] = await tx
    .select({ id: stockMovements.id })
    .from(stockMovements)
    .where(
      and(
        eq(stockMovements.workspaceId, ctx.workspaceId),
        eq(stockMovements.shipmentLineId, shipmentLineId),
        eq(stockMovements.reason, "dispatch"),
        eq(stockMovements.dispatchNo, dispatchNo),
      ),
    );
  return movement !== undefined;
}

async function moveStock(
  tx: Transaction,
  ctx: Context,
  line: ShipmentLine,
  move: { reason: "dispatch" | "dispatch_undone"; dispatchNo: number; change: Quantity },
): Promise<void> {
  await tx.insert(stockMovements).values({
    id: newId(),
    workspaceId: ctx.workspaceId,
    productId: line.productId,
    quantity: move.change,
    reason: move.reason,
    shipmentLineId: line.id,
    dispatchNo: move.dispatchNo,
    actorName: ctx.actor.name,
    at: ctx.now,
  });
  const change = quantityText(move.change);
  await tx
    .update(products)
    .set({
      onHand: sql`${products.onHand} + ${change}::numeric`,
      reserved: sql`${products.reserved} + ${change}::numeric`,
    })
    .where(and(eq(products.workspaceId, ctx.workspaceId), eq(products.id, line.productId)));
}

async function shipUnits(
  tx: Transaction,
  ctx: Pick<Context, "workspaceId">,
  orderLineId: string,
  quantity: Quantity,
  tracked: boolean,
): Promise<void> {
  const change = quantityText(quantity);
  await tx
    .update(orderLines)
    .set({
      shipped: sql`${orderLines.shipped} + ${change}::numeric`,
      ...(tracked ? { reserved: sql`${orderLines.reserved} - ${change}::numeric` } : {}),
    })
    .where(and(eq(orderLines.workspaceId, ctx.workspaceId), eq(orderLines.id, orderLineId)));
}
