import "server-only";
import type { Transaction } from "@/db/client";
import { chunksOf } from "@/lib/shared/chunks";
import { newId } from "@/lib/shared/ids";
import type { Context } from "./context";
import { enqueue } from "./outbox";
import type { WebhookEvent } from "./webhook-events";

/** Who may be told: what a workspace's endpoints listen to is among its settings. */
export type Audience = Pick<Context, "workspaceId" | "now"> & {
  readonly workspace: Pick<Context["workspace"], "webhookEvents">;
};

/** Something that happened, for the programs of a workspace. Orders are shown as they are when it is told. */
export type Announcement = {
  readonly type: WebhookEvent;
  readonly orderId?: string;
  /** What is told beside the order, ready for JSON. */
  readonly data?: Readonly<Record<string, unknown>>;
};

/** Rows one statement carries. */
const CHUNK = 1000;

/** Has programs told of what happened, in its own transaction; writes nothing where none listens. */
export async function announce(
  tx: Transaction,
  { workspace, ...scope }: Audience,
  happened: readonly Announcement[],
): Promise<void> {
  const heard = happened.filter(({ type }) => workspace.webhookEvents.includes(type));
  for (const part of chunksOf(heard, CHUNK)) {
    await enqueue(
      tx,
      scope,
      part.map(({ type, orderId, data = {} }) => ({
        topic: "webhook_event" as const,
        key: newId(),
        payload: { type, orderId: orderId ?? null, at: scope.now.toISOString(), data },
      })),
    );
  }
}
