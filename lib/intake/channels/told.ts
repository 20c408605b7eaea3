import "server-only";
import { and, eq, inArray } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { asns } from "@/db/schema/asns";
import type { connections } from "@/db/schema/channels";
import { outbox } from "@/db/schema/traffic";
import { appendEvent } from "@/lib/orders/events";
import { lockOrders } from "@/lib/orders/facts";
import { moveAfterFact } from "@/lib/orders/move";
import { newId } from "@/lib/shared/ids";
import { flagNotice, unflagNotice } from "@/lib/shipments/channel-notice";
import { asnStates } from "@/lib/shipments/facts";
import type { Actor, Context } from "@/lib/workspaces/context";
import { takeNumbers } from "@/lib/workspaces/series";
import type { LoadedNotice, Told } from "./notice";

type Job = { readonly id: number; readonly attempts: number };
type Connection = typeof connections.$inferSelect;

const actorOf = (connection: Connection): Actor => ({
  kind: "channel",
  name: connection.name,
  id: connection.id,
});

/**
 * Writes that the marketplace knows a shipment: its ASN, the event, and the move that the policy makes
 * of it. Writing it again changes nothing. The outbox message ends in the same transaction.
 */
export async function writeConfirmed(
  tx: Transaction,
  ctx: Context,
  job: Job,
  connection: Connection,
  { orderId, shipment, notice, told: before }: LoadedNotice,
  reference: string,
): Promise<void> {
  const [order] = await lockOrders(tx, ctx, [orderId]);
  if (!order) {
    throw new Error("The order of a shipment is gone.");
  }
  const { reference: _known, otherReferences: _others, ...facts } = notice;
  const told: Told = {
    channel: connection.channel,
    connection: connection.name,
    reference,
    dispatchNo: shipment.dispatchNo,
    notice: facts,
  };
  const written = await writeAsn(tx, ctx, shipment.id, connection, told);
  await endMessage(tx, ctx, job);
  await unflagNotice(tx, ctx, orderId);
  if (written === "changed") {
    if (before && before.notice.trackingNumber !== notice.trackingNumber) {
      await appendEvent(tx, ctx, orderId, {
        type: "asn_changed",
        cause: "tracking_given",
        actor: actorOf(connection),
        data: {
          channel: connection.name,
          shipment: shipment.number,
          tracking: notice.trackingNumber,
        },
      });
    }
    return;
  }
  await appendEvent(tx, ctx, orderId, {
    type: "asn_sent",
    cause: "channel_confirmed",
    actor: actorOf(connection),
    data: {
      channel: connection.name,
      shipments: [shipment.number],
      ...(notice.trackingNumber ? { tracking: notice.trackingNumber } : {}),
    },
  });
  if (written === "kept_other") {
    return;
  }
  await moveAfterFact(tx, ctx, order, {
    cause: "asn_sent",
    asns: await asnStates(tx, ctx, orderId),
    batchId: newId(),
  });
}

/** A shipment has one live ASN: this one, this one with what is news, or one that a person had sent, which stays. */
async function writeAsn(
  tx: Transaction,
  ctx: Context,
  shipmentId: string,
  connection: Connection,
  told: Told,
): Promise<"created" | "changed" | "kept_other"> {
  const ofShipment = and(
    eq(asns.workspaceId, ctx.workspaceId),
    eq(asns.shipmentId, shipmentId),
    inArray(asns.state, ["sent", "accepted"]),
  );
  const [live] = await tx.select({ id: asns.id, format: asns.format }).from(asns).where(ofShipment);
  const content = JSON.stringify(told);
  if (live?.format === "channel") {
    await tx
      .update(asns)
      .set({ content })
      .where(and(eq(asns.workspaceId, ctx.workspaceId), eq(asns.id, live.id)));
    return "changed";
  }
  if (live) {
    return "kept_other";
  }
  await tx.insert(asns).values({
    id: newId(),
    workspaceId: ctx.workspaceId,
    shipmentId,
    state: "accepted",
    format: "channel",
    controlNumber: await takeNumbers(tx, ctx, "asn", 1),
    content,
    sentAt: ctx.now,
    sentBy: connection.name,
    createdAt: ctx.now,
  });
  return "created";
}

/** Writes that the marketplace refused a shipment: the message waits for a person, the order asks for one. */
export async function writeRefused(
  tx: Transaction,
  ctx: Context,
  job: Job,
  connection: Connection,
  { orderId, shipment }: LoadedNotice,
  reason: string,
): Promise<void> {
  await lockOrders(tx, ctx, [orderId]);
  const [mine] = await tx
    .update(outbox)
    .set({ failedAt: ctx.now, lastError: reason })
    .where(isThis(ctx, job))
    .returning({ id: outbox.id });
  if (!mine) {
    return;
  }
  await appendEvent(tx, ctx, orderId, {
    type: "asn_refused",
    cause: "channel_refused",
    actor: actorOf(connection),
    data: { channel: connection.name, shipment: shipment.number, reason },
  });
  await flagNotice(tx, ctx, orderId);
}

async function endMessage(tx: Transaction, ctx: Context, job: Job): Promise<void> {
  await tx
    .update(outbox)
    .set({ doneAt: ctx.now, failedAt: null, lastError: null })
    .where(isThis(ctx, job));
}

/** The message, as long as no other drain has claimed it since. */
const isThis = (ctx: Pick<Context, "workspaceId">, job: Job) =>
  and(
    eq(outbox.workspaceId, ctx.workspaceId),
    eq(outbox.id, job.id),
    eq(outbox.attempts, job.attempts),
  );
