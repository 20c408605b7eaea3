import "server-only";
import { and, asc, count, eq, isNotNull, isNull } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { among } from "@/db/lists";
import { documents } from "@/db/schema/documents";
import { packages, shipmentLines, shipments } from "@/db/schema/shipments";
import type { Context } from "@/lib/workspaces/context";
import type { LeftShipment } from "./client-view";

/** The shipments of these orders that have left, by order, earliest first; drafts and void ones are nobody's but the workspace's. */
export async function leftShipments(
  tx: Transaction,
  ctx: Pick<Context, "workspaceId">,
  orderIds: readonly string[],
): Promise<Map<string, LeftShipment[]>> {
  const byOrder = new Map<string, LeftShipment[]>();
  if (orderIds.length === 0) {
    return byOrder;
  }
  const rows = await tx
    .select()
    .from(shipments)
    .where(
      and(
        eq(shipments.workspaceId, ctx.workspaceId),
        among(shipments.orderId, orderIds),
        isNotNull(shipments.dispatchedAt),
        isNull(shipments.voidedAt),
      ),
    )
    .orderBy(asc(shipments.dispatchedAt), asc(shipments.id));
  if (rows.length === 0) {
    return byOrder;
  }
  const parts = await partsOf(
    tx,
    ctx,
    rows.map((row) => row.id),
  );
  for (const row of rows) {
    const left = byOrder.get(row.orderId) ?? [];
    left.push({
      number: row.number,
      carrier: row.carrier,
      trackingNumber: row.trackingNumber,
      at: row.dispatchedAt ?? row.createdAt,
      deliveredAt: row.deliveredAt,
      packages: parts.packages.get(row.id) ?? 0,
      lines: parts.lines.get(row.id) ?? [],
      packingSlipId: parts.slips.get(row.id) ?? null,
    });
    byOrder.set(row.orderId, left);
  }
  return byOrder;
}

async function partsOf(
  tx: Transaction,
  { workspaceId }: Pick<Context, "workspaceId">,
  ids: readonly string[],
) {
  const lines = await tx
    .select({
      shipmentId: shipmentLines.shipmentId,
      lineId: shipmentLines.orderLineId,
      quantity: shipmentLines.quantity,
    })
    .from(shipmentLines)
    .where(and(eq(shipmentLines.workspaceId, workspaceId), among(shipmentLines.shipmentId, ids)));
  const cartons = await tx
    .select({ shipmentId: packages.shipmentId, cartons: count() })
    .from(packages)
    .where(and(eq(packages.workspaceId, workspaceId), among(packages.shipmentId, ids)))
    .groupBy(packages.shipmentId);
  const slips = await tx
    .select({ shipmentId: documents.shipmentId, id: documents.id })
    .from(documents)
    .where(
      and(
        eq(documents.workspaceId, workspaceId),
        among(documents.shipmentId, ids),
        eq(documents.kind, "packing_slip"),
      ),
    )
    .orderBy(asc(documents.createdAt), asc(documents.id));
  return {
    lines: Map.groupBy(lines, (line) => line.shipmentId),
    packages: new Map(cartons.map((one) => [one.shipmentId, one.cartons])),
    // Oldest first, so the latest copy stays.
    slips: new Map(slips.map((slip) => [slip.shipmentId, slip.id])),
  };
}
