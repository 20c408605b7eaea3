import "server-only";
import { and, eq, isNotNull, isNull, or, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { among } from "@/db/lists";
import { orders } from "@/db/schema/orders";
import { products, stockMovements } from "@/db/schema/products";
import { reservations, shipmentLines } from "@/db/schema/shipments";
import { rederive } from "@/lib/orders/derive";
import { type LoadedOrder, loadOrders } from "@/lib/orders/facts";
import { owedOf } from "@/lib/orders/lifecycle";
import type { Moved } from "@/lib/orders/move";
import { voidDrafts } from "@/lib/orders/rest";
import { flaggingLosers } from "@/lib/orders/stock-movements";
import { newId } from "@/lib/shared/ids";
import { type Quantity, quantityText } from "@/lib/shared/quantity";
import { reallocate } from "@/lib/stock/allocate";
import type { Context } from "@/lib/workspaces/context";
import type { Shipment } from "./dispatch";
import { createDraft, findDraft, type ShippableLine } from "./draft";
import { recordFacts } from "./facts";

/** What a channel says has left, by line number, in thousandths. */
export type ChannelShipped = ReadonlyMap<number, Quantity>;

/** The goods that a channel has shipped and the order has not: what is not owed any more never ships. */
export function unrecordedLines(order: LoadedOrder, said: ChannelShipped): ShippableLine[] {
  return order.lines.flatMap((line) => {
    const rest = Math.min(owedOf(line), (said.get(line.line) ?? 0) - line.shipped);
    return line.kind === "goods" && rest > 0 ? [{ line, quantity: rest }] : [];
  });
}

/**
 * Records that a channel has shipped these lines. Reality is never refused: units that are not on hand
 * come from a correcting movement, units reserved for others are taken from the end of the queue, and
 * the orders concerned are flagged. The order must be locked and not archived.
 */
export async function shipByChannel(
  tx: Transaction,
  ctx: Context,
  order: LoadedOrder,
  lines: readonly ShippableLine[],
): Promise<Moved | null> {
  const shipment = await draftOf(tx, ctx, order, lines);
  const tracked = lines.flatMap(({ line }) => (line.tracked ? [line.productId] : []));
  await pinAll(tx, ctx, shipment);
  const corrected = await correctStock(tx, ctx, tracked, order.row.externalId ?? "");
  await flaggingLosers(tx, ctx, tracked, async () => {
    const changed = await reallocate(tx, ctx, tracked);
    await rederive(tx, ctx, [order.row.id, ...changed]);
    return changed;
  });
  const [current] = await loadOrders(tx, ctx, [order.row.id]);
  const outcome = await recordFacts(tx, ctx, current ?? order, shipment, {
    facts: ["channel_shipped"],
    event: {
      type: "marked_shipped",
      cause: "channel_shipped",
      data: { shipment: shipment.number },
    },
    batchId: newId(),
  });
  if (!outcome.ok) {
    throw new Error("A shipment that a channel made is short although its units were pinned.");
  }
  await rederive(tx, ctx, [order.row.id, ...(await reallocate(tx, ctx, tracked))]);
  if (corrected) {
    await flag(tx, ctx, order.row.id, "shipped_without_stock");
  }
  return outcome.value.moved;
}

export async function flag(tx: Transaction, ctx: Context, orderId: string, attention: string) {
  await tx
    .update(orders)
    .set({ attention })
    .where(and(eq(orders.workspaceId, ctx.workspaceId), eq(orders.id, orderId)));
}

/** Flags an open order whose buyer wants it cancelled, unless something else asks for attention; takes that flag away when not. */
export async function flagWish(
  tx: Transaction,
  ctx: Context,
  orderId: string,
  isAsked: boolean,
): Promise<void> {
  const isFree = isAsked ? isNull(orders.attention) : eq(orders.attention, "cancel_asked");
  await tx
    .update(orders)
    .set({ attention: isAsked ? "cancel_asked" : null })
    .where(and(eq(orders.workspaceId, ctx.workspaceId), eq(orders.id, orderId), isFree));
}

/** The draft that is there when it holds exactly these lines; any other one is void, for it was not what left. */
async function draftOf(
  tx: Transaction,
  ctx: Context,
  order: LoadedOrder,
  lines: readonly ShippableLine[],
): Promise<Shipment> {
  const draft = await findDraft(tx, ctx, order.row.id);
  if (draft) {
    const drafted = await tx
      .select({ lineId: shipmentLines.orderLineId, quantity: shipmentLines.quantity })
      .from(shipmentLines)
      .where(
        and(eq(shipmentLines.workspaceId, ctx.workspaceId), eq(shipmentLines.shipmentId, draft.id)),
      );
    const wanted = new Map(lines.map(({ line, quantity }) => [line.id, quantity]));
    const fits = drafted.every(({ lineId, quantity }) => wanted.get(lineId) === quantity);
    if (fits && drafted.length === lines.length) {
      return draft;
    }
    await voidDrafts(tx, ctx, [order.row.id]);
    await unpin(tx, ctx, draft.id);
  }
  return createDraft(tx, ctx, order, lines);
}

/** What a void draft held is free for the lines' new shipment. */
async function unpin(tx: Transaction, ctx: Context, shipmentId: string): Promise<void> {
  await tx.execute(sql`
    delete from reservations r using shipment_lines s
    where r.workspace_id = ${ctx.workspaceId} and s.workspace_id = r.workspace_id
      and s.id = r.shipment_line_id and s.shipment_id = ${shipmentId}::uuid`);
}

/** Holds the whole of each tracked line for its shipment, whether the units are there or not. */
async function pinAll(tx: Transaction, ctx: Context, shipment: Shipment): Promise<void> {
  const lines = await tx
    .select({ line: shipmentLines, pinned: reservations.quantity, tracked: products.tracked })
    .from(shipmentLines)
    .innerJoin(
      products,
      and(
        eq(products.workspaceId, shipmentLines.workspaceId),
        eq(products.id, shipmentLines.productId),
      ),
    )
    .leftJoin(
      reservations,
      and(
        eq(reservations.workspaceId, shipmentLines.workspaceId),
        eq(reservations.shipmentLineId, shipmentLines.id),
      ),
    )
    .where(
      and(
        eq(shipmentLines.workspaceId, ctx.workspaceId),
        eq(shipmentLines.shipmentId, shipment.id),
      ),
    );
  for (const { line, pinned, tracked } of lines) {
    if (tracked && (pinned ?? 0) < line.quantity) {
      await tx
        .insert(reservations)
        .values({
          id: newId(),
          workspaceId: ctx.workspaceId,
          productId: line.productId,
          orderLineId: line.orderLineId,
          shipmentLineId: line.id,
          quantity: line.quantity,
        })
        .onConflictDoUpdate({
          target: [reservations.workspaceId, reservations.shipmentLineId],
          targetWhere: sql`${reservations.shipmentLineId} is not null`,
          set: { quantity: line.quantity },
        });
    }
  }
}

/** Posts what is pinned beyond the units on hand as a correction; answers whether there was any. */
async function correctStock(
  tx: Transaction,
  ctx: Context,
  productIds: readonly string[],
  externalId: string,
): Promise<boolean> {
  if (productIds.length === 0) {
    return false;
  }
  const rows = await tx
    .select({
      id: products.id,
      missing: sql`sum(${reservations.quantity}) - ${products.onHand}`.mapWith(products.onHand),
    })
    .from(products)
    .innerJoin(
      reservations,
      and(
        eq(reservations.workspaceId, products.workspaceId),
        eq(reservations.productId, products.id),
        // Units made for a line are as good as packed: they are taken last.
        or(isNotNull(reservations.shipmentLineId), isNotNull(reservations.productionOrderId)),
      ),
    )
    .where(and(eq(products.workspaceId, ctx.workspaceId), among(products.id, productIds)))
    .groupBy(products.id, products.onHand);
  const short = rows.filter(({ missing }) => missing > 0);
  for (const { id, missing } of short) {
    await tx.insert(stockMovements).values({
      id: newId(),
      workspaceId: ctx.workspaceId,
      productId: id,
      quantity: missing,
      reason: "correction",
      note: `Shipped by the channel without stock: ${externalId}`,
      actorName: ctx.actor.name,
      at: ctx.now,
    });
    await tx
      .update(products)
      .set({ onHand: sql`${products.onHand} + ${quantityText(missing)}::numeric` })
      .where(and(eq(products.workspaceId, ctx.workspaceId), eq(products.id, id)));
  }
  return short.length > 0;
}
