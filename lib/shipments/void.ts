import "server-only";
import { and, eq, inArray } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { issuedNumbers } from "@/db/schema/numbers";
import { packages, shipmentLines, shipments } from "@/db/schema/shipments";
import { rederive } from "@/lib/orders/derive";
import { appendEvent } from "@/lib/orders/events";
import { type LoadedOrder, loadOrders } from "@/lib/orders/facts";
import { owedOf } from "@/lib/orders/lifecycle";
import { applyMove, currentPolicy, type Moved } from "@/lib/orders/move";
import { lackOf } from "@/lib/orders/shipment-choice";
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
import { holdReturned, releasePins } from "./release";

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
    // What a marketplace says has left would come back with its next word.
    if (shipment.channelShippedAt !== null) {
      return refuse("channel_confirmed", { data: { shipment: shipment.number } });
    }
    const free = wasDispatched ? await standsAlone(tx, ctx, order, shipment) : accept(null);
    if (!free.ok) {
      return free;
    }
    if (wasDispatched) {
      await returnStock(tx, ctx, order, shipment, "free");
      await holdReturned(tx, ctx, shipment.id);
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

/** Marks a shipment and its numbers as void, or as good again; of its packages those that it still has. */
async function writeVoid(tx: Transaction, ctx: Context, shipment: Shipment, at: Date | null) {
  await tx
    .update(shipments)
    .set({ ...NOT_DISPATCHED, voidedAt: at, version: shipment.version + 1 })
    .where(and(eq(shipments.workspaceId, ctx.workspaceId), eq(shipments.id, shipment.id)));
  const cartons = await tx
    .select({ sscc: packages.sscc })
    .from(packages)
    .where(and(eq(packages.workspaceId, ctx.workspaceId), eq(packages.shipmentId, shipment.id)));
  const numbers = [shipment.number, shipment.bolNumber, ...cartons.map(({ sscc }) => sscc)];
  await tx
    .update(issuedNumbers)
    .set({ voidedAt: at })
    .where(
      and(
        eq(issuedNumbers.workspaceId, ctx.workspaceId),
        eq(issuedNumbers.subjectId, shipment.id),
        inArray(
          issuedNumbers.number,
          numbers.filter((number) => number !== null),
        ),
      ),
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

type TakeBackRefusal = "not_found" | "not_voided" | "not_open" | RestoreRefusal;

/**
 * Takes a void back: the shipment is a draft again with what it held, its numbers are good again. Refused
 * where its units are not there, or not owed, any more.
 */
export async function takeBackVoid(
  ctx: Context,
  shipmentNumber: string,
): Promise<Outcome<{ readonly order: string; readonly shipment: string }, TakeBackRefusal>> {
  return withWorkspace(ctx, async (tx) => {
    const locked = await lockShipment(tx, ctx, shipmentNumber);
    if (!locked) {
      return refuse("not_found");
    }
    const { order, shipment } = locked;
    const data = { shipment: shipment.number };
    if (shipment.voidedAt === null) {
      return refuse("not_voided", { data });
    }
    if (order.row.tab !== "open") {
      return refuse("not_open");
    }
    const outcome = await backToDraft(tx, ctx, order, shipment);
    if (!outcome.ok) {
      return outcome;
    }
    await appendEvent(tx, ctx, order.row.id, {
      type: "shipment_void_taken_back",
      cause: "by_hand",
      data,
    });
    return accept({ order: order.row.number, shipment: shipment.number });
  });
}

export type RestoreRefusal = "short" | "draft_exists" | "not_met" | "shipment_gone";

/**
 * Undoes the move that a void made: the shipment is on its way again as it was, and with it nothing is
 * owed. Refused before anything is written. The order is locked.
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
  if (!shipment?.voidedAt) {
    return refuse("shipment_gone");
  }
  const lines = await linesOf(tx, ctx, shipmentId);
  const here = (id: string) => lines.find((one) => one.orderLineId === id)?.quantity ?? 0;
  if (order.lines.some((line) => line.kind === "goods" && owedOf(line) > here(line.id))) {
    return refuse("not_met");
  }
  const outcome = await backToDraft(tx, ctx, order, shipment);
  if (!outcome.ok) {
    return outcome;
  }
  const policyVersion = (await currentPolicy(tx, ctx)).version;
  await dispatch(tx, ctx, order, shipment, { fact: "undo", policyVersion });
  return outcome;
}

/** Makes a void shipment a draft that holds its units; refused before anything is written. */
async function backToDraft(
  tx: Transaction,
  ctx: Context,
  order: LoadedOrder,
  shipment: Shipment,
): Promise<Outcome<null, "draft_exists" | "short">> {
  const draft = await findDraft(tx, ctx, order.row.id);
  if (draft) {
    return refuse("draft_exists", { data: { shipment: draft.number } });
  }
  const lines = await linesOf(tx, ctx, shipment.id);
  const wanted = order.lines.flatMap((line) => {
    const quantity = lines.find((one) => one.orderLineId === line.id)?.quantity ?? 0;
    return quantity > 0 ? [{ line, quantity }] : [];
  });
  const lack = lackOf(wanted);
  if (lack) {
    const missing = quantityText(lack.quantity);
    return refuse("short", { data: { sku: lack.line.sku, missing } });
  }
  await writeVoid(tx, ctx, shipment, null);
  for (const { id, orderLineId, productId, quantity } of lines) {
    if (order.lines.some((one) => one.id === orderLineId && one.tracked)) {
      await pin(tx, ctx, { shipmentLineId: id, orderLineId, productId }, quantity);
    }
  }
  return accept(null);
}

async function linesOf(tx: Transaction, ctx: Pick<Context, "workspaceId">, shipmentId: string) {
  return tx
    .select()
    .from(shipmentLines)
    .where(
      and(eq(shipmentLines.workspaceId, ctx.workspaceId), eq(shipmentLines.shipmentId, shipmentId)),
    );
}
