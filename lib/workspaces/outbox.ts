import "server-only";
import type { Transaction } from "@/db/client";
import { outbox } from "@/db/schema/traffic";
import type { Context } from "./context";

/** What waits in the outbox, by what has to be done with it. A topic has exactly one handler in `lib/background`. */
export type OutboxTopic = "channel_shipment" | "order_event" | "mail" | "webhook_event" | "webhook";

type OutboxMessage = {
  readonly topic: OutboxTopic;
  /** One message a topic and key, however often it is written. */
  readonly key: string;
  readonly payload: Record<string, unknown>;
  /** Not before this long from now, so that an undo can still withdraw it. */
  readonly delaySeconds?: number;
};

/** Writes work that must outlive the request, in the same transaction as the fact that asks for it. */
export async function enqueue(
  tx: Transaction,
  ctx: Pick<Context, "workspaceId" | "now">,
  messages: readonly OutboxMessage[],
): Promise<void> {
  if (messages.length === 0) {
    return;
  }
  await tx
    .insert(outbox)
    .values(
      messages.map(({ topic, key, payload, delaySeconds = 0 }) => ({
        workspaceId: ctx.workspaceId,
        topic,
        key,
        payload,
        availableAt: new Date(ctx.now.getTime() + delaySeconds * 1000),
        createdAt: ctx.now,
      })),
    )
    .onConflictDoNothing({ target: [outbox.workspaceId, outbox.topic, outbox.key] });
}
