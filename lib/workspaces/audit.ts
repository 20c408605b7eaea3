import "server-only";
import type { Transaction } from "@/db/client";
import { auditLog } from "@/db/schema/people";
import { newId } from "@/lib/shared/ids";
import type { Context } from "./context";

/** What an admin did, in the past tense, such as `user_invited`. */
export type AuditEntry = {
  readonly action: string;
  /** What it was done to, in words a person knows: an e-mail, a SKU, a connection's name. Never a secret. */
  readonly subject: string;
  /** The id of what it was done to, where its page shows what was done to it. */
  readonly aboutId?: string;
  readonly data?: Record<string, unknown>;
};

/** Records an act of administration in the same transaction as the act. */
export async function audit(tx: Transaction, ctx: Context, entry: AuditEntry): Promise<void> {
  await tx.insert(auditLog).values({
    id: newId(),
    workspaceId: ctx.workspaceId,
    at: ctx.now,
    actorKind: ctx.actor.kind,
    actorName: ctx.actor.name,
    actorId: ctx.actor.id,
    action: entry.action,
    subject: entry.subject,
    aboutId: entry.aboutId ?? null,
    data: entry.data ?? {},
  });
}
