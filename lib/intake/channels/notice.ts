import "server-only";
import { and, asc, eq, inArray } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { asns } from "@/db/schema/asns";
import { orderLines, orders } from "@/db/schema/orders";
import { packages, shipmentLines, shipments } from "@/db/schema/shipments";
import type { Context } from "@/lib/workspaces/context";
import type { ShipmentNotice } from "./connector";

/** What a marketplace was told of a shipment, as its ASN keeps it. */
export type Told = {
  readonly channel: string;
  readonly connection: string;
  readonly reference: string;
  readonly dispatchNo: number;
  readonly notice: Omit<ShipmentNotice, "reference" | "otherReferences">;
};

export type LoadedNotice = {
  readonly orderId: string;
  readonly shipment: typeof shipments.$inferSelect;
  readonly notice: ShipmentNotice;
  /** What was told of this very dispatch already; null before that. */
  readonly told: Told | null;
};

/** The shipment of a message as its marketplace is to be told of it; null when it is not dispatched so any more. */
export async function loadNotice(
  tx: Transaction,
  ctx: Pick<Context, "workspaceId">,
  of: { readonly shipmentId: string; readonly dispatchNo: number },
): Promise<LoadedNotice | null> {
  const [found] = await tx
    .select({ shipment: shipments, order: orders })
    .from(shipments)
    .innerJoin(
      orders,
      and(eq(orders.workspaceId, shipments.workspaceId), eq(orders.id, shipments.orderId)),
    )
    .where(and(eq(shipments.workspaceId, ctx.workspaceId), eq(shipments.id, of.shipmentId)));
  const { shipment, order } = found ?? {};
  if (
    !order ||
    !shipment?.dispatchedAt ||
    shipment.voidedAt !== null ||
    shipment.dispatchNo !== of.dispatchNo
  ) {
    return null;
  }
  const confirmed = await toldOf(tx, ctx, order.id);
  const told = confirmed.find(
    (one) => one.shipmentId === shipment.id && one.told.dispatchNo === shipment.dispatchNo,
  );
  return {
    orderId: order.id,
    shipment,
    told: told?.told ?? null,
    notice: {
      orderRef: order.sourceRef ?? order.externalId ?? order.number,
      externalId: order.externalId ?? order.number,
      poNumber: order.poNumber,
      shipment: shipment.number,
      carrier: shipment.carrier,
      trackingNumber: shipment.trackingNumber,
      shippedAt: shipment.dispatchedAt,
      lines: await linesOf(tx, ctx, shipment.id),
      packages: await tx
        .select({ sscc: packages.sscc })
        .from(packages)
        .where(and(eq(packages.workspaceId, ctx.workspaceId), eq(packages.shipmentId, shipment.id)))
        .orderBy(asc(packages.position)),
      reference: told?.told.reference ?? null,
      otherReferences: confirmed.filter((one) => one !== told).map((one) => one.told.reference),
    },
  };
}

async function linesOf(tx: Transaction, ctx: Pick<Context, "workspaceId">, shipmentId: string) {
  return tx
    .select({
      lineRef: orderLines.sourceRef,
      sku: orderLines.sku,
      quantity: shipmentLines.quantity,
    })
    .from(shipmentLines)
    .innerJoin(
      orderLines,
      and(
        eq(orderLines.workspaceId, shipmentLines.workspaceId),
        eq(orderLines.id, shipmentLines.orderLineId),
      ),
    )
    .where(
      and(eq(shipmentLines.workspaceId, ctx.workspaceId), eq(shipmentLines.shipmentId, shipmentId)),
    )
    .orderBy(asc(orderLines.line));
}

/** All that the marketplace has confirmed of an order's shipments. */
async function toldOf(tx: Transaction, ctx: Pick<Context, "workspaceId">, orderId: string) {
  const rows = await tx
    .select({ shipmentId: asns.shipmentId, content: asns.content })
    .from(asns)
    .innerJoin(
      shipments,
      and(eq(shipments.workspaceId, asns.workspaceId), eq(shipments.id, asns.shipmentId)),
    )
    .where(
      and(
        eq(asns.workspaceId, ctx.workspaceId),
        eq(shipments.orderId, orderId),
        eq(asns.format, "channel"),
        inArray(asns.state, ["sent", "accepted"]),
      ),
    );
  return rows.map(({ shipmentId, content }): { shipmentId: string; told: Told } => ({
    shipmentId,
    told: JSON.parse(content),
  }));
}
