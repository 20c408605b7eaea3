import "server-only";
import { and, asc, eq, inArray } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { asns } from "@/db/schema/asns";
import { documents } from "@/db/schema/documents";
import { shipmentLines, shipments } from "@/db/schema/shipments";
import { loadCartons } from "./cartons";
import type { LoadedOrder } from "./facts";
import { type ShipmentState, shipmentStateOf } from "./shipment-state";

type ShippedUnits = { readonly line: number; readonly sku: string; readonly quantity: number };

export type ShipmentView = {
  readonly id: string;
  readonly number: string;
  readonly state: ShipmentState;
  readonly carrier: string | null;
  readonly trackingNumber: string | null;
  readonly plannedShipOn: string | null;
  readonly bolNumber: string | null;
  readonly dispatchedAt: Date | null;
  readonly handedOverAt: Date | null;
  readonly deliveredAt: Date | null;
  readonly version: number;
  readonly lines: readonly ShippedUnits[];
  readonly packages: readonly {
    readonly sscc: string;
    readonly internal: boolean;
    readonly lines: readonly ShippedUnits[];
  }[];
  readonly documents: readonly DocumentView[];
  readonly asn: {
    readonly id: string;
    readonly state: string;
    readonly format: (typeof asns.$inferSelect)["format"];
    readonly sentAt: Date | null;
    /** Whether there is a notice that took it back. */
    readonly isTakenBack: boolean;
  } | null;
};

type DocumentView = Pick<
  typeof documents.$inferSelect,
  "id" | "kind" | "number" | "copy" | "createdAt" | "createdBy" | "shipmentId"
>;

/** The shipments of an order as its page shows them, oldest first. */
export async function shipmentViews(
  tx: Transaction,
  of: { workspaceId: string; orderId: string },
  order: LoadedOrder,
): Promise<ShipmentView[]> {
  const rows = await tx
    .select()
    .from(shipments)
    .where(and(eq(shipments.workspaceId, of.workspaceId), eq(shipments.orderId, of.orderId)))
    .orderBy(asc(shipments.createdAt), asc(shipments.id));
  const ids = rows.map((row) => row.id);
  if (ids.length === 0) {
    return [];
  }
  const lines = await tx
    .select()
    .from(shipmentLines)
    .where(
      and(eq(shipmentLines.workspaceId, of.workspaceId), inArray(shipmentLines.shipmentId, ids)),
    );
  const cartons = await loadCartons(tx, of, ids);
  const unitsOf = (units: readonly { orderLineId: string; quantity: number }[]) =>
    order.lines.flatMap(({ id, line, sku }) => {
      const here = units.find((one) => one.orderLineId === id);
      return here ? [{ line, sku, quantity: here.quantity }] : [];
    });
  const printed = await tx
    .select()
    .from(documents)
    .where(and(eq(documents.workspaceId, of.workspaceId), eq(documents.orderId, of.orderId)))
    .orderBy(asc(documents.createdAt), asc(documents.id));
  const notices = await tx
    .select()
    .from(asns)
    .where(and(eq(asns.workspaceId, of.workspaceId), inArray(asns.shipmentId, ids)))
    .orderBy(asc(asns.createdAt));
  return rows.map((row) => {
    const asn = notices.findLast((one) => one.shipmentId === row.id);
    return {
      id: row.id,
      number: row.number,
      state: shipmentStateOf(row),
      carrier: row.carrier,
      trackingNumber: row.trackingNumber,
      plannedShipOn: row.plannedShipOn,
      bolNumber: row.bolNumber,
      dispatchedAt: row.dispatchedAt,
      handedOverAt: row.handedOverAt,
      deliveredAt: row.deliveredAt,
      version: row.version,
      lines: unitsOf(lines.filter((one) => one.shipmentId === row.id)),
      packages: cartons
        .filter((carton) => carton.shipmentId === row.id)
        .map(({ sscc, ssccInternal, contents }) => ({
          sscc,
          internal: ssccInternal === "yes",
          lines: unitsOf(contents),
        })),
      documents: printed.filter((one) => one.shipmentId === row.id),
      asn: asn
        ? {
            id: asn.id,
            state: asn.state,
            format: asn.format,
            sentAt: asn.sentAt,
            isTakenBack: asn.cancellation !== null,
          }
        : null,
    };
  });
}
