import "server-only";
import { and, asc, eq, inArray } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { packageLines, packages, shipmentLines } from "@/db/schema/shipments";
import type { Quantity } from "@/lib/shared/quantity";

/** A package of a shipment with what is in it. */
export type Carton = typeof packages.$inferSelect & {
  readonly contents: readonly { readonly orderLineId: string; readonly quantity: Quantity }[];
};

/** The cartons of these shipments, in their order: what pages, the API, labels, slips, bills and ASNs read. */
export async function loadCartons(
  tx: Transaction,
  ctx: { readonly workspaceId: string },
  shipmentIds: readonly string[],
): Promise<Carton[]> {
  if (shipmentIds.length === 0) {
    return [];
  }
  const ids = [...shipmentIds];
  const cartons = await tx
    .select()
    .from(packages)
    .where(and(eq(packages.workspaceId, ctx.workspaceId), inArray(packages.shipmentId, ids)))
    .orderBy(asc(packages.position));
  const contents = await tx
    .select({
      packageId: packageLines.packageId,
      orderLineId: shipmentLines.orderLineId,
      quantity: packageLines.quantity,
    })
    .from(packageLines)
    .innerJoin(
      shipmentLines,
      and(
        eq(shipmentLines.workspaceId, packageLines.workspaceId),
        eq(shipmentLines.id, packageLines.shipmentLineId),
      ),
    )
    .where(
      and(eq(shipmentLines.workspaceId, ctx.workspaceId), inArray(shipmentLines.shipmentId, ids)),
    );
  const contentsOf = Map.groupBy(contents, ({ packageId }) => packageId);
  return cartons.map((carton) => ({ ...carton, contents: contentsOf.get(carton.id) ?? [] }));
}
