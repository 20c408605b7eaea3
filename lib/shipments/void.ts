import "server-only";
import { and, eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { issuedNumbers } from "@/db/schema/numbers";
import { shipmentLines, shipments } from "@/db/schema/shipments";
import { rederive } from "@/lib/orders/derive";
import { appendEvent } from "@/lib/orders/events";
import { type LoadedOrder, loadOrders } from "@/lib/orders/facts";
import { owedOf } from "@/lib/orders/lifecycle";
import { applyMove, currentPolicy, type Moved } from "@/lib/orders/move";
import { accept, type Outcome, refuse } from "@/lib/shared/outcome";
import { quantityText } from "@/lib/shared/quantity";
import { reallocate } from "@/lib/stock/allocate";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import {
  dispatch,
  NOT_DISPATCHED,
  returnStock,
  type Shipment,
  standsAlone,
  type UndoDispatchRefusal,
} from "./dispatch";
import { findDraft, pin } from "./draft";
import { lockShipment } from "./find";
import { releasePins } from "./rewrite";

type VoidRefusal = "not_found" | "shipment_voided" | "archived" | UndoDispatchRefusal;

type Voided = { readonly order: string; readonly shipment: string; readonly moved: Moved | null };

/**
 * Voids a shipment: a draft lets go what it held; of a dispatched one the stock comes back, what it
 * shipped is owed again, and a closed order is open again. Its numbers stay taken, as void.
 */
export async function voidShipment(
  ctx: Context,
  input: { readonly shipmentNumber: string; readonly batchId: string },
): Promise<Outcome<Voided, VoidRefusal>> {
  return withWorkspace(ctx, async (tx) => {
    const locked = await lockShipment(tx, ctx, input.shipmentNumber);
    if (!locked) {
      return refuse("not_found");
    }
    const { order, shipment } = locked;
    if (shipment.voidedAt !== null) {
      return refuse("shipment_voided", { data: { shipment: shipment.number } });
    }
    const wasDispatched = shipment.dispatchedAt !== null;
    if (wasDispatched && order.archiveReason !== null) {
      return refuse("archived");
    }
    const free = wasDispatched ? await standsAlone(tx, ctx, order, shipment) : accept(null);
    if (!free.ok) {
      return free;
    }
    if (wasDispatched) {
      await returnStock(tx, ctx, shipment, "free");
    } else {
      await releasePins(tx, ctx, shipment.id);
    }
    await writeVoid(tx, ctx, shipment, ctx.now);
    await appendEvent(tx, ctx, order.row.id, {
      type: "shipment_voided",
      cause: "by_hand",
      data: { shipment: shipment.number, dispatched: wasDispatched },
    });
    const moved = await settle(tx, ctx, order, shipment, input.batchId);
    return accept({ order: order.row.number, shipment: shipment.number, moved });
  });
}

/** Marks a shipment and its numbers as void, or as good again. */
async function writeVoid(tx: Transaction, ctx: Context, shipment: Shipment, at: Date | null) {
  await tx
    .update(shipments)
    .set({ ...NOT_DISPATCHED, voidedAt: at, version: shipment.version + 1 })
    .where(and(eq(shipments.workspaceId, ctx.workspaceId), eq(shipments.id, shipment.id)));
  await tx
    .update(issuedNumbers)
    .set({ voidedAt: at })
    .where(
      and(eq(issuedNumbers.workspaceId, ctx.workspaceId), eq(issuedNumbers.subjectId, shipment.id)),
    );
}

/** Reopens a closed order that owes again, by a rule; else only gives the stock out anew. */
async function settle(
  tx: Transaction,
  ctx: Context,
  order: LoadedOrder,
  shipment: Shipment,
  batchId: string,
): Promise<Moved | null> {
  if (order.closedAt === null || shipment.dispatchedAt === null) {
    const productIds = order.lines.map((line) => line.productId);
    await rederive(tx, ctx, [order.row.id, ...(await reallocate(tx, ctx, productIds))]);
    return null;
  }
  const [fresh] = await loadOrders(tx, ctx, [order.row.id]);
  const policy = await currentPolicy(tx, ctx);
  const reopened = await applyMove(
    tx,
    ctx,
    fresh ?? order,
    { type: "reopen" },
    {
      cause: "shipment_voided",
      batchId,
      policyVersion: policy.version,
      actor: { kind: "rule", name: "Automation", id: null },
      voided: [shipment.id],
    },
  );
  if (!reopened.ok) {
    throw new Error(`A closed order could not be reopened: ${reopened.refusal.code}.`);
  }
  return reopened.value;
}

export type RestoreRefusal = "short" | "draft_exists" | "not_met" | "shipment_gone";

/**
 * Takes a void back: the shipment is on its way again as it was. Refused where its units went to others
 * meanwhile, before anything is written. The order is locked.
 */
export async function restoreVoided(
  tx: Transaction,
  ctx: Context,
  order: LoadedOrder,
  shipmentId: string,
): Promise<Outcome<null, RestoreRefusal>> {
  const [shipment] = await tx
    .select()
    .from(shipments)
    .where(and(eq(shipments.workspaceId, ctx.workspaceId), eq(shipments.id, shipmentId)));
  const draft = await findDraft(tx, ctx, order.row.id);
  if (!shipment?.voidedAt) {
    return refuse("shipment_gone");
  }
  if (draft) {
    return refuse("draft_exists", { data: { shipment: draft.number } });
  }
  const lines = await tx
    .select()
    .from(shipmentLines)
    .where(
      and(eq(shipmentLines.workspaceId, ctx.workspaceId), eq(shipmentLines.shipmentId, shipmentId)),
    );
  const refusal = missingFor(order, lines);
  if (refusal) {
    return refusal;
  }
  await writeVoid(tx, ctx, shipment, null);
  for (const { id, orderLineId, productId, quantity } of lines) {
    if (order.lines.some((one) => one.id === orderLineId && one.tracked)) {
      await pin(tx, ctx, { shipmentLineId: id, orderLineId, productId }, quantity);
    }
  }
  const policyVersion = (await currentPolicy(tx, ctx)).version;
  await dispatch(tx, ctx, order, shipment, { fact: "undo", policyVersion });
  return accept(null);
}

type ShipmentLine = typeof shipmentLines.$inferSelect;

function missingFor(order: LoadedOrder, lines: readonly ShipmentLine[]) {
  for (const line of order.lines.filter((one) => one.kind === "goods")) {
    const here = lines.find(({ orderLineId }) => orderLineId === line.id)?.quantity ?? 0;
    if (owedOf(line) !== here) {
      return refuse("not_met");
    }
    if (line.tracked && line.reserved < here) {
      const data = { sku: line.sku, missing: quantityText(here - line.reserved) };
      return refuse("short", { data });
    }
  }
  return null;
}
