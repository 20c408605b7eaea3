import "server-only";
import { and, eq, isNotNull, isNull, max, ne, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { documents } from "@/db/schema/documents";
import { shipmentLines, shipments } from "@/db/schema/shipments";
import type { LoadedOrder } from "@/lib/orders/facts";
import { shippingParties } from "@/lib/orders/parties";
import { packedCartons } from "@/lib/shipments/cartons";
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
  const cartons = await packedCartons(tx, ctx, order, shipment.id);
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
      internal: carton.internal,
      contents: carton.contents.map(({ line: { sku }, quantity }) => ({ sku, quantity })),
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
          // As it was when this one left, so that a copy printed later says the same.
          backordered: Math.max(0, line.ordered - line.shortClosed - earlier - here.quantity),
          weight: null,
        },
      ];
    }),
    note: order.row.note,
  };
}

/** What of each line left before this shipment did: everything that has left, as long as it is a draft. */
async function shippedBefore(
  tx: Transaction,
  ctx: Pick<Context, "workspaceId">,
  shipment: Shipment,
): Promise<Map<string, number>> {
  const left = shipment.dispatchedAt?.toISOString();
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
        isNull(shipments.voidedAt),
        left === undefined
          ? undefined
          : sql`(${shipments.dispatchedAt}, ${shipments.id}) < (${left}::timestamptz, ${shipment.id}::uuid)`,
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
