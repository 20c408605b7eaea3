import "server-only";
import { and, eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { orders } from "@/db/schema/orders";
import { accept, type Outcome, refuse } from "@/lib/shared/outcome";
import { reallocate } from "@/lib/stock/allocate";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { rederive } from "./derive";
import { appendEvent } from "./events";
import { type LoadedOrder, lockOrders, orderIdsByNumber } from "./facts";
import type { QueuePlace } from "./queue-input";
import { gapAt, type NamedGap, ownGap, type PlaceRefusal, placesOf } from "./queue-place";
import { lockQueue, rankFor } from "./queue-room";

export type QueueRefusal = "not_found" | "not_open" | PlaceRefusal;

/** A change of place in the queue; places count from 1. */
export type QueueMoved = {
  readonly order: string;
  readonly from: number;
  readonly to: number;
  /** What puts it back where it stood. */
  readonly back: QueuePlace;
};

/**
 * Moves an open order to another place in the queue and gives its products' stock out anew. It stays
 * in its tab; a place that it already has is accepted and writes nothing.
 */
export async function moveInQueue(
  ctx: Context,
  { order: number, place }: { readonly order: string; readonly place: QueuePlace },
): Promise<Outcome<QueueMoved, QueueRefusal>> {
  return withWorkspace(ctx, async (tx) => {
    await lockQueue(tx, ctx);
    const [id] = await orderIdsByNumber(tx, ctx, [number]);
    const [order] = await lockOrders(tx, ctx, id ? [id] : []);
    if (!order) {
      return refuse("not_found");
    }
    if (order.row.tab !== "open") {
      return refuse("not_open");
    }
    const gap = await gapAt(tx, ctx, order.row, place);
    if (!gap.ok) {
      return gap;
    }
    const own = await ownGap(tx, ctx, order.row);
    const moved = {
      order: number,
      ...(await placesOf(tx, ctx, order.row, own, gap.value)),
      back: own.before ? { after: own.before.number } : { to: "first" as const },
    };
    if (moved.from !== moved.to) {
      await writeMove(tx, ctx, order, gap.value, moved);
    }
    return accept(moved);
  });
}

async function writeMove(
  tx: Transaction,
  ctx: Context,
  order: LoadedOrder,
  gap: NamedGap,
  { from, to }: QueueMoved,
): Promise<void> {
  const { id } = order.row;
  const rank = await rankFor(tx, ctx, order.row, gap);
  await tx
    .update(orders)
    .set({ rank })
    .where(and(eq(orders.workspaceId, ctx.workspaceId), eq(orders.id, id)));
  await appendEvent(tx, ctx, id, { type: "queue_moved", cause: "by_hand", data: { from, to } });
  const productIds = order.lines.map((line) => line.productId);
  await rederive(tx, ctx, [id, ...(await reallocate(tx, ctx, productIds))]);
}
