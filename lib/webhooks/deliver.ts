import "server-only";
import { and, eq, isNotNull, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { webhookAttempts, webhookEndpoints, webhookMessages } from "@/db/schema/webhooks";
import { isDemoInstallation } from "@/lib/auth/installation";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { type Endpoint, secretsOf, switchOff } from "./endpoints";
import { type Answer, postJson } from "./post";
import { isLost, pauseAfter } from "./schedule";
import { signedHeaders } from "./signature";

type Delivered = { readonly state: "done" } | { readonly state: "later"; readonly seconds: number };

type Waiting = {
  readonly message: typeof webhookMessages.$inferSelect;
  readonly endpoint: Endpoint;
  readonly allowsLoopback: boolean;
};

const SEALED_ELSEWHERE =
  "The signing secret can't be read any more, because AUTH_SECRET was changed. Rotate the secret.";

/**
 * Tries to deliver one message. Killed in between it is tried again: a receiver may hear twice, with the
 * same id, as Standard Webhooks foresees.
 */
export async function deliverWebhook(ctx: Context, messageId: string): Promise<Delivered> {
  const waiting = await withWorkspace(ctx, (tx) => load(tx, ctx, messageId));
  if (waiting === null) {
    return { state: "done" };
  }
  const { message, endpoint, allowsLoopback } = waiting;
  if (endpoint.offSince !== null || endpoint.deletedAt !== null) {
    return giveUp(ctx, message, "The endpoint was switched off.");
  }
  const secrets = secretsOf(endpoint, ctx.now);
  if (secrets.length === 0) {
    return giveUp(ctx, message, SEALED_ELSEWHERE);
  }
  const at = new Date();
  const { id, body } = message;
  const headers = signedHeaders(secrets, { id: `msg_${id}`, at, body });
  const answer = await postJson(endpoint.url, headers, body, { allowsLoopback });
  return withWorkspace(ctx, (tx) => record(tx, ctx, waiting, at, answer));
}

async function load(tx: Transaction, ctx: Context, id: string): Promise<Waiting | null> {
  const [found] = await tx
    .select({ message: webhookMessages, endpoint: webhookEndpoints })
    .from(webhookMessages)
    .innerJoin(
      webhookEndpoints,
      and(
        eq(webhookEndpoints.workspaceId, webhookMessages.workspaceId),
        eq(webhookEndpoints.id, webhookMessages.endpointId),
      ),
    )
    .where(and(eq(webhookMessages.workspaceId, ctx.workspaceId), eq(webhookMessages.id, id)));
  return found?.message.state === "waiting"
    ? { ...found, allowsLoopback: await isDemoInstallation(tx) }
    : null;
}

async function record(
  tx: Transaction,
  ctx: Context,
  { message, endpoint: stale }: Waiting,
  at: Date,
  answer: Answer,
): Promise<Delivered> {
  const error = errorOf(answer);
  const attempts = message.attempts + 1;
  const pause = error === null || answer.status === 410 ? null : pauseAfter(attempts);
  await tx.insert(webhookAttempts).values({
    workspaceId: ctx.workspaceId,
    messageId: message.id,
    at,
    milliseconds: answer.milliseconds,
    status: answer.status,
    error,
    answer: answer.text,
  });
  await tx
    .update(webhookMessages)
    .set({
      state: error === null ? "delivered" : pause === null ? "failed" : "waiting",
      attempts,
      lastStatus: answer.status,
      lastError: error,
      nextAt: pause === null ? null : new Date(ctx.now.getTime() + pause * 1000),
      deliveredAt: error === null ? at : null,
    })
    .where(isMessage(ctx, message.id));
  if (error === null) {
    await clearFailure(tx, ctx, stale);
  } else {
    await judgeFailure(tx, ctx, await lockEndpoint(tx, ctx, stale), answer.status);
  }
  return pause === null ? { state: "done" } : { state: "later", seconds: pause };
}

/** It works: nearly always nothing is to be written, and nothing is locked that other deliveries wait for. */
async function clearFailure(tx: Transaction, ctx: Context, { id }: Endpoint): Promise<void> {
  await tx
    .update(webhookEndpoints)
    .set({ failingSince: null })
    .where(and(isEndpoint(ctx, id), isNotNull(webhookEndpoints.failingSince)));
}

/** It fails, for how long already, or it is gone. */
async function judgeFailure(
  tx: Transaction,
  ctx: Context,
  endpoint: Endpoint,
  status: number | null,
): Promise<void> {
  if (endpoint.offSince !== null) {
    return;
  }
  const failingSince = endpoint.failingSince ?? ctx.now;
  if (endpoint.failingSince === null) {
    await tx.update(webhookEndpoints).set({ failingSince }).where(isEndpoint(ctx, endpoint.id));
  }
  if (status === 410) {
    await switchOff(tx, ctx, endpoint, "gone");
  } else if (isLost(failingSince, ctx.now)) {
    await switchOff(tx, ctx, endpoint, "failing");
  }
}

const isEndpoint = (ctx: Context, id: string) =>
  and(eq(webhookEndpoints.workspaceId, ctx.workspaceId), eq(webhookEndpoints.id, id));

/** The workspace first, as whoever changes endpoints locks it. */
async function lockEndpoint(tx: Transaction, ctx: Context, { id }: Endpoint): Promise<Endpoint> {
  await tx.execute(sql`select 1 from workspaces where id = ${ctx.workspaceId} for no key update`);
  const [endpoint] = await tx.select().from(webhookEndpoints).where(isEndpoint(ctx, id));
  if (!endpoint) {
    throw new Error("An endpoint vanished while it was told of an event.");
  }
  return endpoint;
}

async function giveUp(ctx: Context, { id }: { id: string }, error: string): Promise<Delivered> {
  await withWorkspace(ctx, (tx) =>
    tx
      .update(webhookMessages)
      .set({ state: "failed", lastError: error, nextAt: null })
      .where(isMessage(ctx, id)),
  );
  return { state: "done" };
}

const isMessage = (ctx: Context, id: string) =>
  and(eq(webhookMessages.workspaceId, ctx.workspaceId), eq(webhookMessages.id, id));

/** Null for a success: any 2xx. A redirect is none, because nobody said that the new place may be trusted. */
function errorOf({ status, error }: Answer): string | null {
  if (status === null) {
    return error ?? "There was no answer.";
  }
  if (status >= 200 && status < 300) {
    return null;
  }
  if (status >= 300 && status < 400) {
    return `It answered ${status}: redirects are not followed. Enter the new address.`;
  }
  return status === 410
    ? "It answered 410: the receiver wants nothing more."
    : `It answered ${status}.`;
}
