import "server-only";
import { and, asc, eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { packageLines, packages, shipmentLines } from "@/db/schema/shipments";
import type { LoadedLine, LoadedOrder } from "@/lib/orders/facts";
import type { Quantity } from "@/lib/shared/quantity";
import type { Context } from "@/lib/workspaces/context";

type PackedCarton = {
  /** Carton n, from 1. */
  readonly position: number;
  readonly sscc: string;
  readonly internal: boolean;
  /** In the order's order. */
  readonly contents: readonly { readonly line: LoadedLine; readonly quantity: Quantity }[];
};

/** The cartons of a shipment with what is in each: the one reading that label, slip, bill and ASN share. */
export async function packedCartons(
  tx: Transaction,
  ctx: Pick<Context, "workspaceId">,
  order: LoadedOrder,
  shipmentId: string,
): Promise<PackedCarton[]> {
  const cartons = await tx
    .select()
    .from(packages)
    .where(and(eq(packages.workspaceId, ctx.workspaceId), eq(packages.shipmentId, shipmentId)))
    .orderBy(asc(packages.position));
  const contents = await tx
    .select({
      packageId: packageLines.packageId,
      lineId: shipmentLines.orderLineId,
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
      and(eq(shipmentLines.workspaceId, ctx.workspaceId), eq(shipmentLines.shipmentId, shipmentId)),
    );
  return cartons.map(({ id, position, sscc, ssccInternal }) => ({
    position,
    sscc,
    internal: ssccInternal === "yes",
    contents: order.lines.flatMap((line) => {
      const here = contents.find((one) => one.packageId === id && one.lineId === line.id);
      return here ? [{ line, quantity: here.quantity }] : [];
    }),
  }));
}
