import "server-only";
import { and, eq, inArray, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { asns } from "@/db/schema/asns";
import { orderLines } from "@/db/schema/orders";
import { products, stockMovements } from "@/db/schema/products";
import { reservations, shipmentLines, shipments } from "@/db/schema/shipments";
import { appendEvent } from "@/lib/orders/events";
import type { LoadedOrder } from "@/lib/orders/facts";
import { owedOf } from "@/lib/orders/lifecycle";
import type { ClosingFact } from "@/lib/orders/policy";
import { takingSpare } from "@/lib/orders/shipment-choice";
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
  why: { fact: ClosingFact | "undo"; policyVersion: number },
): Promise<void> {
  const lines = await linesOf(tx, ctx, shipment.id);
  const dispatchNo = shipment.dispatchNo + 1;
  for (const line of lines) {
    const tracked = order.lines.find((one) => one.id === line.orderLineId)?.tracked ?? false;
    const held = tracked ? await letGo(tx, ctx, line.id) : 0;
    if (tracked) {
      const change = -line.quantity;
      await moveStock(tx, ctx, line, { reason: "dispatch", dispatchNo, change, reserved: -held });
    }
    await shipUnits(tx, ctx, line, line.quantity, -held);
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
  if (why.fact !== "channel_shipped" && shipment.channelShippedAt === null) {
    await askForNotice(tx, ctx, order.row, { id: shipment.id, dispatchNo });
  }
}

/** Takes away what a shipment line had pinned; answers how many units: those beyond what was owed never were. */
async function letGo(
  tx: Transaction,
  ctx: Pick<Context, "workspaceId">,
  shipmentLineId: string,
): Promise<Quantity> {
  const held = await tx
    .delete(reservations)
    .where(
      and(
        eq(reservations.workspaceId, ctx.workspaceId),
        eq(reservations.shipmentLineId, shipmentLineId),
      ),
    )
    .returning({ quantity: reservations.quantity });
  return held.reduce((sum, { quantity }) => sum + quantity, 0);
}

/**
 * Tops up pins from the lines' own reservations; answers the first line that stays short. Units beyond what
 * a line owes are never pinned: they have to be on hand and nobody's.
 */
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
  const takeSpare = takingSpare();
  for (const line of lines) {
    const ordered = order.lines.find((one) => one.id === line.orderLineId);
    if (!ordered?.tracked) {
      continue;
    }
    const owed = Math.min(line.quantity, owedOf(ordered));
    const missing = owed - (held.find((one) => one.id === line.id)?.quantity ?? 0);
    if (missing > 0) {
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
    const lacking = takeSpare(ordered, line.quantity - owed);
    if (lacking > 0) {
      return { sku: ordered.sku, missing: quantityText(lacking) };
    }
  }
  return null;
}

/** The shipment has arrived or been announced, or may have been: what others know can't be taken back here. */
export type UndoDispatchRefusal =
  | "asn_sent"
  | "channel_confirmed"
  | "channel_unsure"
  | "is_delivered";

/** Takes a dispatch back: the stock returns, the shipment is a draft again and holds what it had. */
export async function undoDispatch(
  tx: Transaction,
  ctx: Context,
  order: LoadedOrder,
  shipmentId: string,
): Promise<Outcome<null, UndoDispatchRefusal | "not_dispatched">> {
  const [shipment] = await tx
    .select()
    .from(shipments)
    .where(and(eq(shipments.workspaceId, ctx.workspaceId), eq(shipments.id, shipmentId)));
  if (!shipment?.dispatchedAt) {
    return refuse("not_dispatched");
  }
  const free = await standsAlone(tx, ctx, order, shipment);
  if (!free.ok) {
    return free;
  }
  await returnStock(tx, ctx, order, shipment, "pinned");
  await tx
    .update(shipments)
    .set(NOT_DISPATCHED)
    .where(and(eq(shipments.workspaceId, ctx.workspaceId), eq(shipments.id, shipmentId)));
  await appendEvent(tx, ctx, order.row.id, {
    type: "dispatch_undone",
    cause: "undo",
    data: { shipment: shipment.number },
  });
  return accept(null);
}

/** What a shipment that is not on its way any more has lost. */
export const NOT_DISPATCHED = { dispatchedAt: null, dispatchedBy: null, policyVersion: null };

/**
 * Whether nothing that depends on a dispatch stands in the way of taking it back: no delivery, no ASN,
 * no marketplace that knows. A notice that nobody was sent yet is withdrawn.
 */
export async function standsAlone(
  tx: Transaction,
  ctx: Context,
  order: LoadedOrder,
  shipment: Shipment,
): Promise<Outcome<null, UndoDispatchRefusal>> {
  const data = { shipment: shipment.number, channel: order.row.source };
  if (shipment.deliveredAt !== null) {
    return refuse("is_delivered", { data });
  }
  const asn = await liveAsn(tx, ctx, shipment.id);
  if (asn !== null) {
    return refuse(asn.format === "channel" ? "channel_confirmed" : "asn_sent", { data });
  }
  const withdrawn = await withdrawNotice(tx, ctx, shipment);
  return withdrawn.ok ? accept(null) : refuse(withdrawn.refusal.code, { data });
}

/**
 * Puts the units of a dispatched shipment back on hand and takes them off what its lines have shipped.
 * Pinned, the shipment holds on what is owed again; free, they wait to be given out anew.
 */
export async function returnStock(
  tx: Transaction,
  ctx: Context,
  order: LoadedOrder,
  shipment: Shipment,
  as: "pinned" | "free",
): Promise<void> {
  const { dispatchNo } = shipment;
  for (const line of await linesOf(tx, ctx, shipment.id)) {
    const { quantity, productId, orderLineId } = line;
    const isTracked = await movedStock(tx, ctx, line.id, dispatchNo);
    const ordered = order.lines.find((one) => one.id === orderLineId);
    const owed = ordered ? owedOf({ ...ordered, shipped: ordered.shipped - quantity }) : 0;
    const reserved = isTracked && as === "pinned" ? Math.min(quantity, owed) : 0;
    if (isTracked) {
      const move = { reason: "dispatch_undone", dispatchNo, change: quantity, reserved } as const;
      await moveStock(tx, ctx, line, move);
    }
    if (reserved > 0) {
      const pin = { productId, orderLineId, shipmentLineId: line.id, quantity };
      await tx.insert(reservations).values({ id: newId(), workspaceId: ctx.workspaceId, ...pin });
    }
    await shipUnits(tx, ctx, line, -quantity, reserved);
  }
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
  move: {
    reason: "dispatch" | "dispatch_undone";
    dispatchNo: number;
    change: Quantity;
    reserved: Quantity;
  },
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
  await tx
    .update(products)
    .set({
      onHand: sql`${products.onHand} + ${quantityText(move.change)}::numeric`,
      reserved: sql`${products.reserved} + ${quantityText(move.reserved)}::numeric`,
    })
    .where(and(eq(products.workspaceId, ctx.workspaceId), eq(products.id, line.productId)));
}

/** Changes what a line has shipped and what it holds. */
async function shipUnits(
  tx: Transaction,
  ctx: Pick<Context, "workspaceId">,
  { orderLineId }: ShipmentLine,
  shipped: Quantity,
  reserved: Quantity,
): Promise<void> {
  await tx
    .update(orderLines)
    .set({
      shipped: sql`${orderLines.shipped} + ${quantityText(shipped)}::numeric`,
      reserved: sql`${orderLines.reserved} + ${quantityText(reserved)}::numeric`,
    })
    .where(and(eq(orderLines.workspaceId, ctx.workspaceId), eq(orderLines.id, orderLineId)));
}
