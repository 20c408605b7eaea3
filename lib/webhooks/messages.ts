import "server-only";
import { and, arrayContains, eq, isNull } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { webhookEndpoints, webhookMessages } from "@/db/schema/webhooks";
import { snakeKeys } from "@/lib/api/cases";
import { orderJson } from "@/lib/api/order-json";
import { loadOrderParts } from "@/lib/api/order-parts";
import { isId, newId } from "@/lib/shared/ids";
import { accept, type Outcome, refuse } from "@/lib/shared/outcome";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { enqueue } from "@/lib/workspaces/outbox";
import { WEBHOOK_EVENTS } from "@/lib/workspaces/webhook-events";
import type { Endpoint } from "./endpoints";

type Job = { readonly key: string; readonly payload: Readonly<Record<string, unknown>> };

/** Makes one message for each endpoint that listens to an announced event, once, however often it is called. */
export async function fanOut(ctx: Context, job: Job): Promise<{ readonly state: "done" }> {
  const type = WEBHOOK_EVENTS.find((known) => known === job.payload.type);
  if (type === undefined) {
    return { state: "done" };
  }
  await withWorkspace(ctx, async (tx) => {
    const listeners = await tx
      .select({ id: webhookEndpoints.id })
      .from(webhookEndpoints)
      .where(
        and(
          eq(webhookEndpoints.workspaceId, ctx.workspaceId),
          isNull(webhookEndpoints.deletedAt),
          isNull(webhookEndpoints.offSince),
          arrayContains(webhookEndpoints.events, [type]),
        ),
      );
    if (listeners.length === 0) {
      return;
    }
    const { orderId, at, data } = job.payload;
    const order = typeof orderId === "string" ? await orderOf(tx, ctx, orderId) : null;
    await writeMessages(tx, ctx, listeners, {
      eventId: job.key,
      type,
      orderNumber: order?.number ?? null,
      body: JSON.stringify({
        type,
        timestamp: at,
        data: Object.assign({}, snakeKeys(data), order ? { order } : {}),
      }),
    });
  });
  return { state: "done" };
}

/** Sends an endpoint an event that says it is a test, whatever it listens to. */
export async function sendTest(
  ctx: Context,
  endpointId: string,
): Promise<Outcome<{ readonly id: string }, "not_found" | "endpoint_off">> {
  return withWorkspace(ctx, async (tx) => {
    const endpoint = isId(endpointId) ? await findEndpoint(tx, ctx, endpointId) : null;
    if (!endpoint) {
      return refuse("not_found");
    }
    if (endpoint.offSince) {
      return refuse("endpoint_off");
    }
    const [id = ""] = await writeMessages(tx, ctx, [endpoint], {
      eventId: newId(),
      type: "test",
      orderNumber: null,
      body: JSON.stringify({
        type: "test",
        timestamp: ctx.now.toISOString(),
        data: { workspace: ctx.workspace.name, message: "A test of this endpoint." },
      }),
    });
    return accept({ id });
  });
}

/** Delivers a message once more, with the same id and body. */
export async function resendMessage(
  ctx: Context,
  id: string,
): Promise<Outcome<{ readonly endpointId: string }, "not_found" | "endpoint_off">> {
  return withWorkspace(ctx, async (tx) => {
    const isThis = and(
      eq(webhookMessages.workspaceId, ctx.workspaceId),
      eq(webhookMessages.id, id),
    );
    const [message] = isId(id)
      ? await tx.select().from(webhookMessages).where(isThis).for("update")
      : [];
    const endpoint = message ? await findEndpoint(tx, ctx, message.endpointId) : null;
    if (!message || !endpoint) {
      return refuse("not_found");
    }
    if (endpoint.offSince) {
      return refuse("endpoint_off");
    }
    // One that waits is on its way already: a second click sends nothing more.
    if (message.state !== "waiting") {
      await tx
        .update(webhookMessages)
        .set({ state: "waiting", attempts: 0, nextAt: ctx.now })
        .where(isThis);
      await deliverSoon(tx, ctx, [id]);
    }
    return accept({ endpointId: message.endpointId });
  });
}

async function findEndpoint(tx: Transaction, ctx: Context, id: string): Promise<Endpoint | null> {
  const [endpoint] = await tx
    .select()
    .from(webhookEndpoints)
    .where(
      and(
        eq(webhookEndpoints.workspaceId, ctx.workspaceId),
        eq(webhookEndpoints.id, id),
        isNull(webhookEndpoints.deletedAt),
      ),
    );
  return endpoint ?? null;
}

async function orderOf(tx: Transaction, ctx: Context, id: string) {
  const [parts] = await loadOrderParts(tx, ctx, [id]);
  return parts ? orderJson(ctx, parts) : null;
}

type NewMessage = Pick<
  typeof webhookMessages.$inferInsert,
  "eventId" | "type" | "orderNumber" | "body"
>;

async function writeMessages(
  tx: Transaction,
  ctx: Context,
  endpoints: readonly { readonly id: string }[],
  message: NewMessage,
): Promise<string[]> {
  const written = await tx
    .insert(webhookMessages)
    .values(
      endpoints.map((endpoint) => ({
        ...message,
        id: newId(),
        workspaceId: ctx.workspaceId,
        endpointId: endpoint.id,
        nextAt: ctx.now,
        createdAt: ctx.now,
      })),
    )
    .onConflictDoNothing()
    .returning({ id: webhookMessages.id });
  const ids = written.map(({ id }) => id);
  await deliverSoon(tx, ctx, ids);
  return ids;
}

/** A new job each time: one that was done before does not come back. */
async function deliverSoon(tx: Transaction, ctx: Context, ids: readonly string[]): Promise<void> {
  await enqueue(
    tx,
    ctx,
    ids.map((messageId) => ({ topic: "webhook" as const, key: newId(), payload: { messageId } })),
  );
}
