import "server-only";
import { and, asc, eq } from "drizzle-orm";
import { shipments } from "@/db/schema/shipments";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { explanationsOf, type LineExplanation, lineExplanations, stockNotes } from "./explanations";
import { loadOrders } from "./facts";
import { holdersOf } from "./holders";
import { findOrderId, supplyOf } from "./queries";
import type { Sentence } from "./sentence";
import { shipmentStateOf } from "./shipment-state";
import { type TipActions, tipActionsOf } from "./tip-actions";

/** What the list says of an order's statuses when it is asked. */
export type Reasons = Readonly<Record<"stock" | "production" | "shipment", Sentence>> & {
  readonly notes: readonly Sentence[];
  /** The split by line, where there is more than one to tell of. */
  readonly lines: readonly LineExplanation[];
  readonly actions: TipActions;
};

/** Why an order has its statuses; null for a number that the workspace does not have. */
export async function findReasons(ctx: Context, number: string): Promise<Reasons | null> {
  return withWorkspace(ctx, async (tx) => {
    const id = await findOrderId(tx, ctx, number);
    const [order] = id ? await loadOrders(tx, ctx, [id]) : [];
    if (!order) {
      return null;
    }
    const supply = (await supplyOf(tx, ctx, [order.row.id])).get(order.row.id) ?? [];
    const rows = await tx
      .select({
        number: shipments.number,
        dispatchedAt: shipments.dispatchedAt,
        voidedAt: shipments.voidedAt,
      })
      .from(shipments)
      .where(and(eq(shipments.workspaceId, ctx.workspaceId), eq(shipments.orderId, order.row.id)))
      .orderBy(asc(shipments.createdAt), asc(shipments.id));
    const { stock, production, shipment } = explanationsOf(ctx, order, {
      supply,
      shipments: rows.map((row) => ({ number: row.number, state: shipmentStateOf(row) })),
      invoices: [],
    });
    const lines = lineExplanations(ctx, order, supply);
    const holders = await holdersOf(tx, ctx, order);
    return {
      stock,
      production,
      shipment,
      notes: stockNotes(order, holders),
      lines: order.lines.length > 1 ? lines : [],
      actions: tipActionsOf(order, holders, ctx.role),
    };
  });
}
