import "server-only";
import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { deliveries } from "@/db/schema/channels";
import { newId } from "@/lib/shared/ids";
import type { WorkspaceId } from "@/lib/workspaces/context";
import type { Received } from "./channels/connector";
import type { ConnectionRow } from "./open-connection";

/**
 * Keeps what a channel has sent, unread: from its commit on it is never lost. The same delivery again,
 * by the channel's name for it or else by its very content, only counts up.
 */
export async function storeDeliveries(
  tx: Transaction,
  ctx: { readonly workspaceId: WorkspaceId; readonly now: Date },
  connection: Pick<ConnectionRow, "id" | "source" | "name" | "state">,
  received: readonly Received[],
): Promise<void> {
  const rows = new Map(
    received.map((one) => {
      const deliveryId = one.deliveryId ?? contentName(one);
      const row = {
        id: newId(),
        workspaceId: ctx.workspaceId,
        source: connection.source,
        connectionId: connection.id,
        deliveryId,
        topic: one.topic,
        // The database stores no NUL, and no channel means one.
        body: one.body.replaceAll("\0", "\uFFFD"),
        // What comes while the connection is paused waits until it is resumed.
        availableAt: connection.state === "active" ? ctx.now : null,
        actorName: connection.name,
        receivedAt: ctx.now,
      };
      return [deliveryId, row];
    }),
  );
  if (rows.size === 0) {
    return;
  }
  await tx
    .insert(deliveries)
    .values([...rows.values()])
    .onConflictDoUpdate({
      target: [deliveries.workspaceId, deliveries.connectionId, deliveries.deliveryId],
      targetWhere: sql`${deliveries.deliveryId} is not null`,
      set: { received: sql`${deliveries.received} + 1` },
    });
}

/** What has no name is known by what it says. */
function contentName({ topic, body }: Received): string {
  return `content:${createHash("sha256").update(`${topic}\n${body}`).digest("hex")}`;
}
