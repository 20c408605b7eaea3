import "server-only";
import { and, asc, eq, gt } from "drizzle-orm";
import { orderEvents } from "@/db/schema/orders";
import { archiveWords } from "@/lib/orders/archive-words";
import { archivedBefore } from "@/lib/orders/archived-events";
import { findOrderId } from "@/lib/orders/queries";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { snakeKeys } from "./cases";
import { listBody } from "./json";

/** A page of an order's events, oldest first, beginning after number `after`; null for an order that is not here. */
export async function listEvents(
  ctx: Context,
  number: string,
  { after, limit }: { after: number; limit: number },
) {
  return withWorkspace(ctx, async (tx) => {
    const orderId = await findOrderId(tx, ctx, number);
    if (orderId === null) {
      return null;
    }
    const found = await tx
      .select()
      .from(orderEvents)
      .where(
        and(
          eq(orderEvents.workspaceId, ctx.workspaceId),
          eq(orderEvents.orderId, orderId),
          gt(orderEvents.seq, after),
        ),
      )
      .orderBy(asc(orderEvents.seq))
      .limit(limit + 1);
    const rows = found.slice(0, limit);
    const before = rows[0]?.seq === after + 1 ? null : await archivedBefore(tx, ctx, orderId);
    const page = listBody(
      rows.map(eventJson),
      found.length > limit ? String(rows.at(-1)?.seq ?? after) : null,
    );
    return { ...page, archived: before && archivedJson(before) };
  });
}

const archivedJson = (before: number) => ({
  before: new Date(Date.UTC(before, 0)),
  note: archiveWords(before),
});

function eventJson(event: typeof orderEvents.$inferSelect) {
  return {
    seq: event.seq,
    type: event.type,
    at: event.at,
    actor: { kind: event.actorKind, name: event.actorName },
    cause: event.cause,
    from: event.fromTab,
    to: event.toTab,
    move: event.moveId,
    data: snakeKeys(event.data),
  };
}
