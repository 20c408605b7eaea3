import "server-only";
import { and, eq, isNotNull, isNull } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { asns } from "@/db/schema/asns";
import { shipments } from "@/db/schema/shipments";
import { rederive } from "@/lib/orders/derive";
import { appendEvent, type NewEvent } from "@/lib/orders/events";
import { type LoadedOrder, loadOrders } from "@/lib/orders/facts";
import { currentPolicy, type Moved, moveAfterFact } from "@/lib/orders/move";
import { type AsnStates, type ClosingFact, dispatches } from "@/lib/orders/policy";
import { accept, type Outcome } from "@/lib/shared/outcome";
import type { Context } from "@/lib/workspaces/context";
import { checkPins, dispatch, type Shipment } from "./dispatch";

/** Which column keeps the time of a fact. */
const FACT_COLUMNS = {
  label_printed: "labelPrintedAt",
  bol_printed: "bolPrintedAt",
  packing_slip_printed: "packingSlipPrintedAt",
  marked_shipped: "handedOverAt",
  channel_shipped: "channelShippedAt",
} as const satisfies Record<ClosingFact, keyof Shipment>;

/** Facts that happened to a shipment together, and the event that tells of them. */
export type ShipmentFacts = {
  readonly facts: readonly ClosingFact[];
  readonly event: NewEvent;
  readonly batchId: string;
};

/**
 * Records facts of a shipment: each keeps its first time; the policy then dispatches the shipment
 * and moves the order. The order must be locked. Refused (`short`) before anything is written.
 */
export async function recordFacts(
  tx: Transaction,
  ctx: Context,
  order: LoadedOrder,
  shipment: Shipment,
  { facts, event, batchId }: ShipmentFacts,
): Promise<Outcome<{ dispatched: boolean; moved: Moved | null }, "short">> {
  const policy = await currentPolicy(tx, ctx);
  const fresh = facts.filter((fact) => shipment[FACT_COLUMNS[fact]] === null);
  const dispatching =
    shipment.dispatchedAt === null ? facts.find((fact) => dispatches(policy, fact)) : undefined;
  if (dispatching !== undefined) {
    const pinned = await checkPins(tx, ctx, order, shipment);
    if (!pinned.ok) {
      return pinned;
    }
  }
  await appendEvent(tx, ctx, order.row.id, event);
  if (dispatching !== undefined) {
    await dispatch(tx, ctx, order, shipment, { fact: dispatching, policyVersion: policy.version });
  }
  if (fresh.length > 0) {
    await tx
      .update(shipments)
      .set(Object.fromEntries(fresh.map((fact) => [FACT_COLUMNS[fact], ctx.now])))
      .where(and(eq(shipments.workspaceId, ctx.workspaceId), eq(shipments.id, shipment.id)));
  }
  const moved = await moveByFacts(tx, ctx, order.row.id, {
    // A reprint of what has left is no new fact: whether an order moves depends on dispatch.
    facts: dispatching === undefined ? fresh : facts,
    batchId,
    dispatched: dispatching === undefined ? [] : [shipment.id],
  });
  return accept({ dispatched: dispatching !== undefined, moved });
}

async function moveByFacts(
  tx: Transaction,
  ctx: Context,
  orderId: string,
  by: { facts: readonly ClosingFact[]; batchId: string; dispatched: readonly string[] },
): Promise<Moved | null> {
  const [order] = await loadOrders(tx, ctx, [orderId]);
  if (!order) {
    return null;
  }
  for (const cause of by.facts) {
    const moved = await moveAfterFact(tx, ctx, order, {
      cause,
      asns: await asnStates(tx, ctx, orderId),
      batchId: by.batchId,
      dispatched: by.dispatched,
    });
    if (moved) {
      return moved;
    }
  }
  await rederive(tx, ctx, [orderId]);
  return null;
}

/** The ASN state of each dispatched shipment of an order; null where none is live. */
export async function asnStates(
  tx: Transaction,
  ctx: Pick<Context, "workspaceId">,
  orderId: string,
): Promise<AsnStates> {
  const rows = await tx
    .select({ shipment: shipments.id, state: asns.state })
    .from(shipments)
    .leftJoin(
      asns,
      and(eq(asns.workspaceId, shipments.workspaceId), eq(asns.shipmentId, shipments.id)),
    )
    .where(
      and(
        eq(shipments.workspaceId, ctx.workspaceId),
        eq(shipments.orderId, orderId),
        isNotNull(shipments.dispatchedAt),
        isNull(shipments.voidedAt),
      ),
    );
  const live = new Map<string, string | null>();
  for (const { shipment, state } of rows) {
    const counts = state === "sent" || state === "accepted";
    live.set(shipment, counts ? state : (live.get(shipment) ?? null));
  }
  return [...live.values()];
}
