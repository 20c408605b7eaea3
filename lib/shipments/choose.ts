import "server-only";
import { and, desc, eq, isNotNull, isNull } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { clients } from "@/db/schema/clients";
import { shipments } from "@/db/schema/shipments";
import type { LoadedOrder } from "@/lib/orders/facts";
import { owedOf } from "@/lib/orders/lifecycle";
import { type ChoiceRefusal, chooseFor } from "@/lib/orders/shipment-choice";
import { accept, type Outcome, refuse } from "@/lib/shared/outcome";
import { quantityText } from "@/lib/shared/quantity";
import type { Context } from "@/lib/workspaces/context";
import type { Shipment } from "./dispatch";
import { createDraft, findDraft, shippableLines } from "./draft";

/** The shipment that a print or a hand-over is about, made where it is a new one; a refusal says what is missing. */
export async function chooseShipment(
  tx: Transaction,
  ctx: Context,
  order: LoadedOrder,
  given: { carrier?: string | null; trackingNumber?: string | null } = {},
): Promise<Outcome<Shipment, ChoiceRefusal>> {
  const latest = await latestDispatched(tx, ctx, order.row.id);
  const draft = await findDraft(tx, ctx, order.row.id);
  const choice = chooseFor({
    ...order,
    onHold: order.row.onHold,
    mayShipPartly: await mayShipPartly(tx, ctx, order),
    hasDraft: draft !== null,
    hasDispatched: latest !== null,
  });
  if (!choice.ok) {
    const { code } = choice.refusal;
    const isShort = code === "nothing_to_ship" || code === "would_be_partial";
    return isShort ? refuse(code, { data: shortOf(order) }) : choice;
  }
  const known = choice.value === "draft" ? draft : choice.value === "latest" ? latest : null;
  return accept(known ?? (await createDraft(tx, ctx, order, shippableLines(order), given)));
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
  return (await agreedPartly(tx, ctx, order)) ?? !ctx.workspace.shipComplete;
}

/** What was agreed on partial shipments for this order or with its client; null where nothing was. */
export async function agreedPartly(
  tx: Transaction,
  ctx: Pick<Context, "workspaceId">,
  order: LoadedOrder,
): Promise<boolean | null> {
  if (order.row.allowPartial !== null) {
    return order.row.allowPartial;
  }
  const [client] = await tx
    .select({ allowPartial: clients.allowPartial })
    .from(clients)
    .where(and(eq(clients.workspaceId, ctx.workspaceId), eq(clients.id, order.row.clientId)));
  return client?.allowPartial ?? null;
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
