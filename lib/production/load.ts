import "server-only";
import { and, eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { orderLines } from "@/db/schema/orders";
import { productionEvents, productionOrders } from "@/db/schema/production";
import { products } from "@/db/schema/products";
import { rederive } from "@/lib/orders/derive";
import { appendEvent } from "@/lib/orders/events";
import {
  ChangedWhileLocking,
  type LoadedLine,
  type LoadedOrder,
  lockOrders,
} from "@/lib/orders/facts";
import { newId } from "@/lib/shared/ids";
import { lockProducts } from "@/lib/stock/allocate";
import { announce } from "@/lib/workspaces/announce";
import type { Context } from "@/lib/workspaces/context";
import type { PRODUCTION_EVENTS } from "./state";

export type ProductionRow = typeof productionOrders.$inferSelect;
export type ProductRow = typeof products.$inferSelect;

/** A production order whose product and whose order are locked: nobody else changes any of them. */
export type LockedProduction = {
  readonly row: ProductionRow;
  readonly product: ProductRow;
  /** The order and line that it is made for; null for stock. */
  readonly order: LoadedOrder | null;
  readonly line: LoadedLine | null;
};

/** Locks the product (with those of its order), then the order. Null for a number that the workspace does not have. */
export async function lockProduction(
  tx: Transaction,
  ctx: Context,
  number: string,
): Promise<LockedProduction | null> {
  const found = await findRow(tx, ctx, number);
  if (!found) {
    return null;
  }
  const [order] = found.orderId ? await lockOrders(tx, ctx, [found.orderId]) : [];
  if (!order) {
    await lockProducts(tx, ctx, [found.row.productId]);
  }
  const current = await findRow(tx, ctx, number);
  const line = order?.lines.find((one) => one.id === current?.row.orderLineId) ?? null;
  if (!current || (current.orderId !== null) !== (line !== null)) {
    throw new ChangedWhileLocking("A production order lost its line while it was being locked.");
  }
  const [product] = await tx
    .select()
    .from(products)
    .where(and(eq(products.workspaceId, ctx.workspaceId), eq(products.id, current.row.productId)));
  if (!product) {
    throw new Error("The product of a production order is gone.");
  }
  return { row: current.row, product, order: order ?? null, line };
}

async function findRow(tx: Transaction, ctx: Context, number: string) {
  const [found] = await tx
    .select({ row: productionOrders, orderId: orderLines.orderId })
    .from(productionOrders)
    .leftJoin(
      orderLines,
      and(
        eq(orderLines.workspaceId, productionOrders.workspaceId),
        eq(orderLines.id, productionOrders.orderLineId),
      ),
    )
    .where(
      and(eq(productionOrders.workspaceId, ctx.workspaceId), eq(productionOrders.number, number)),
    );
  return found ?? null;
}

/** Changes the row of a locked production order. */
export async function writeProduction(
  tx: Transaction,
  ctx: Context,
  { row }: Pick<LockedProduction, "row">,
  set: Partial<typeof productionOrders.$inferInsert>,
): Promise<void> {
  await tx
    .update(productionOrders)
    .set(set)
    .where(and(eq(productionOrders.workspaceId, ctx.workspaceId), eq(productionOrders.id, row.id)));
}

type Told = {
  readonly row: Pick<ProductionRow, "id" | "number">;
  readonly product: Pick<ProductRow, "sku">;
  readonly order: LoadedOrder | null;
};

/** Keeps what happened in the history of the production order, and in the timeline of the order it is made for. */
export async function tell(
  tx: Transaction,
  ctx: Context,
  { row, product, order }: Told,
  type: (typeof PRODUCTION_EVENTS)[number],
  data: Record<string, unknown> = {},
): Promise<void> {
  await tx.insert(productionEvents).values({
    id: newId(),
    workspaceId: ctx.workspaceId,
    productionOrderId: row.id,
    type,
    at: ctx.now,
    actorKind: ctx.actor.kind,
    actorName: ctx.actor.name,
    data,
  });
  if (order) {
    await appendEvent(tx, ctx, order.row.id, {
      type: `production_${type}`,
      cause: "by_hand",
      data: { production: row.number, sku: product.sku, ...data },
    });
  } else {
    const isDone = type === "finished_short" || data.done === true;
    await announce(tx, ctx, [
      {
        type: isDone ? "production.completed" : "production.progressed",
        data: { production: row.number, sku: product.sku, what: type, ...data },
      },
    ]);
  }
}

/** Derives the linked order, and those whose stock or supply changed. */
export async function deriveAround(
  tx: Transaction,
  ctx: Context,
  { order }: Pick<LockedProduction, "order">,
  changed: readonly string[],
): Promise<void> {
  await rederive(tx, ctx, [...(order ? [order.row.id] : []), ...changed]);
}
