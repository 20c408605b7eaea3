import "server-only";
import type { Transaction } from "@/db/client";
import { chunksOf } from "@/lib/shared/chunks";
import { newId } from "@/lib/shared/ids";
import type { Context } from "@/lib/workspaces/context";
import { enqueue } from "@/lib/workspaces/outbox";
import type { EventType } from "./events";

/** Events after which something that clients are told of may differ. Days that move by re-allocation ask by themselves. */
const MAY_BE_NEWS: ReadonlySet<EventType> = new Set([
  "updated",
  "released",
  "dispatched",
  "dispatch_undone",
  "shipment_voided",
  "marked_shipped",
  "delivered",
  "delivery_taken_back",
] satisfies EventType[]);

/** The shortest time in which a change can be taken back before anybody is told. */
const LOOK_AFTER_SECONDS = 60;
/** Rows one statement carries. */
const CHUNK = 1000;

export type NewsScope = Pick<Context, "workspaceId" | "now"> & {
  readonly workspace: Pick<Context["workspace"], "messageOn" | "webhookEvents">;
};

type OrderOfClient = { readonly id: string; readonly clientId: string };

/** The same scope for what is no news: an order that came in a file, the first day of an order. */
export function withoutNews(ctx: Context): NewsScope {
  return { ...ctx, workspace: { messageOn: [], webhookEvents: [] } };
}

export function mayBeNews(type: EventType): boolean {
  return MAY_BE_NEWS.has(type);
}

/**
 * Asks for a look at what these orders' clients know of them, in the transaction that may have changed
 * it. What is news is decided then, from what is true then; where nobody is told anything this writes nothing.
 */
export async function askForNews(
  tx: Transaction,
  ctx: NewsScope,
  changed: readonly OrderOfClient[],
): Promise<void> {
  if (ctx.workspace.messageOn.length === 0) {
    return;
  }
  for (const part of chunksOf(changed, CHUNK)) {
    await enqueue(
      tx,
      ctx,
      part.map(({ id, clientId }) => ({
        topic: "order_event" as const,
        // Every change asks anew: one that is already being looked at may not see this one.
        key: newId(),
        payload: { orderId: id, clientId },
        delaySeconds: LOOK_AFTER_SECONDS,
      })),
    );
  }
}
