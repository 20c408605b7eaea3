import "server-only";
import { and, desc, eq, isNotNull, isNull, or, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { reservations, shipmentLines, shipments } from "@/db/schema/shipments";
import { newId } from "@/lib/shared/ids";
import type { Quantity } from "@/lib/shared/quantity";
import type { Context } from "@/lib/workspaces/context";
import type { LockedProduction } from "./load";

const sumOf = sql`coalesce(sum(${reservations.quantity}), 0)`.mapWith(reservations.quantity);

/** Units that nothing but this line may get: packed for it, or made for it. */
export async function pinnedFor(
  tx: Transaction,
  ctx: Context,
  orderLineId: string,
): Promise<Quantity> {
  const [row] = await tx
    .select({ quantity: sumOf })
    .from(reservations)
    .where(
      and(
        eq(reservations.workspaceId, ctx.workspaceId),
        eq(reservations.orderLineId, orderLineId),
        or(isNotNull(reservations.shipmentLineId), isNotNull(reservations.productionOrderId)),
      ),
    );
  return row?.quantity ?? 0;
}

/** Units of the product that are packed into draft shipments. */
export async function packedOf(tx: Transaction, ctx: Context, { product }: LockedProduction) {
  const [row] = await tx
    .select({ quantity: sumOf })
    .from(reservations)
    .where(
      and(
        eq(reservations.workspaceId, ctx.workspaceId),
        eq(reservations.productId, product.id),
        isNotNull(reservations.shipmentLineId),
      ),
    );
  return row?.quantity ?? 0;
}

/** The latest shipment, not void, that holds units of the line. */
export async function shipmentOf(tx: Transaction, ctx: Context, { line }: LockedProduction) {
  if (!line) {
    return null;
  }
  const [shipment] = await tx
    .select({ number: shipments.number })
    .from(shipmentLines)
    .innerJoin(
      shipments,
      and(
        eq(shipments.workspaceId, shipmentLines.workspaceId),
        eq(shipments.id, shipmentLines.shipmentId),
      ),
    )
    .where(
      and(
        eq(shipmentLines.workspaceId, ctx.workspaceId),
        eq(shipmentLines.orderLineId, line.id),
        isNull(shipments.voidedAt),
      ),
    )
    .orderBy(desc(shipments.createdAt), desc(shipments.id))
    .limit(1);
  return shipment?.number ?? null;
}

/** The output that is held for the line of its order, one row at most. */
export async function pinOf(tx: Transaction, ctx: Context, { row }: LockedProduction) {
  const [pin] = await tx
    .select({ id: reservations.id, quantity: reservations.quantity })
    .from(reservations)
    .where(
      and(
        eq(reservations.workspaceId, ctx.workspaceId),
        eq(reservations.productionOrderId, row.id),
        isNull(reservations.shipmentLineId),
      ),
    );
  return pin ?? null;
}

/** Holds more of the output for the line, or less. */
export async function changePin(
  tx: Transaction,
  ctx: Context,
  locked: LockedProduction,
  change: Quantity,
): Promise<void> {
  const { row, line } = locked;
  if (change === 0 || !line) {
    return;
  }
  const pin = await pinOf(tx, ctx, locked);
  const quantity = (pin?.quantity ?? 0) + change;
  if (!pin) {
    await tx.insert(reservations).values({
      id: newId(),
      workspaceId: ctx.workspaceId,
      productId: row.productId,
      orderLineId: line.id,
      productionOrderId: row.id,
      quantity,
    });
    return;
  }
  const isPin = and(eq(reservations.workspaceId, ctx.workspaceId), eq(reservations.id, pin.id));
  if (quantity > 0) {
    await tx.update(reservations).set({ quantity }).where(isPin);
  } else {
    await tx.delete(reservations).where(isPin);
  }
}
