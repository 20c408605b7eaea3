import "server-only";
import { and, eq, inArray } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { products } from "@/db/schema/products";
import type { shipments } from "@/db/schema/shipments";
import type { LoadedOrder } from "@/lib/orders/facts";
import { shippingParties } from "@/lib/orders/parties";
import { todayIn } from "@/lib/shared/dates";
import { packedCartons } from "@/lib/shipments/cartons";
import type { Context } from "@/lib/workspaces/context";
import { type NoticePackage, type ShipNotice, shipNotice } from "./ship-notice";
import { partyId } from "./x12-elements";

type Shipment = typeof shipments.$inferSelect;

/** The 856 of a dispatched shipment as text, from the same rows that its documents are made of. */
export async function writeNotice(
  tx: Transaction,
  ctx: Context,
  order: LoadedOrder,
  shipment: Shipment,
  { controlNumber, purpose }: Pick<ShipNotice, "controlNumber" | "purpose">,
): Promise<string> {
  const { client, shipTo, shipFrom } = await shippingParties(tx, ctx, order);
  return shipNotice({
    // The default profile: mutually defined ids (ZZ), ours from the workspace, theirs from the client.
    sender: { qualifier: "ZZ", id: partyId(ctx.workspace.name) },
    receiver: { qualifier: "ZZ", id: partyId(client.code) },
    version: "004010",
    usage: "P",
    controlNumber,
    purpose,
    at: ctx.now,
    timeZone: ctx.workspace.timeZone,
    shipmentNumber: shipment.number,
    shippedOn: todayIn(ctx.workspace.timeZone, shipment.dispatchedAt ?? ctx.now),
    deliverOn: order.row.deliverByOn,
    orderNumber: order.row.number,
    poNumber: order.row.poNumber,
    orderedOn: order.row.orderedOn,
    bolNumber: shipment.bolNumber,
    carrier: shipment.carrier,
    scac: null,
    trackingNumber: shipment.trackingNumber,
    weight: null,
    shipFrom,
    shipTo,
    packages: await noticePackages(tx, ctx, order, shipment),
  });
}

async function noticePackages(
  tx: Transaction,
  ctx: Pick<Context, "workspaceId">,
  order: LoadedOrder,
  shipment: Shipment,
): Promise<NoticePackage[]> {
  const cartons = await packedCartons(tx, ctx, order, shipment.id);
  const named = await tx
    .select({ id: products.id, gtin: products.gtin })
    .from(products)
    .where(
      and(
        eq(products.workspaceId, ctx.workspaceId),
        inArray(products.id, [...new Set(order.lines.map((line) => line.productId))]),
      ),
    );
  const gtins = new Map(named.map(({ id, gtin }) => [id, gtin]));
  return cartons.map(({ sscc, contents }) => ({
    sscc,
    trackingNumber: shipment.trackingNumber,
    items: contents.map(({ line: { line, sku, name, productId }, quantity }) => ({
      line,
      sku,
      name,
      gtin: gtins.get(productId) ?? null,
      quantity,
    })),
  }));
}
