import "server-only";
import { and, asc, eq, isNotNull, max, ne, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { documents } from "@/db/schema/documents";
import { packages, shipmentLines, shipments } from "@/db/schema/shipments";
import type { LoadedOrder } from "@/lib/orders/facts";
import { owedOf } from "@/lib/orders/lifecycle";
import { shippingParties } from "@/lib/orders/parties";
import type { Context } from "@/lib/workspaces/context";
import type { ShipmentDocument } from "./content";
import type { PrintKind } from "./render";

type Shipment = typeof shipments.$inferSelect;

/** What the documents of one shipment print, read in one transaction. */
export async function gatherShipment(
  tx: Transaction,
  ctx: Context,
  order: LoadedOrder,
  shipment: Shipment,
): Promise<Omit<ShipmentDocument, "copy">> {
  const lines = await tx
    .select()
    .from(shipmentLines)
    .where(
      and(
        eq(shipmentLines.workspaceId, ctx.workspaceId),
        eq(shipmentLines.shipmentId, shipment.id),
      ),
    );
  const cartons = await tx
    .select()
    .from(packages)
    .where(and(eq(packages.workspaceId, ctx.workspaceId), eq(packages.shipmentId, shipment.id)))
    .orderBy(asc(packages.position));
  const before = await shippedBefore(tx, ctx, shipment);
  const { client, shipTo, shipFrom } = await shippingParties(tx, ctx, order);
  return {
    workspace: { name: ctx.workspace.name },
    shipFrom,
    client,
    orderNumber: order.row.number,
    externalId: order.row.externalId,
    poNumber: order.row.poNumber,
    orderedOn: order.row.orderedOn,
    printedAt: ctx.now,
    timeZone: ctx.workspace.timeZone,
    locale: ctx.workspace.locale,
    paper: ctx.workspace.paper,
    shipmentNumber: shipment.number,
    shipTo,
    shipByOn: order.row.shipByOn,
    deliverByOn: order.row.deliverByOn,
    carrier: shipment.carrier,
    scac: null,
    trackingNumber: shipment.trackingNumber,
    proNumber: null,
    trailerNumber: null,
    sealNumber: null,
    freightTerms: null,
    bolNumber: shipment.bolNumber,
    weightUnit: ctx.workspace.paper === "letter" ? "lb" : "kg",
    packages: cartons.map((carton) => ({
      number: carton.position,
      sscc: carton.sscc,
      internal: carton.ssccInternal === "yes",
      trackingNumber: shipment.trackingNumber,
      weight: null,
    })),
    lines: order.lines.flatMap((line) => {
      const here = lines.find((one) => one.orderLineId === line.id);
      if (!here) {
        return [];
      }
      const earlier = before.get(line.id) ?? 0;
      return [
        {
          line: line.line,
          sku: line.sku,
          name: line.name,
          ordered: line.ordered,
          shippedBefore: earlier,
          inThisShipment: here.quantity,
          backordered: shipment.dispatchedAt
            ? owedOf(line)
            : Math.max(0, owedOf(line) - here.quantity),
          weight: null,
        },
      ];
    }),
    note: order.row.note,
  };
}

async function shippedBefore(
  tx: Transaction,
  ctx: Pick<Context, "workspaceId">,
  shipment: Shipment,
): Promise<Map<string, number>> {
  const rows = await tx
    .select({ lineId: shipmentLines.orderLineId, quantity: shipmentLines.quantity })
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
        eq(shipments.workspaceId, ctx.workspaceId),
        eq(shipments.orderId, shipment.orderId),
        ne(shipments.id, shipment.id),
        isNotNull(shipments.dispatchedAt),
        sql`${shipments.createdAt} <= ${shipment.createdAt.toISOString()}::timestamptz`,
      ),
    );
  const sums = new Map<string, number>();
  for (const { lineId, quantity } of rows) {
    sums.set(lineId, (sums.get(lineId) ?? 0) + quantity);
  }
  return sums;
}

/** The number of the next print of this kind for this shipment, from 1. */
export async function nextCopy(
  tx: Transaction,
  ctx: Pick<Context, "workspaceId">,
  shipmentId: string,
  kind: PrintKind,
): Promise<number> {
  const [row] = await tx
    .select({ copy: max(documents.copy) })
    .from(documents)
    .where(
      and(
        eq(documents.workspaceId, ctx.workspaceId),
        eq(documents.shipmentId, shipmentId),
        eq(documents.kind, kind),
      ),
    );
  return (row?.copy ?? 0) + 1;
}
