import "server-only";
import { and, asc, eq, isNull, type SQL, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { clients } from "@/db/schema/clients";
import { orderLines, orders } from "@/db/schema/orders";
import { productionEvents, productionOrders, productionReports } from "@/db/schema/production";
import { products } from "@/db/schema/products";
import { promiseOf } from "@/lib/orders/lifecycle";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { isLateOn, percentOf, remainingOf, stateOf } from "./state";

const COLUMNS = {
  row: productionOrders,
  sku: products.sku,
  name: products.name,
  line: orderLines.line,
  order: {
    number: orders.number,
    tab: orders.tab,
    dueOn: orders.dueOn,
    shipByOn: orders.shipByOn,
  },
  client: clients.name,
};

/** What lists show of a production order on a day. */
function viewOf(
  ctx: Pick<Context, "today">,
  { row, order, ...rest }: Awaited<ReturnType<typeof rowsWhere>>[number],
) {
  const promise = order === null ? null : promiseOf(order);
  const isOpen = row.finish === null;
  return {
    ...row,
    ...rest,
    state: stateOf(row),
    percent: percentOf(row),
    remaining: remainingOf(row),
    isLate: isLateOn(row, ctx.today),
    /** The order that it is made for, and whether it comes after what that order promises. */
    order: order === null ? null : { number: order.number, tab: order.tab, promise },
    isAfterPromise: isOpen && promise !== null && row.dueOn > promise,
  };
}
export type ProductionView = ReturnType<typeof viewOf>;

function rowsWhere(tx: Transaction, condition: SQL | undefined, order: SQL, limit: number) {
  return tx
    .select(COLUMNS)
    .from(productionOrders)
    .innerJoin(
      products,
      and(
        eq(products.workspaceId, productionOrders.workspaceId),
        eq(products.id, productionOrders.productId),
      ),
    )
    .leftJoin(
      orderLines,
      and(
        eq(orderLines.workspaceId, productionOrders.workspaceId),
        eq(orderLines.id, productionOrders.orderLineId),
      ),
    )
    .leftJoin(
      orders,
      and(eq(orders.workspaceId, orderLines.workspaceId), eq(orders.id, orderLines.orderId)),
    )
    .leftJoin(
      clients,
      and(eq(clients.workspaceId, orders.workspaceId), eq(clients.id, orders.clientId)),
    )
    .where(condition)
    .orderBy(order)
    .limit(limit);
}

/** Production orders by id, in no order. */
export async function viewsOf(
  tx: Transaction,
  ctx: Pick<Context, "workspaceId" | "today">,
  ids: readonly string[],
): Promise<ProductionView[]> {
  const here = sql`${productionOrders.workspaceId} = ${ctx.workspaceId} and ${productionOrders.id} = any(${`{${ids.join(",")}}`}::uuid[])`;
  const rows = await rowsWhere(tx, here, sql`${productionOrders.id}`, Math.max(1, ids.length));
  return rows.map((row) => viewOf(ctx, row));
}

export type ProductionDetail = ProductionView & {
  readonly onHand: number;
  readonly leadTimeDays: number | null;
  /** The last one first. */
  readonly reports: readonly (typeof productionReports.$inferSelect)[];
  /** Oldest first. */
  readonly events: readonly (typeof productionEvents.$inferSelect)[];
};

/** One production order; null for a number that the workspace does not have. */
export async function findProduction(
  ctx: Context,
  number: string,
): Promise<ProductionDetail | null> {
  return withWorkspace(ctx, async (tx) => {
    const isThis = and(
      eq(productionOrders.workspaceId, ctx.workspaceId),
      eq(productionOrders.number, number),
    );
    const [row] = await rowsWhere(tx, isThis, sql`${productionOrders.id}`, 1);
    if (!row) {
      return null;
    }
    const { id, productId } = row.row;
    const [product] = await tx
      .select({ onHand: products.onHand, leadTimeDays: products.leadTimeDays })
      .from(products)
      .where(and(eq(products.workspaceId, ctx.workspaceId), eq(products.id, productId)));
    const reports = await tx
      .select()
      .from(productionReports)
      .where(
        and(
          eq(productionReports.workspaceId, ctx.workspaceId),
          eq(productionReports.productionOrderId, id),
        ),
      )
      .orderBy(sql`${productionReports.seq} desc`);
    const events = await tx
      .select()
      .from(productionEvents)
      .where(
        and(
          eq(productionEvents.workspaceId, ctx.workspaceId),
          eq(productionEvents.productionOrderId, id),
        ),
      )
      .orderBy(asc(productionEvents.at), asc(productionEvents.id));
    return {
      ...viewOf(ctx, row),
      onHand: product?.onHand ?? 0,
      leadTimeDays: product?.leadTimeDays ?? null,
      reports,
      events,
    };
  });
}

/** The production orders of an order's lines, by line and number. */
export async function productionOfOrder(ctx: Context, orderId: string): Promise<ProductionView[]> {
  return withWorkspace(ctx, async (tx) => {
    const ofOrder = and(
      eq(productionOrders.workspaceId, ctx.workspaceId),
      eq(orderLines.orderId, orderId),
    );
    const order = sql`${orderLines.line}, ${productionOrders.createdAt}, ${productionOrders.id}`;
    const rows = await rowsWhere(tx, ofOrder, order, 500);
    return rows.map((row) => viewOf(ctx, row));
  });
}

/** What one request planned, for telling about it. */
export async function findMade(ctx: Context, key: string): Promise<ProductionView[]> {
  return withWorkspace(ctx, async (tx) => {
    const byKey = and(
      eq(productionOrders.workspaceId, ctx.workspaceId),
      eq(productionOrders.requestKey, key),
    );
    const rows = await rowsWhere(tx, byKey, sql`${productionOrders.number}`, 1000);
    return rows.map((row) => viewOf(ctx, row));
  });
}

export type MadeProduct = Pick<
  typeof products.$inferSelect,
  "sku" | "name" | "made" | "leadTimeDays"
>;

/** Goods that can be planned, those that are made here first. */
export async function makeableProducts(ctx: Context): Promise<MadeProduct[]> {
  return withWorkspace(ctx, (tx) =>
    tx
      .select({
        sku: products.sku,
        name: products.name,
        made: products.made,
        leadTimeDays: products.leadTimeDays,
      })
      .from(products)
      .where(
        and(
          eq(products.workspaceId, ctx.workspaceId),
          eq(products.kind, "goods"),
          isNull(products.archivedAt),
        ),
      )
      .orderBy(sql`${products.made} desc`, asc(products.name))
      .limit(500),
  );
}
