import "server-only";
import { and, eq, isNotNull, isNull } from "drizzle-orm";
import { documents } from "@/db/schema/documents";
import { orders } from "@/db/schema/orders";
import { shipments } from "@/db/schema/shipments";
import { isId } from "@/lib/shared/ids";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { readDocument } from "./store";

/**
 * A packing slip of a shipment that has left to the client of whoever asks. Null for every other
 * document, another client's and another workspace's alike.
 */
export async function findPackingSlip(ctx: Context, id: string) {
  const { clientId, workspaceId } = ctx;
  if (clientId === null || !isId(id)) {
    return null;
  }
  return withWorkspace(ctx, async (tx) => {
    const [own] = await tx
      .select({ id: documents.id })
      .from(documents)
      .innerJoin(
        orders,
        and(eq(orders.workspaceId, documents.workspaceId), eq(orders.id, documents.orderId)),
      )
      .innerJoin(
        shipments,
        and(
          eq(shipments.workspaceId, documents.workspaceId),
          eq(shipments.id, documents.shipmentId),
        ),
      )
      .where(
        and(
          eq(documents.workspaceId, workspaceId),
          eq(documents.id, id),
          eq(documents.kind, "packing_slip"),
          eq(orders.clientId, clientId),
          isNotNull(shipments.dispatchedAt),
          isNull(shipments.voidedAt),
        ),
      );
    return own ? readDocument(tx, ctx, own.id) : null;
  });
}
