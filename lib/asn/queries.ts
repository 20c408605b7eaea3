import "server-only";
import { and, asc, eq } from "drizzle-orm";
import { asns } from "@/db/schema/asns";
import { orders } from "@/db/schema/orders";
import { shipments } from "@/db/schema/shipments";
import { isId } from "@/lib/shared/ids";
import { type Context, withWorkspace } from "@/lib/workspaces/context";

type AsnFormat = (typeof asns.$inferSelect)["format"];

export type AsnRow = {
  readonly id: string;
  readonly shipment: string;
  readonly state: string;
  /** What it is: an X12 856, a marketplace's own ship confirmation, or one that a person recorded. */
  readonly format: AsnFormat;
  readonly controlNumber: number;
  readonly sentAt: Date | null;
  readonly sentBy: string | null;
  /** The X12 856 text; of a ship confirmation what the marketplace was told, as JSON. */
  readonly content: string;
  readonly cancelledAt: Date | null;
  /** The X12 856 text that took it back. */
  readonly cancellation: string | null;
};

/** The ASNs of an order's shipments; null for an order the workspace does not have. */
export async function findAsns(ctx: Context, orderNumber: string): Promise<AsnRow[] | null> {
  return withWorkspace(ctx, async (tx) => {
    const [order] = await tx
      .select({ id: orders.id })
      .from(orders)
      .where(and(eq(orders.workspaceId, ctx.workspaceId), eq(orders.number, orderNumber)));
    if (!order) {
      return null;
    }
    const rows = await tx
      .select({ asn: asns, shipment: shipments.number })
      .from(asns)
      .innerJoin(
        shipments,
        and(eq(shipments.workspaceId, asns.workspaceId), eq(shipments.id, asns.shipmentId)),
      )
      .where(and(eq(asns.workspaceId, ctx.workspaceId), eq(shipments.orderId, order.id)))
      .orderBy(asc(asns.createdAt), asc(asns.id));
    return rows.map(({ asn, shipment }) => ({
      id: asn.id,
      shipment,
      state: asn.state,
      format: asn.format,
      controlNumber: asn.controlNumber,
      sentAt: asn.sentAt,
      sentBy: asn.sentBy,
      content: asn.content,
      cancelledAt: asn.cancelledAt,
      cancellation: asn.cancellation,
    }));
  });
}

/** The ASNs of one shipment; null for a shipment the workspace does not have. */
export async function findShipmentAsns(
  ctx: Context,
  number: string,
): Promise<{ readonly order: string; readonly asns: readonly AsnRow[] } | null> {
  const [found] = await withWorkspace(ctx, (tx) =>
    tx
      .select({ order: orders.number })
      .from(shipments)
      .innerJoin(
        orders,
        and(eq(orders.workspaceId, shipments.workspaceId), eq(orders.id, shipments.orderId)),
      )
      .where(and(eq(shipments.workspaceId, ctx.workspaceId), eq(shipments.number, number))),
  );
  const all = found ? await findAsns(ctx, found.order) : null;
  return found && all
    ? { order: found.order, asns: all.filter((asn) => asn.shipment === number) }
    : null;
}

/** One ASN by id; null for an unknown id and for another workspace's alike. */
export async function findAsn(
  ctx: Context,
  id: string,
): Promise<Pick<AsnRow, "shipment" | "format" | "content" | "cancellation"> | null> {
  if (!isId(id)) {
    return null;
  }
  const [row] = await withWorkspace(ctx, (tx) =>
    tx
      .select({
        content: asns.content,
        cancellation: asns.cancellation,
        format: asns.format,
        shipment: shipments.number,
      })
      .from(asns)
      .innerJoin(
        shipments,
        and(eq(shipments.workspaceId, asns.workspaceId), eq(shipments.id, asns.shipmentId)),
      )
      .where(and(eq(asns.workspaceId, ctx.workspaceId), eq(asns.id, id))),
  );
  return row ?? null;
}
