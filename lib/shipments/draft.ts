import "server-only";
import { and, asc, eq, isNull, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { reservations, shipmentLines, shipments } from "@/db/schema/shipments";
import type { LoadedLine, LoadedOrder } from "@/lib/orders/facts";
import { shippableOf } from "@/lib/orders/shipment-choice";
import type { Day } from "@/lib/shared/dates";
import { newId } from "@/lib/shared/ids";
import type { Quantity } from "@/lib/shared/quantity";
import type { Context } from "@/lib/workspaces/context";
import { recordIssued, takeNumbers } from "@/lib/workspaces/series";
import { packNew } from "./pack";

export type ShippableLine = { readonly line: LoadedLine; readonly quantity: Quantity };

/** The draft shipment of an order, or null. */
export async function findDraft(
  tx: Transaction,
  ctx: Pick<Context, "workspaceId">,
  orderId: string,
) {
  const [draft] = await tx
    .select()
    .from(shipments)
    .where(
      and(
        eq(shipments.workspaceId, ctx.workspaceId),
        eq(shipments.orderId, orderId),
        isNull(shipments.dispatchedAt),
        isNull(shipments.voidedAt),
      ),
    );
  return draft ?? null;
}

/** What could leave now, line by line. */
export function shippableLines(order: LoadedOrder): ShippableLine[] {
  return order.lines
    .map((line) => ({ line, quantity: shippableOf(line) }))
    .filter(({ quantity }) => quantity > 0);
}

/**
 * Prepares a shipment and pins the reservations it takes; without `cartons` everything is in one.
 * The order must be locked.
 */
export async function createDraft(
  tx: Transaction,
  ctx: Context,
  order: LoadedOrder,
  lines: readonly ShippableLine[],
  given: {
    carrier?: string | null;
    trackingNumber?: string | null;
    plannedShipOn?: Day | null;
    cartons?: readonly (readonly ShippableLine[])[];
  } = {},
): Promise<typeof shipments.$inferSelect> {
  const shipmentId = newId();
  const number = `SH-${1000 + (await takeNumbers(tx, ctx, "shipment", 1))}`;
  const [shipment] = await tx
    .insert(shipments)
    .values({
      id: shipmentId,
      workspaceId: ctx.workspaceId,
      orderId: order.row.id,
      number,
      carrier: given.carrier ?? null,
      trackingNumber: given.trackingNumber ?? null,
      plannedShipOn: given.plannedShipOn ?? null,
      createdAt: ctx.now,
    })
    .returning();
  if (!shipment) {
    throw new Error("The shipment was not written.");
  }
  await recordIssued(tx, ctx, [{ series: "shipment", number, subjectId: shipmentId }]);
  const lineIds = new Map<string, string>();
  for (const units of lines) {
    lineIds.set(units.line.id, await addLine(tx, ctx, shipmentId, units));
  }
  await packNew(tx, ctx, shipmentId, given.cartons ?? [lines], lineIds);
  return shipment;
}

/** Adds a line to a draft and pins its units where they are tracked; answers its id. */
export async function addLine(
  tx: Transaction,
  ctx: Pick<Context, "workspaceId">,
  shipmentId: string,
  { line, quantity }: ShippableLine,
): Promise<string> {
  const id = newId();
  const of = { orderLineId: line.id, productId: line.productId };
  await tx
    .insert(shipmentLines)
    .values({ id, workspaceId: ctx.workspaceId, shipmentId, ...of, quantity });
  if (line.tracked) {
    await pin(tx, ctx, { shipmentLineId: id, ...of }, quantity);
  }
  return id;
}

type PinFor = { shipmentLineId: string; orderLineId: string; productId: string };

/** Takes units from the line's own reservations and holds them for a shipment line. Answers how many it could take. */
export async function pin(
  tx: Transaction,
  ctx: Pick<Context, "workspaceId">,
  target: PinFor,
  quantity: Quantity,
): Promise<Quantity> {
  // Output made for this very line goes first; it is pinned to the line already.
  const free = await tx
    .select()
    .from(reservations)
    .where(
      and(
        eq(reservations.workspaceId, ctx.workspaceId),
        eq(reservations.orderLineId, target.orderLineId),
        isNull(reservations.shipmentLineId),
      ),
    )
    .orderBy(sql`${reservations.productionOrderId} is null`, asc(reservations.id));
  let missing = quantity;
  for (const row of free) {
    const taken = Math.min(missing, row.quantity);
    if (taken > 0) {
      await shrink(tx, ctx, row.id, row.quantity - taken);
      missing -= taken;
    }
  }
  const pinned = quantity - missing;
  if (pinned > 0) {
    await tx
      .insert(reservations)
      .values({ id: newId(), workspaceId: ctx.workspaceId, ...target, quantity: pinned })
      .onConflictDoUpdate({
        target: [reservations.workspaceId, reservations.shipmentLineId],
        targetWhere: sql`${reservations.shipmentLineId} is not null`,
        set: { quantity: sql`${reservations.quantity} + excluded.quantity` },
      });
  }
  return pinned;
}

async function shrink(
  tx: Transaction,
  ctx: Pick<Context, "workspaceId">,
  id: string,
  left: Quantity,
) {
  const one = and(eq(reservations.workspaceId, ctx.workspaceId), eq(reservations.id, id));
  if (left > 0) {
    await tx.update(reservations).set({ quantity: left }).where(one);
  } else {
    await tx.delete(reservations).where(one);
  }
}
