import "server-only";
import { and, eq, isNull, ne, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { connections } from "@/db/schema/channels";
import { orders } from "@/db/schema/orders";
import type { shipments } from "@/db/schema/shipments";
import { outbox } from "@/db/schema/traffic";
import { accept, type Outcome, refuse } from "@/lib/shared/outcome";
import type { Context } from "@/lib/workspaces/context";
import { enqueue } from "@/lib/workspaces/outbox";
import { noticeSettingsOf } from "./notice-settings";

type Shipment = typeof shipments.$inferSelect;

/** What the outbox keeps of a shipment that a marketplace has to be told of. */
export type NoticePayload = {
  readonly shipmentId: string;
  readonly dispatchNo: number;
  readonly connectionId: string;
  /** `dispatch` tells of the shipment; `tracking` of a number that came or changed after that. */
  readonly about: "dispatch" | "tracking";
  /** Set from before the marketplace is called until its answer is known. */
  readonly asked?: boolean;
  /** What the connector needs to go on with an answer that is not final yet. */
  readonly handle?: string | null;
};

const TOPIC = "channel_shipment";

/** A dispatch has at most two messages: the notice, and the tracking number where it was given later. */
export function noticeKeys({ id, dispatchNo }: Pick<Shipment, "id" | "dispatchNo">) {
  const notice = `${id}:${dispatchNo}`;
  return { notice, tracking: `${notice}:tracking` };
}

/** Asks for the marketplace that an order came from to be told of its dispatched shipment, after the connection's hold. */
export async function askForNotice(
  tx: Transaction,
  ctx: Context,
  order: { readonly source: string },
  shipment: Pick<Shipment, "id" | "dispatchNo">,
): Promise<void> {
  const connection = await connectionOf(tx, ctx, order.source);
  if (connection === null) {
    return;
  }
  const payload: NoticePayload = {
    shipmentId: shipment.id,
    dispatchNo: shipment.dispatchNo,
    connectionId: connection.id,
    about: "dispatch",
  };
  await enqueue(tx, ctx, [
    {
      topic: TOPIC,
      key: noticeKeys(shipment).notice,
      payload,
      delaySeconds: noticeSettingsOf(connection.settings).noticeHoldMinutes * 60,
    },
  ]);
}

/** Asks for a tracking number that was given or changed after the dispatch to be told as well. */
export async function askForTracking(
  tx: Transaction,
  ctx: Context,
  order: { readonly source: string },
  shipment: Pick<Shipment, "id" | "dispatchNo" | "dispatchedAt">,
): Promise<void> {
  const connection = await connectionOf(tx, ctx, order.source);
  if (connection === null || shipment.dispatchedAt === null) {
    return;
  }
  const payload: NoticePayload = {
    shipmentId: shipment.id,
    dispatchNo: shipment.dispatchNo,
    connectionId: connection.id,
    about: "tracking",
  };
  const keys = noticeKeys(shipment);
  await enqueue(tx, ctx, [{ topic: TOPIC, key: keys.tracking, payload }]);
  // Whoever is telling an earlier number loses the message by its count of tries, and this one is told next.
  await tx
    .update(outbox)
    .set({
      attempts: sql`${outbox.attempts} + 1`,
      availableAt: ctx.now,
      doneAt: null,
      failedAt: null,
      lastError: null,
    })
    .where(and(thisNotice(ctx, keys.tracking), sql`${outbox.attempts} > 0`));
  // The notice itself may be waiting for this number.
  await tx
    .update(outbox)
    .set({ availableAt: ctx.now })
    .where(
      and(
        thisNotice(ctx, keys.notice),
        isNull(outbox.doneAt),
        isNull(outbox.failedAt),
        sql`${outbox.attempts} > 0 and ${outbox.payload}->>'asked' is distinct from 'true'`,
      ),
    );
}

/**
 * Withdraws the notice of a shipment whose dispatch is taken back. Refused where the marketplace has been
 * told (`channel_confirmed`), or is being told and nobody knows yet whether it heard (`channel_unsure`).
 */
export async function withdrawNotice(
  tx: Transaction,
  ctx: Context,
  shipment: Pick<Shipment, "id" | "orderId" | "dispatchNo">,
): Promise<Outcome<null, "channel_unsure">> {
  const [notice] = await tx
    .select({ id: outbox.id, doneAt: outbox.doneAt, payload: outbox.payload })
    .from(outbox)
    .where(thisNotice(ctx, noticeKeys(shipment).notice))
    .for("update");
  if (!notice || notice.doneAt !== null) {
    return accept(null);
  }
  if (isAsked(notice.payload)) {
    return refuse("channel_unsure");
  }
  await tx
    .update(outbox)
    .set({ doneAt: ctx.now, failedAt: null, lastError: "withdrawn" })
    .where(and(eq(outbox.workspaceId, ctx.workspaceId), eq(outbox.id, notice.id)));
  await unflagNotice(tx, ctx, shipment.orderId);
  return accept(null);
}

/**
 * Has a marketplace told at once of a shipment that waits for that or was refused; answers false where
 * no marketplace has to be told of it. One that is being told goes on.
 */
export async function hurryNotice(
  tx: Transaction,
  ctx: Context,
  shipment: Pick<Shipment, "id" | "dispatchNo">,
): Promise<boolean> {
  const isOpen = and(thisNotice(ctx, noticeKeys(shipment).notice), isNull(outbox.doneAt));
  const [notice] = await tx
    .select({ id: outbox.id, payload: outbox.payload })
    .from(outbox)
    .where(isOpen)
    .for("update");
  if (notice && !isAsked(notice.payload)) {
    await tx.update(outbox).set({ availableAt: ctx.now, failedAt: null }).where(isOpen);
  }
  return notice !== undefined;
}

const REFUSED = "channel_refused";

/** Flags an order whose marketplace could not be told. The order is locked. */
export async function flagNotice(
  tx: Transaction,
  ctx: Pick<Context, "workspaceId">,
  orderId: string,
): Promise<void> {
  await tx
    .update(orders)
    .set({ attention: REFUSED })
    .where(and(eq(orders.workspaceId, ctx.workspaceId), eq(orders.id, orderId)));
}

/** Takes that flag away, and no other. */
export async function unflagNotice(
  tx: Transaction,
  ctx: Pick<Context, "workspaceId">,
  orderId: string,
): Promise<void> {
  await tx
    .update(orders)
    .set({ attention: null })
    .where(
      and(
        eq(orders.workspaceId, ctx.workspaceId),
        eq(orders.id, orderId),
        eq(orders.attention, REFUSED),
      ),
    );
}

const isAsked = (payload: unknown): boolean =>
  typeof payload === "object" && payload !== null && "asked" in payload && payload.asked === true;

function thisNotice(ctx: Pick<Context, "workspaceId">, key: string) {
  return and(eq(outbox.workspaceId, ctx.workspaceId), eq(outbox.topic, TOPIC), eq(outbox.key, key));
}

async function connectionOf(tx: Transaction, ctx: Pick<Context, "workspaceId">, source: string) {
  const [connection] = await tx
    .select({ id: connections.id, settings: connections.settings })
    .from(connections)
    .where(
      and(
        eq(connections.workspaceId, ctx.workspaceId),
        eq(connections.source, source),
        ne(connections.state, "disconnected"),
      ),
    );
  return connection ?? null;
}
