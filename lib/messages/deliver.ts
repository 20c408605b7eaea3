import "server-only";
import { and, eq, inArray, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { messages } from "@/db/schema/messages";
import type { MailOutcome } from "@/lib/mail/outcome";
import { mailIsSetUp, sendMail } from "@/lib/mail/send";
import { type Context, withWorkspace } from "@/lib/workspaces/context";

/** An attempt that has not ended by then was killed: sending itself gives up much earlier. */
const ATTEMPT_SECONDS = 100;
/** Attempts over about two days and a half, with the outbox's growing pauses. */
const ATTEMPTS_MAX = 20;

type Delivered =
  | { readonly state: "done" }
  | { readonly state: "later"; readonly seconds: number }
  | { readonly state: "failed"; readonly error: string };

type Message = typeof messages.$inferSelect;

/**
 * Sends a stored message, never twice: the attempt is recorded before it begins. Whoever finds an attempt
 * that was recorded and never ended can't know how far it came, and leaves the message to a person.
 */
export async function deliverMessage(ctx: Context, messageId: string): Promise<Delivered> {
  const begun = await withWorkspace(ctx, (tx) => begin(tx, ctx, messageId));
  if (!("message" in begun)) {
    return begun;
  }
  const { message } = begun;
  const outcome = await sendMail({
    key: message.id,
    to: { email: message.toEmail, name: message.toName },
    fromName: ctx.workspace.name,
    subject: message.subject,
    text: message.body,
  });
  return end(ctx, message, outcome);
}

async function begin(
  tx: Transaction,
  ctx: Context,
  messageId: string,
): Promise<Delivered | { readonly message: Message }> {
  const isThis = and(eq(messages.workspaceId, ctx.workspaceId), eq(messages.id, messageId));
  const [message] = await tx
    .select({
      state: messages.state,
      isDead: sql<boolean>`${messages.tryingSince} < now() - make_interval(secs => ${ATTEMPT_SECONDS})`,
    })
    .from(messages)
    .where(isThis)
    .for("update");
  if (message?.state === "sending") {
    if (!message.isDead) {
      return { state: "later", seconds: ATTEMPT_SECONDS };
    }
    await tx
      .update(messages)
      .set({ state: "unknown", lastError: "Orderflow was stopped while it sent this message." })
      .where(isThis);
    return { state: "done" };
  }
  if (message?.state !== "waiting") {
    return { state: "done" };
  }
  if (!mailIsSetUp()) {
    await tx.update(messages).set({ state: "kept" }).where(isThis);
    return { state: "done" };
  }
  const [trying] = await tx
    .update(messages)
    .set({
      state: "sending",
      attempts: sql`${messages.attempts} + 1`,
      tryingSince: sql`clock_timestamp()`,
    })
    .where(isThis)
    .returning();
  if (!trying) {
    throw new Error("A message vanished while it was locked.");
  }
  return { message: trying };
}

async function end(ctx: Context, message: Message, outcome: MailOutcome): Promise<Delivered> {
  const triesAgain =
    outcome.state === "refused" && outcome.again && message.attempts < ATTEMPTS_MAX;
  const change =
    outcome.state === "sent"
      ? { state: "sent" as const, sentAt: new Date(), lastError: null }
      : outcome.state === "unknown"
        ? { state: "unknown" as const, lastError: outcome.error }
        : {
            state: triesAgain ? ("waiting" as const) : ("failed" as const),
            lastError: outcome.error,
          };
  await withWorkspace(ctx, (tx) =>
    tx
      .update(messages)
      .set(change)
      .where(
        and(
          eq(messages.workspaceId, ctx.workspaceId),
          eq(messages.id, message.id),
          eq(messages.attempts, message.attempts),
          // A process that stood still may find its attempt given up; what it knows is better.
          inArray(messages.state, ["sending", "unknown"]),
        ),
      ),
  );
  return triesAgain && outcome.state === "refused"
    ? { state: "failed", error: outcome.error }
    : { state: "done" };
}
