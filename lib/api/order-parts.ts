import "server-only";
import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { among } from "@/db/lists";
import { clients } from "@/db/schema/clients";
import { documents } from "@/db/schema/documents";
import { invoices } from "@/db/schema/invoices";
import { orders } from "@/db/schema/orders";
import { shipments } from "@/db/schema/shipments";
import { type Carton, loadCartons } from "@/lib/orders/cartons";
import { type LoadedOrder, loadOrders } from "@/lib/orders/facts";
import { findOrderId, type LineSupply, supplyOf } from "@/lib/orders/queries";
import { type Context, withWorkspace } from "@/lib/workspaces/context";

export type ShipmentParts = {
  readonly row: typeof shipments.$inferSelect;
  readonly packages: readonly Carton[];
  readonly documents: readonly (typeof documents.$inferSelect)[];
};

/** All that the API shows of an order. */
export type OrderParts = {
  readonly order: LoadedOrder;
  readonly client: { readonly code: string; readonly name: string };
  readonly supply: readonly LineSupply[];
  readonly shipments: readonly ShipmentParts[];
  /** The numbers of its invoices that stand. */
  readonly invoices: readonly string[];
};

/** One order by number; null where the workspace has none. */
export async function findOrderParts(ctx: Context, number: string): Promise<OrderParts | null> {
  return withWorkspace(ctx, async (tx) => {
    const id = await findOrderId(tx, ctx, number);
    const [parts] = id ? await loadOrderParts(tx, ctx, [id]) : [];
    return parts ?? null;
  });
}

/** Loads orders with as many statements for two hundred as for one; in the order of the ids. */
export async function loadOrderParts(
  tx: Transaction,
  ctx: Context,
  ids: readonly string[],
): Promise<OrderParts[]> {
  if (ids.length === 0) {
    return [];
  }
  // One after the other: of statements that fail together, the one that asks for a retry might not be heard.
  const orderRows = await loadOrders(tx, ctx, ids);
  const supply = await supplyOf(tx, ctx, ids);
  const shipped = await loadShipments(tx, ctx, ids);
  const invoiced = await standingInvoices(tx, ctx, ids);
  const clientRows = await clientsOf(tx, ctx, ids);
  const loaded = new Map(orderRows.map((order) => [order.row.id, order]));
  const clientOf = new Map(clientRows.map(({ id, ...client }) => [id, client]));
  return ids.flatMap((id) => {
    const order = loaded.get(id);
    const client = clientOf.get(order?.row.clientId ?? "");
    return order && client
      ? [
          {
            order,
            client,
            supply: supply.get(id) ?? [],
            shipments: shipped.get(id) ?? [],
            invoices: (invoiced.get(id) ?? []).map((one) => one.number),
          },
        ]
      : [];
  });
}

async function clientsOf(tx: Transaction, ctx: Context, orderIds: readonly string[]) {
  const ofOrders = tx
    .select({ id: orders.clientId })
    .from(orders)
    .where(and(eq(orders.workspaceId, ctx.workspaceId), among(orders.id, orderIds)));
  return tx
    .select({ id: clients.id, code: clients.code, name: clients.name })
    .from(clients)
    .where(and(eq(clients.workspaceId, ctx.workspaceId), inArray(clients.id, ofOrders)));
}

async function standingInvoices(tx: Transaction, ctx: Context, ids: readonly string[]) {
  const rows = await tx
    .select({ orderId: invoices.orderId, number: invoices.number })
    .from(invoices)
    .where(
      and(
        eq(invoices.workspaceId, ctx.workspaceId),
        inArray(invoices.orderId, [...ids]),
        isNull(invoices.voidedAt),
      ),
    )
    .orderBy(asc(invoices.createdAt));
  return Map.groupBy(rows, (row) => row.orderId);
}

async function loadShipments(
  tx: Transaction,
  ctx: Context,
  orderIds: readonly string[],
): Promise<Map<string, ShipmentParts[]>> {
  const rows = await tx
    .select()
    .from(shipments)
    .where(
      and(eq(shipments.workspaceId, ctx.workspaceId), inArray(shipments.orderId, [...orderIds])),
    )
    .orderBy(asc(shipments.createdAt), asc(shipments.id));
  if (rows.length === 0) {
    return new Map();
  }
  const ids = rows.map((row) => row.id);
  const cartons = await loadCartons(tx, ctx, ids);
  const printed = await tx
    .select()
    .from(documents)
    .where(
      and(eq(documents.workspaceId, ctx.workspaceId), inArray(documents.orderId, [...orderIds])),
    )
    .orderBy(asc(documents.createdAt), asc(documents.id));
  const cartonsOf = Map.groupBy(cartons, (carton) => carton.shipmentId);
  const printedOf = Map.groupBy(printed, (document) => document.shipmentId);
  return Map.groupBy(
    rows.map((row) => ({
      row,
      packages: cartonsOf.get(row.id) ?? [],
      documents: printedOf.get(row.id) ?? [],
    })),
    ({ row }) => row.orderId,
  );
}

/** One shipment by number with its order; null where the workspace has none. */
export async function findShipmentParts(
  ctx: Context,
  number: string,
): Promise<{ readonly parts: OrderParts; readonly shipment: ShipmentParts } | null> {
  return withWorkspace(ctx, async (tx) => {
    const [row] = await tx
      .select({ orderId: shipments.orderId })
      .from(shipments)
      .where(and(eq(shipments.workspaceId, ctx.workspaceId), eq(shipments.number, number)));
    const [parts] = row ? await loadOrderParts(tx, ctx, [row.orderId]) : [];
    const shipment = parts?.shipments.find((one) => one.row.number === number);
    return parts && shipment ? { parts, shipment } : null;
  });
}
