import "server-only";
import { and, eq, inArray, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { messages } from "@/db/schema/messages";
import { workspaces } from "@/db/schema/workspaces";
import { mailIsSetUp } from "@/lib/mail/send";
import { isId, newId } from "@/lib/shared/ids";
import { accept, type Outcome, refuse } from "@/lib/shared/outcome";
import { audit } from "@/lib/workspaces/audit";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { enqueue } from "@/lib/workspaces/outbox";
import type { MessageRules } from "./input";

/** Writes what clients are told of. Switched on for the first time, or again, it applies to what happens from now on. */
export async function saveMessageRules(
  ctx: Context,
  { version, messageOn, delayMinutes }: MessageRules,
): Promise<Outcome<null, "changed_meanwhile">> {
  return withWorkspace(ctx, async (tx) => {
    const on = messageOn.length > 0;
    const [saved] = await tx
      .update(workspaces)
      .set({
        messageOn,
        messageDelayMinutes: delayMinutes,
        ...(on
          ? {
              messagesSince: sql`case when cardinality(${workspaces.messageOn}) = 0 then ${ctx.now.toISOString()}::timestamptz else coalesce(${workspaces.messagesSince}, ${ctx.now.toISOString()}::timestamptz) end`,
            }
          : {}),
        version: sql`${workspaces.version} + 1`,
      })
      .where(and(eq(workspaces.id, ctx.workspaceId), eq(workspaces.version, version)))
      .returning({ id: workspaces.id });
    if (!saved) {
      return refuse("changed_meanwhile");
    }
    await audit(tx, ctx, {
      action: "messages_changed",
      subject: on ? messageOn.join(", ").replaceAll("_", " ") : "all off",
      data: { messageOn, delayMinutes },
    });
    return accept(null);
  });
}

export type ResendRefusal = "not_found" | "not_resendable" | "no_mail";

/**
 * Sends a message that failed, was kept, or of which nobody knows whether it arrived: a person decides
 * that. `attempts` is what the person saw, so that a second click sends nothing.
 */
export async function resendMessage(
  ctx: Context,
  { id, attempts }: { readonly id: string; readonly attempts: number },
): Promise<Outcome<{ readonly to: string }, ResendRefusal>> {
  if (!isId(id)) {
    return refuse("not_found");
  }
  return withWorkspace(ctx, async (tx) => {
    const isThis = and(eq(messages.workspaceId, ctx.workspaceId), eq(messages.id, id));
    const known = await tx.select({ id: messages.id }).from(messages).where(isThis);
    if (known.length === 0) {
      return refuse("not_found");
    }
    if (!mailIsSetUp()) {
      return refuse("no_mail");
    }
    const [waiting] = await tx
      .update(messages)
      .set({ state: "waiting", lastError: null })
      .where(
        and(
          isThis,
          eq(messages.attempts, attempts),
          inArray(messages.state, ["failed", "unknown", "kept"]),
        ),
      )
      .returning();
    if (!waiting) {
      return refuse("not_resendable");
    }
    await askToSend(tx, ctx, waiting);
    await audit(tx, ctx, {
      action: "message_resent",
      subject: waiting.subject,
      data: { to: waiting.toEmail },
    });
    return accept({ to: waiting.toEmail });
  });
}

async function askToSend(
  tx: Transaction,
  ctx: Context,
  { id }: typeof messages.$inferSelect,
): Promise<void> {
  // Each asking is a new one: a message may be kept twice without an attempt between.
  const key = `${id}:${newId()}`;
  await enqueue(tx, ctx, [{ topic: "mail", key, payload: { messageId: id } }]);
}
