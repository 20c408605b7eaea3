import "server-only";
import type { Transaction } from "@/db/client";
import { messages } from "@/db/schema/messages";
import { newId } from "@/lib/shared/ids";
import type { Context } from "./context";
import { enqueue } from "./outbox";

export type NewMessage = {
  /** One message a key, however often it is written. */
  readonly key: string;
  readonly kind: string;
  /** Null for mail to people of the workspace. */
  readonly clientId: string | null;
  readonly to: { readonly email: string; readonly name: string | null };
  readonly subject: string;
  /** Plain text. The workspace's people can read it: never a one-time link or another secret. */
  readonly body: string;
  /** The orders it tells of, and what else the mailbox page shows. */
  readonly orders?: readonly string[];
};

/** Stores messages and asks for their sending, in the same transaction as the fact that they tell of. */
export async function storeMessages(
  tx: Transaction,
  ctx: Pick<Context, "workspaceId" | "now">,
  written: readonly NewMessage[],
): Promise<void> {
  if (written.length === 0) {
    return;
  }
  const stored = await tx
    .insert(messages)
    .values(
      written.map(({ to, orders = [], ...message }) => ({
        ...message,
        id: newId(),
        workspaceId: ctx.workspaceId,
        toEmail: to.email,
        toName: to.name,
        data: { orders },
        searchText: [message.subject, to.name, to.email, ...orders]
          .filter(Boolean)
          .join(" ")
          .toLowerCase(),
        createdAt: ctx.now,
      })),
    )
    .onConflictDoNothing({ target: [messages.workspaceId, messages.key] })
    .returning({ id: messages.id });
  await enqueue(
    tx,
    ctx,
    stored.map(({ id }) => ({ topic: "mail" as const, key: id, payload: { messageId: id } })),
  );
}
