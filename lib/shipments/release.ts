import "server-only";
import { and, asc, eq, isNull, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { among } from "@/db/lists";
import { orderLines } from "@/db/schema/orders";
import { productionOrders, productionReports } from "@/db/schema/production";
import { reservations, shipmentLines } from "@/db/schema/shipments";
import { newId } from "@/lib/shared/ids";
import type { Quantity } from "@/lib/shared/quantity";
import type { Context } from "@/lib/workspaces/context";

type Scope = Pick<Context, "workspaceId">;

type Freed = {
  readonly productId: string;
  readonly orderLineId: string;
  readonly quantity: Quantity;
};

/**
 * Lets go what a draft pinned: its lines hold the units on, until stock is given out anew. What was made
 * for a line stays pinned to it.
 */
export async function releasePins(tx: Transaction, ctx: Scope, shipmentId: string): Promise<void> {
  const lines = await linesOf(tx, ctx, shipmentId);
  const freed = await tx
    .delete(reservations)
    .where(
      and(
        eq(reservations.workspaceId, ctx.workspaceId),
        among(
          reservations.shipmentLineId,
          lines.map(({ id }) => id),
        ),
      ),
    )
    .returning({
      productId: reservations.productId,
      orderLineId: reservations.orderLineId,
      quantity: reservations.quantity,
    });
  for (const { quantity, ...of } of await holdOutput(tx, ctx, freed)) {
    await tx
      .insert(reservations)
      .values({ id: newId(), workspaceId: ctx.workspaceId, ...of, quantity })
      .onConflictDoUpdate({
        target: [reservations.workspaceId, reservations.orderLineId],
        targetWhere: sql`${reservations.shipmentLineId} is null and ${reservations.productionOrderId} is null`,
        set: { quantity: sql`${reservations.quantity} + excluded.quantity` },
      });
  }
}

/** Pins to its lines what was made for them of a shipment whose stock came back; the rest joins the queue. */
export async function holdReturned(tx: Transaction, ctx: Scope, shipmentId: string): Promise<void> {
  await holdOutput(tx, ctx, await linesOf(tx, ctx, shipmentId));
}

async function linesOf(tx: Transaction, ctx: Scope, shipmentId: string) {
  return tx
    .select()
    .from(shipmentLines)
    .where(
      and(eq(shipmentLines.workspaceId, ctx.workspaceId), eq(shipmentLines.shipmentId, shipmentId)),
    );
}

/** Holds units again as output of the production orders that made them for their lines; answers the others. */
async function holdOutput(tx: Transaction, ctx: Scope, freed: readonly Freed[]): Promise<Freed[]> {
  const makers = await makersOf(
    tx,
    ctx,
    freed.map(({ orderLineId }) => orderLineId),
  );
  const rest: Freed[] = [];
  for (const { quantity, ...of } of freed) {
    const own = makers.filter((maker) => maker.orderLineId === of.orderLineId);
    const used = own[0]?.shipped ?? 0;
    // What has left counts as made for the line first, just as it is packed.
    let room = own.reduce((sum, { made, held }) => sum + made - held, 0) - used;
    let left = quantity;
    for (const maker of own) {
      const units = Math.max(0, Math.min(left, room, maker.made - maker.held));
      if (units > 0) {
        await hold(tx, ctx, maker.id, of, maker.held + units);
        left -= units;
        room -= units;
      }
    }
    if (left > 0) {
      rest.push({ ...of, quantity: left });
    }
  }
  return rest;
}

/** The production orders of these lines: what they made for their line, and how much of it is held as such. */
async function makersOf(tx: Transaction, ctx: Scope, lineIds: readonly string[]) {
  const made = tx
    .select({
      productionOrderId: productionReports.productionOrderId,
      quantity: sql`sum(${productionReports.pinned})`
        .mapWith(productionReports.pinned)
        .as("units_made"),
    })
    .from(productionReports)
    .where(
      and(
        eq(productionReports.workspaceId, ctx.workspaceId),
        isNull(productionReports.takenBackAt),
      ),
    )
    .groupBy(productionReports.productionOrderId)
    .as("output");
  const rows = await tx
    .select({
      id: productionOrders.id,
      orderLineId: orderLines.id,
      shipped: orderLines.shipped,
      made: made.quantity,
      held: sql`coalesce((select sum(r.quantity) from reservations r
        where r.workspace_id = ${ctx.workspaceId} and r.production_order_id = ${productionOrders.id}), 0)`.mapWith(
        reservations.quantity,
      ),
    })
    .from(productionOrders)
    .innerJoin(
      orderLines,
      and(
        eq(orderLines.workspaceId, productionOrders.workspaceId),
        eq(orderLines.id, productionOrders.orderLineId),
      ),
    )
    .innerJoin(made, eq(made.productionOrderId, productionOrders.id))
    .where(and(eq(productionOrders.workspaceId, ctx.workspaceId), among(orderLines.id, lineIds)))
    .orderBy(asc(productionOrders.id));
  return rows;
}

async function hold(
  tx: Transaction,
  ctx: Scope,
  productionOrderId: string,
  of: Omit<Freed, "quantity">,
  quantity: Quantity,
): Promise<void> {
  const { workspaceId } = ctx;
  const [known] = await tx
    .update(reservations)
    .set({ quantity })
    .where(
      and(
        eq(reservations.workspaceId, workspaceId),
        eq(reservations.productionOrderId, productionOrderId),
        isNull(reservations.shipmentLineId),
      ),
    )
    .returning({ id: reservations.id });
  if (!known) {
    const { productId, orderLineId } = of;
    await tx
      .insert(reservations)
      .values({ id: newId(), workspaceId, productId, orderLineId, productionOrderId, quantity });
  }
}
