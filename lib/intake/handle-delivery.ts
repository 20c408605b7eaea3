import "server-only";
import { and, eq, isNull, lt } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { deliveries } from "@/db/schema/channels";
import { normaliseExternalId } from "@/lib/orders/input";
import { type Context, type WorkspaceId, withWorkspace } from "@/lib/workspaces/context";
import { contextIn } from "@/lib/workspaces/queries";
import { type Arrived, arrive } from "./arrivals";
import type { ChannelOrder, ReadRefusal } from "./channels/connector";
import { connectorOf } from "./channels/registry";
import { channelActor, loadConnection, openConnection } from "./open-connection";
import { contentHash, saidOf } from "./versions";

type Delivery = typeof deliveries.$inferSelect;

/** Reads a stored delivery and applies it, in one transaction with the order. Whoever comes second finds it done. */
export async function handleDelivery(workspaceId: WorkspaceId, id: string): Promise<void> {
  await withWorkspace({ workspaceId }, async (tx) => {
    const isThis = and(eq(deliveries.workspaceId, workspaceId), eq(deliveries.id, id));
    const [delivery] = await tx
      .select()
      .from(deliveries)
      .where(and(isThis, isNull(deliveries.handledAt)))
      .for("no key update");
    const row = delivery?.connectionId
      ? await loadConnection(tx, { workspaceId }, delivery.connectionId)
      : null;
    if (!delivery || !row) {
      return;
    }
    const ctx = await contextIn(tx, workspaceId, { actor: channelActor(row), role: "operator" });
    const { read } = connectorOf(row.channel);
    const { topic, body } = delivery;
    const outcome =
      topic !== null && body !== null
        ? read({ topic, body }, openConnection(row, ctx.workspace.timeZone))
        : null;
    if (outcome?.ok) {
      await settleRead(tx, ctx, delivery, outcome.value);
      return;
    }
    const refusal = outcome?.refusal ?? { code: "unreadable" as const };
    const { code, data, issues } = refusal;
    const facts = { ...data, ...(issues ? { issues } : {}) };
    const known = typeof data?.externalId === "string" ? data.externalId : null;
    const externalId = known && (normaliseExternalId(known).slice(0, 120) || null);
    await tx
      .update(deliveries)
      .set({ fate: FATES[code], reason: code, reasonData: facts, externalId, handledAt: ctx.now })
      .where(isThis);
  });
}

/** What a person must see is quarantined; what nobody can or need do anything about is put away. */
const FATES = {
  unreadable: "quarantined",
  incomplete: "quarantined",
  not_workable: "discarded",
  ignored: "discarded",
} as const satisfies Record<ReadRefusal, string>;

async function settleRead(
  tx: Transaction,
  ctx: Context,
  delivery: Delivery,
  order: ChannelOrder,
): Promise<void> {
  const arrived = await arrive(tx, ctx, order);
  const externalId = order.input.externalId ?? null;
  await tx
    .update(deliveries)
    .set({
      fate: arrived.fate,
      reason: arrived.reason,
      reasonData: { ...arrived.data, said: saidOf(order) },
      externalId,
      sourceAt: order.sourceAt,
      contentHash: contentHash(order),
      orderId: arrived.orderId,
      handledAt: ctx.now,
    })
    .where(and(eq(deliveries.workspaceId, ctx.workspaceId), eq(deliveries.id, delivery.id)));
  if (externalId !== null) {
    await endOlderQuarantines(tx, ctx, delivery.source, externalId, { arrived, order });
  }
}

/** A version that stands makes every older one in quarantine history: there is nothing left to decide. */
async function endOlderQuarantines(
  tx: Transaction,
  ctx: Context,
  source: string,
  externalId: string,
  { arrived, order }: { readonly arrived: Arrived; readonly order: ChannelOrder },
): Promise<void> {
  if (arrived.fate !== "kept" && arrived.fate !== "same") {
    return;
  }
  await tx
    .update(deliveries)
    .set({ fate: "older", reason: "superseded" })
    .where(
      and(
        eq(deliveries.workspaceId, ctx.workspaceId),
        eq(deliveries.source, source),
        eq(deliveries.externalId, externalId),
        eq(deliveries.fate, "quarantined"),
        lt(deliveries.sourceAt, order.sourceAt),
      ),
    );
}
