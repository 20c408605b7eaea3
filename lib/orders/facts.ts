import "server-only";
import { and, eq, inArray, isNotNull, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { among, idList } from "@/db/lists";
import { orderLines, orders } from "@/db/schema/orders";
import { productionOrders } from "@/db/schema/production";
import { products } from "@/db/schema/products";
import type { Quantity } from "@/lib/shared/quantity";
import { lockProducts } from "@/lib/stock/allocate";
import type { WorkspaceId } from "@/lib/workspaces/context";
import type { LinkedOrder } from "./explanation";
import type { LineFacts, OrderFacts } from "./lifecycle";
import { makingOf } from "./making";

type Scope = { readonly workspaceId: WorkspaceId };

export type LoadedLine = LineFacts & {
  /** The production orders for this line, earliest first. */
  readonly linked: readonly LinkedOrder[];
  readonly id: string;
  readonly line: number;
  /** The id by which the order's source knows it. */
  readonly sourceRef: string | null;
  readonly productId: string;
  readonly sku: string;
  readonly name: string;
  /** Units that may be shipped beyond what is ordered. */
  readonly overShipAllowance: Quantity;
  /** Units of its product on hand that nobody holds. */
  readonly available: Quantity;
  readonly unitPriceMinor: number;
  readonly discountMinor: number;
};

/** An order with its facts, as a command sees it under lock. */
export type LoadedOrder = Omit<OrderFacts, "lines"> & {
  readonly row: typeof orders.$inferSelect;
  readonly lines: readonly LoadedLine[];
};

/** What was read before a lock has changed under it: run the transaction again. */
export class ChangedWhileLocking extends Error {
  readonly code = "40001";
}

/** Locks the products and then the orders, each in id order, and loads the orders' facts. Unknown ids are left out. */
export async function lockOrders(
  tx: Transaction,
  ctx: Scope,
  orderIds: readonly string[],
): Promise<LoadedOrder[]> {
  if (orderIds.length === 0) {
    return [];
  }
  const touched = await tx
    .selectDistinct({ id: orderLines.productId })
    .from(orderLines)
    .where(and(eq(orderLines.workspaceId, ctx.workspaceId), among(orderLines.orderId, orderIds)));
  const locked = new Set(touched.map((row) => row.id));
  await lockProducts(tx, ctx, [...locked]);
  await tx.execute(sql`
    select id from orders where workspace_id = ${ctx.workspaceId} and id = any(${idList(orderIds)})
    order by id for no key update`);
  const loaded = await loadOrders(tx, ctx, orderIds);
  if (loaded.some((order) => order.lines.some((line) => !locked.has(line.productId)))) {
    throw new ChangedWhileLocking("An order got another product while it was being locked.");
  }
  return loaded;
}

/** The ids of orders by number, in the order asked; null where there is none. */
export async function orderIdsByNumber(
  tx: Transaction,
  ctx: Scope,
  numbers: readonly string[],
): Promise<(string | null)[]> {
  if (numbers.length === 0) {
    return [];
  }
  const rows = await tx
    .select({ id: orders.id, number: orders.number })
    .from(orders)
    .where(and(eq(orders.workspaceId, ctx.workspaceId), inArray(orders.number, [...numbers])));
  const ids = new Map(rows.map((row) => [row.number, row.id]));
  return numbers.map((number) => ids.get(number) ?? null);
}

/** Loads orders with all facts that their statuses are computed from. No locks. */
export async function loadOrders(
  tx: Transaction,
  ctx: Scope,
  orderIds: readonly string[],
): Promise<LoadedOrder[]> {
  if (orderIds.length === 0) {
    return [];
  }
  const ids = [...new Set(orderIds)];
  const rows = await tx
    .select()
    .from(orders)
    .where(and(eq(orders.workspaceId, ctx.workspaceId), among(orders.id, ids)));
  const lines = await tx
    .select({
      line: orderLines,
      kind: products.kind,
      tracked: products.tracked,
      isMade: products.made,
      available: sql`${products.onHand} - ${products.reserved}`.mapWith(products.onHand),
    })
    .from(orderLines)
    .innerJoin(
      products,
      and(eq(products.workspaceId, orderLines.workspaceId), eq(products.id, orderLines.productId)),
    )
    .where(and(eq(orderLines.workspaceId, ctx.workspaceId), among(orderLines.orderId, ids)))
    .orderBy(orderLines.orderId, orderLines.line);
  const making = await loadLinkedProduction(tx, ctx, ids);
  const linesOf = Map.groupBy(lines, ({ line }) => line.orderId);
  return rows.map((row) => ({
    row,
    closedAt: row.closedAt,
    archiveReason: row.archiveReason,
    dueOn: row.dueOn,
    shipByOn: row.shipByOn,
    totalMinor: row.totalMinor,
    invoicedMinor: row.invoicedMinor,
    paidMinor: row.paidMinor,
    lines: (linesOf.get(row.id) ?? []).map(({ line, ...product }) => {
      const linked = making.get(line.id) ?? [];
      return { ...line, ...product, ...makingOf(linked), linked };
    }),
  }));
}

async function loadLinkedProduction(tx: Transaction, ctx: Scope, orderIds: readonly string[]) {
  const rows = await tx
    .select({
      lineId: orderLines.id,
      number: productionOrders.number,
      dueOn: productionOrders.dueOn,
      quantity: productionOrders.quantity,
      made: productionOrders.made,
      isStarted: isNotNull(productionOrders.startedAt).mapWith(Boolean),
      isBlocked: isNotNull(productionOrders.blockedAt).mapWith(Boolean),
      blockedReason: productionOrders.blockedReason,
      isFinished: isNotNull(productionOrders.finishedAt).mapWith(Boolean),
    })
    .from(productionOrders)
    .innerJoin(
      orderLines,
      and(
        eq(orderLines.workspaceId, productionOrders.workspaceId),
        eq(orderLines.id, productionOrders.orderLineId),
      ),
    )
    .where(and(eq(orderLines.workspaceId, ctx.workspaceId), among(orderLines.orderId, orderIds)))
    .orderBy(productionOrders.dueOn, productionOrders.number);
  return Map.groupBy(rows, (row) => row.lineId);
}

/** All orders that name a product, whatever their tab: their statuses depend on what it is. */
export async function ordersOfProduct(
  tx: Transaction,
  ctx: Scope,
  productId: string,
): Promise<string[]> {
  const rows = await tx
    .selectDistinct({ id: orders.id })
    .from(orderLines)
    .innerJoin(
      orders,
      and(eq(orders.workspaceId, orderLines.workspaceId), eq(orders.id, orderLines.orderId)),
    )
    .where(and(eq(orderLines.workspaceId, ctx.workspaceId), eq(orderLines.productId, productId)));
  return rows.map((row) => row.id);
}
