import "server-only";
import { and, eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { moves, orders } from "@/db/schema/orders";
import type { Tab } from "@/lib/orders/lifecycle";
import { isId } from "@/lib/shared/ids";
import { type Context, withWorkspace } from "@/lib/workspaces/context";

/** Moves that one request made together, as a strip tells of them. */
export type MoveBatch = {
  readonly batchId: string;
  readonly orders: readonly string[];
  readonly to: Tab;
  readonly cause: string;
  readonly at: Date;
  readonly actorName: string;
  /** Whether any of them can still be taken back. */
  readonly undoable: boolean;
};

/** A batch by id; null for an unknown one and for another workspace's alike. */
export async function findBatch(ctx: Context, batchId: string): Promise<MoveBatch | null> {
  return isId(batchId) ? withWorkspace(ctx, (tx) => readBatch(tx, ctx, batchId)) : null;
}

async function readBatch(
  tx: Transaction,
  ctx: Pick<Context, "workspaceId">,
  batchId: string,
): Promise<MoveBatch | null> {
  const rows = await tx
    .select({ move: moves, number: orders.number, tab: orders.tab })
    .from(moves)
    .innerJoin(orders, and(eq(orders.workspaceId, moves.workspaceId), eq(orders.id, moves.orderId)))
    .where(and(eq(moves.workspaceId, ctx.workspaceId), eq(moves.batchId, batchId)))
    .orderBy(moves.id);
  const first = rows.at(0);
  if (!first) {
    return null;
  }
  return {
    batchId,
    orders: rows.map((row) => row.number),
    to: first.move.toTab,
    cause: first.move.cause,
    at: first.move.at,
    actorName: first.move.actorName,
    undoable: rows.some(
      ({ move, tab }) => move.undoneAt === null && move.undoes === null && move.toTab === tab,
    ),
  };
}
