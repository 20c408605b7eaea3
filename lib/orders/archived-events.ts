import "server-only";
import { and, desc, eq, max } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { archivedEvents, moves } from "@/db/schema/orders";
import type { Context } from "@/lib/workspaces/context";

/** The year with which an order's events begin, where earlier ones are in the archive; else null. */
export async function archivedBefore(
  tx: Transaction,
  ctx: Context,
  orderId: string,
): Promise<number | null> {
  const [row] = await tx
    .select({ year: max(archivedEvents.year) })
    .from(archivedEvents)
    .where(
      and(eq(archivedEvents.workspaceId, ctx.workspaceId), eq(archivedEvents.orderId, orderId)),
    );
  return row?.year ? row.year + 1 : null;
}

/** The order's last move, whose event is in the archive: who acted is known, and not as what. */
export async function lastArchivedMove(tx: Transaction, ctx: Context, orderId: string) {
  const [move] = await tx
    .select({ at: moves.at, cause: moves.cause, actorName: moves.actorName })
    .from(moves)
    .where(and(eq(moves.workspaceId, ctx.workspaceId), eq(moves.orderId, orderId)))
    .orderBy(desc(moves.at), desc(moves.id))
    .limit(1);
  return move ? { ...move, actorKind: null, policyVersion: null } : null;
}
