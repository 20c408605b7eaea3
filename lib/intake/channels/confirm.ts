import "server-only";
import { and, eq, isNull, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { connections } from "@/db/schema/channels";
import { outbox } from "@/db/schema/traffic";
import { openConnection } from "@/lib/intake/open-connection";
import { flagNotice, type NoticePayload, noticeKeys } from "@/lib/shipments/channel-notice";
import { noticeSettingsOf } from "@/lib/shipments/notice-settings";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { type NoticeAnswer, NotTold } from "./connector";
import { type LoadedNotice, loadNotice } from "./notice";
import { connectorOf } from "./registry";
import { writeConfirmed, writeRefused } from "./told";

type Connection = typeof connections.$inferSelect;

type Job = {
  readonly id: number;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly attempts: number;
};

type Handled =
  | { readonly state: "done" }
  | { readonly state: "later"; readonly seconds: number }
  | { readonly state: "failed"; readonly error: string }
  | { readonly state: "refused"; readonly error: string };

/** Twice what a connector may take, so that the lease outlives every call that is made under it. */
const LEASE_SECONDS = 120;
const ASK_AGAIN_SECONDS = 30;
const PAUSED_SECONDS = 15 * 60;
const WAITS_FOR_TRACKING_SECONDS = 6 * 60 * 60;
const WAITS_FOR_DISPATCH_NOTICE_SECONDS = 15;
/** Answers of "ask again at once" that one run follows. */
const ROUNDS_MAX = 4;
/** Failures before the order asks for a person, while it is tried again and again. */
const FLAG_AFTER_FAILURES = 3;

type Begun =
  | { readonly over: Handled }
  | {
      readonly over: null;
      readonly connection: Connection;
      readonly loaded: LoadedNotice;
      readonly handle: string | null;
      /** An earlier call may have been heard. */
      readonly wasAsked: boolean;
    };

/**
 * Tells a marketplace of a shipment, once, however often and wherever it is run. Rows are locked around
 * changes of state only; during the call the renewed lease and `asked` keep others and undo away.
 */
export async function confirmToChannel(ctx: Context, job: Job): Promise<Handled> {
  for (let round = 1; ; round += 1) {
    const begun = await withWorkspace(ctx, (tx) => begin(tx, ctx, job));
    if (begun.over !== null) {
      return begun.over;
    }
    const { connection, loaded, handle } = begun;
    let answer: NoticeAnswer;
    try {
      const open = openConnection(connection, ctx.workspace.timeZone);
      const { confirmShipment } = connectorOf(connection.channel);
      answer = await confirmShipment(open, loaded.notice, handle);
    } catch (error) {
      return withWorkspace(ctx, (tx) => writeFailed(tx, ctx, job, begun, error));
    }
    const handled = await withWorkspace(ctx, (tx) =>
      writeAnswer(tx, ctx, job, { connection, loaded }, answer),
    );
    const atOnce = handled.state === "later" && handled.seconds === 0;
    if (!atOnce || round === ROUNDS_MAX) {
      return handled;
    }
  }
}

/** Renews the lease, checks that there is still something to tell, and marks the message as asked. */
async function begin(tx: Transaction, ctx: Context, job: Job): Promise<Begun> {
  const [mine] = await tx
    .update(outbox)
    .set({ availableAt: sql`now() + make_interval(secs => ${LEASE_SECONDS})` })
    .where(and(isThis(ctx, job), isNull(outbox.doneAt), isNull(outbox.failedAt)))
    .returning({ payload: outbox.payload });
  if (!mine) {
    return { over: { state: "done" } };
  }
  const payload = noticePayload(mine.payload);
  const loaded = await loadNotice(tx, ctx, payload);
  if (loaded === null) {
    return { over: { state: "done" } };
  }
  const [connection] = await tx
    .select()
    .from(connections)
    .where(
      and(eq(connections.workspaceId, ctx.workspaceId), eq(connections.id, payload.connectionId)),
    );
  const over = await nothingToTell(tx, ctx, payload, loaded, connection);
  if (over !== null || !connection) {
    return { over: over ?? { state: "done" } };
  }
  await setPayload(tx, ctx, job, { asked: true });
  return {
    over: null,
    connection,
    loaded,
    handle: payload.handle ?? null,
    wasAsked: payload.asked === true,
  };
}

async function nothingToTell(
  tx: Transaction,
  ctx: Context,
  payload: NoticePayload,
  { told, notice, shipment }: LoadedNotice,
  connection: Connection | undefined,
): Promise<Handled | null> {
  if (!connection || connection.state === "disconnected") {
    return { state: "refused", error: "The connection is disconnected. Connect it and try again." };
  }
  if (connection.state === "paused") {
    return { state: "later", seconds: PAUSED_SECONDS };
  }
  if (payload.about === "tracking") {
    return trackingIsTold(
      tx,
      ctx,
      shipment,
      told !== null,
      told?.notice.trackingNumber === notice.trackingNumber,
    );
  }
  if (told !== null) {
    return { state: "done" };
  }
  const waits =
    notice.trackingNumber === null &&
    payload.asked !== true &&
    noticeSettingsOf(connection.settings).noticeWaitsForTracking;
  return waits ? { state: "later", seconds: WAITS_FOR_TRACKING_SECONDS } : null;
}

/** A changed number is told by the notice itself while that is still to come. */
async function trackingIsTold(
  tx: Transaction,
  ctx: Context,
  shipment: LoadedNotice["shipment"],
  isTold: boolean,
  isSame: boolean,
): Promise<Handled | null> {
  if (isTold) {
    return isSame ? { state: "done" } : null;
  }
  const [notice] = await tx
    .select({ doneAt: outbox.doneAt, failedAt: outbox.failedAt })
    .from(outbox)
    .where(
      and(
        eq(outbox.workspaceId, ctx.workspaceId),
        eq(outbox.topic, "channel_shipment"),
        eq(outbox.key, noticeKeys(shipment).notice),
      ),
    );
  return notice && notice.doneAt === null && notice.failedAt === null
    ? { state: "later", seconds: WAITS_FOR_DISPATCH_NOTICE_SECONDS }
    : { state: "done" };
}

async function writeAnswer(
  tx: Transaction,
  ctx: Context,
  job: Job,
  { connection, loaded }: { connection: Connection; loaded: LoadedNotice },
  answer: NoticeAnswer,
): Promise<Handled> {
  switch (answer.state) {
    case "confirmed":
      await writeConfirmed(tx, ctx, job, connection, loaded, answer.reference);
      await setPayload(tx, ctx, job, { asked: false });
      return { state: "done" };
    case "pending":
      await setPayload(tx, ctx, job, { handle: answer.handle, asked: answer.untold !== true });
      return { state: "later", seconds: answer.afterSeconds ?? ASK_AGAIN_SECONDS };
    case "refused":
      await writeRefused(tx, ctx, job, connection, loaded, answer.reason);
      await setPayload(tx, ctx, job, { asked: false });
      return { state: "refused", error: answer.reason };
  }
}

async function writeFailed(
  tx: Transaction,
  ctx: Context,
  job: Job,
  begun: Extract<Begun, { over: null }>,
  error: unknown,
): Promise<Handled> {
  if (job.attempts >= FLAG_AFTER_FAILURES) {
    await flagNotice(tx, ctx, begun.loaded.orderId);
  }
  if (error instanceof NotTold && !begun.wasAsked) {
    await setPayload(tx, ctx, job, { asked: false });
  }
  return { state: "failed", error: error instanceof Error ? error.message : String(error) };
}

const isThis = (ctx: Context, job: Job) =>
  and(
    eq(outbox.workspaceId, ctx.workspaceId),
    eq(outbox.id, job.id),
    eq(outbox.attempts, job.attempts),
  );

async function setPayload(
  tx: Transaction,
  ctx: Context,
  job: Job,
  change: Partial<NoticePayload>,
): Promise<void> {
  await tx
    .update(outbox)
    .set({ payload: sql`${outbox.payload} || ${JSON.stringify(change)}::jsonb` })
    .where(isThis(ctx, job));
}

/** The payload as `lib/shipments` wrote it. */
function noticePayload(payload: unknown): NoticePayload {
  // Only askForNotice and askForTracking write this topic; the type is theirs.
  return payload as NoticePayload;
}
