import "server-only";
import { and, desc, eq, isNotNull, isNull } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { clients } from "@/db/schema/clients";
import { shipments } from "@/db/schema/shipments";
import type { LoadedOrder } from "@/lib/orders/facts";
import { owedOf } from "@/lib/orders/lifecycle";
import { accept, type Outcome, refuse } from "@/lib/shared/outcome";
import { quantityText } from "@/lib/shared/quantity";
import type { Context } from "@/lib/workspaces/context";
import type { Shipment } from "./dispatch";
import { createDraft, findDraft, leavesRemainder, shippableLines } from "./draft";

export type ChooseRefusal = "on_hold" | "archived" | "would_be_partial" | "nothing_to_ship";

/**
 * The shipment that a print or a hand-over is about: the order's draft; else a new one of what is
 * reserved; else the latest one again. Refused with the reason when there is none of these.
 */
export async function chooseShipment(
  tx: Transaction,
  ctx: Context,
  order: LoadedOrder,
  given: { carrier?: string | null; trackingNumber?: string | null } = {},
): Promise<Outcome<Shipment, ChooseRefusal>> {
  if (order.archiveReason === "cancelled" || order.archiveReason === "not_to_be_fulfilled") {
    return refuse("archived");
  }
  const latest = await latestDispatched(tx, ctx, order.row.id);
  const owes = order.lines.some((line) => line.kind === "goods" && owedOf(line) > 0);
  if (latest && !owes) {
    return accept(latest);
  }
  if (order.row.onHold) {
    return refuse("on_hold");
  }
  const draft = await findDraft(tx, ctx, order.row.id);
  if (draft) {
    return accept(draft);
  }
  const lines = shippableLines(order);
  if (lines.length === 0) {
    return latest ? accept(latest) : refuse("nothing_to_ship", { data: shortOf(order) });
  }
  if (leavesRemainder(order, lines) && !(await mayShipPartly(tx, ctx, order))) {
    return refuse("would_be_partial", { data: shortOf(order) });
  }
  return accept(await createDraft(tx, ctx, order, lines, given));
}

/** The first goods line that can't leave whole, in words' parts. */
function shortOf(order: LoadedOrder): Record<string, string> {
  const line = order.lines.find(
    (one) => one.kind === "goods" && one.tracked && owedOf(one) > one.reserved,
  );
  return line
    ? { sku: line.sku, reserved: quantityText(line.reserved), owed: quantityText(owedOf(line)) }
    : {};
}

/** The order's word counts, then its client's, then the workspace's. */
async function mayShipPartly(tx: Transaction, ctx: Context, order: LoadedOrder): Promise<boolean> {
  if (order.row.allowPartial !== null) {
    return order.row.allowPartial;
  }
  const [client] = await tx
    .select({ allowPartial: clients.allowPartial })
    .from(clients)
    .where(and(eq(clients.workspaceId, ctx.workspaceId), eq(clients.id, order.row.clientId)));
  return client?.allowPartial ?? !ctx.workspace.shipComplete;
}

async function latestDispatched(
  tx: Transaction,
  ctx: Pick<Context, "workspaceId">,
  orderId: string,
) {
  const [shipment] = await tx
    .select()
    .from(shipments)
    .where(
      and(
        eq(shipments.workspaceId, ctx.workspaceId),
        eq(shipments.orderId, orderId),
        isNotNull(shipments.dispatchedAt),
        isNull(shipments.voidedAt),
      ),
    )
    .orderBy(desc(shipments.dispatchedAt), desc(shipments.id))
    .limit(1);
  return shipment ?? null;
}
