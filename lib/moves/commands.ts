import "server-only";
import { and, desc, eq, inArray, isNull } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { moves, orderLines, orders } from "@/db/schema/orders";
import { rederive } from "@/lib/orders/derive";
import { appendEvent } from "@/lib/orders/events";
import { type LoadedOrder, lockOrders } from "@/lib/orders/facts";
import { owedOf } from "@/lib/orders/lifecycle";
import { countTabs, type Moved } from "@/lib/orders/move";
import { isId, newId } from "@/lib/shared/ids";
import { accept, type Outcome, type Refusal, refuse } from "@/lib/shared/outcome";
import { type UndoDispatchRefusal, undoDispatch } from "@/lib/shipments/dispatch";
import { asnStates } from "@/lib/shipments/facts";
import { type RestoreRefusal, restoreVoided } from "@/lib/shipments/void";
import { reallocate } from "@/lib/stock/allocate";
import { type Context, withWorkspace } from "@/lib/workspaces/context";

type Move = typeof moves.$inferSelect;

type UndoRefusal =
  | "not_found"
  | "already_undone"
  | "moved_since"
  | "asn_cancelled"
  | "not_met"
  | "short_close_gone"
  | UndoDispatchRefusal
  | RestoreRefusal;

export type UndoResult = {
  readonly undone: readonly Moved[];
  readonly refused: readonly { readonly order: string; readonly refusal: Refusal }[];
};

/** Takes back one move, or every move of a batch: each order has its own answer. Null when there is no such move or batch. */
export async function undoMoves(
  ctx: Context,
  which: { moveId: string } | { batchId: string },
): Promise<UndoResult | null> {
  const wanted = "moveId" in which ? which.moveId : which.batchId;
  if (!isId(wanted)) {
    return null;
  }
  const column = "moveId" in which ? moves.id : moves.batchId;
  const found = await withWorkspace(ctx, (tx) =>
    tx
      .select({ id: moves.id, orderId: moves.orderId, number: orders.number })
      .from(moves)
      .innerJoin(
        orders,
        and(eq(orders.workspaceId, moves.workspaceId), eq(orders.id, moves.orderId)),
      )
      .where(and(eq(moves.workspaceId, ctx.workspaceId), eq(column, wanted), isNull(moves.undoes)))
      // In one order, so that taking a batch back gives out stock the same way every time.
      .orderBy(moves.id),
  );
  if (found.length === 0) {
    return null;
  }
  const batchId = newId();
  const undone: Moved[] = [];
  const refused: { order: string; refusal: Refusal }[] = [];
  for (const { id, orderId, number } of found) {
    const outcome = await withWorkspace(ctx, (tx) => undoMove(tx, ctx, { id, orderId }, batchId));
    if (outcome.ok) {
      undone.push(outcome.value);
    } else {
      refused.push({ order: number, refusal: outcome.refusal });
    }
  }
  return { undone, refused };
}

/** The orders that a batch moved. */
export async function ordersOfBatch(
  tx: Transaction,
  ctx: Pick<Context, "workspaceId">,
  batchId: string,
): Promise<string[]> {
  if (!isId(batchId)) {
    return [];
  }
  const rows = await tx
    .selectDistinct({ id: moves.orderId })
    .from(moves)
    .where(and(eq(moves.workspaceId, ctx.workspaceId), eq(moves.batchId, batchId)));
  return rows.map((row) => row.id);
}

async function undoMove(
  tx: Transaction,
  ctx: Context,
  of: { id: string; orderId: string },
  batchId: string,
): Promise<Outcome<Moved, UndoRefusal>> {
  const [order] = await lockOrders(tx, ctx, [of.orderId]);
  const move = await latestMove(tx, ctx, of.orderId);
  const [asked] = await tx
    .select()
    .from(moves)
    .where(and(eq(moves.workspaceId, ctx.workspaceId), eq(moves.id, of.id)));
  if (!order || !asked) {
    return refuse("not_found");
  }
  if (asked.undoneAt !== null) {
    return refuse("already_undone");
  }
  if (move?.id !== asked.id || order.row.tab !== asked.toTab) {
    return refuse("moved_since");
  }
  return takeBack(tx, ctx, order, asked, batchId);
}

/** The newest move of an order that is neither an undo nor undone: the only one that can be taken back. */
async function latestMove(tx: Transaction, ctx: Pick<Context, "workspaceId">, orderId: string) {
  const [move] = await tx
    .select()
    .from(moves)
    .where(
      and(
        eq(moves.workspaceId, ctx.workspaceId),
        eq(moves.orderId, orderId),
        isNull(moves.undoneAt),
        isNull(moves.undoes),
      ),
    )
    .orderBy(desc(moves.at), desc(moves.id))
    .limit(1);
  return move ?? null;
}

async function takeBack(
  tx: Transaction,
  ctx: Context,
  order: LoadedOrder,
  move: Move,
  batchId: string,
): Promise<Outcome<Moved, UndoRefusal>> {
  const { before } = move.effects;
  if (before.archiveReason === "asn" && !(await isAnnounced(tx, ctx, order.row.id))) {
    return refuse("asn_cancelled");
  }
  const isVoidUndone = (move.effects.voided ?? []).length > 0;
  if (move.fromTab === "closed" && !isVoidUndone && owesGoods(order)) {
    return refuse("not_met");
  }
  if (!hasShortClosed(order, move)) {
    return refuse("short_close_gone");
  }
  for (const shipmentId of move.effects.voided ?? []) {
    const outcome = await restoreVoided(tx, ctx, order, shipmentId);
    if (!outcome.ok) {
      return outcome;
    }
  }
  for (const shipmentId of move.effects.dispatched ?? []) {
    const outcome = await undoDispatch(tx, ctx, order, shipmentId);
    if (!outcome.ok && outcome.refusal.code !== "not_dispatched") {
      return refuse(outcome.refusal.code, { data: outcome.refusal.data ?? {} });
    }
  }
  await giveBackShortClosed(tx, ctx, order, move);
  await tx
    .update(orders)
    .set({
      tab: move.fromTab,
      tabSince: ctx.now,
      closedAt: before.closedAt ? new Date(before.closedAt) : null,
      archivedAt: before.archivedAt ? new Date(before.archivedAt) : null,
      archiveReason: before.archiveReason,
      archiveNote: before.archiveNote,
    })
    .where(and(eq(orders.workspaceId, ctx.workspaceId), eq(orders.id, order.row.id)));
  const moved = await recordUndo(tx, ctx, order, move, batchId);
  const productIds = order.lines.map((line) => line.productId);
  const touchesStock = move.fromTab === "open" || move.toTab === "open";
  const changed = touchesStock ? await reallocate(tx, ctx, productIds) : [];
  await rederive(tx, ctx, [order.row.id, ...changed]);
  await countTabs(tx, ctx, [{ from: move.toTab, to: move.fromTab }]);
  return accept(moved);
}

/** Nothing that is closed owes goods: what became owed since the move depends on it. */
const owesGoods = (order: LoadedOrder): boolean =>
  order.lines.some((line) => line.kind === "goods" && owedOf(line) > 0);

/** Whether what a move short-closed still is; a person may have taken it back line by line since. */
const hasShortClosed = (order: LoadedOrder, { effects }: Move): boolean =>
  (effects.shortClosed ?? []).every(({ lineId, quantity }) =>
    order.lines.some((line) => line.id === lineId && line.shortClosed >= quantity),
  );

/** Whether the ASN of each of an order's shipments is out: what its archiving stood on may be gone. */
async function isAnnounced(tx: Transaction, ctx: Context, orderId: string): Promise<boolean> {
  const states = await asnStates(tx, ctx, orderId);
  return states.length > 0 && states.every((state) => state !== null);
}

async function giveBackShortClosed(
  tx: Transaction,
  ctx: Context,
  order: LoadedOrder,
  move: Move,
): Promise<void> {
  for (const { lineId, quantity } of move.effects.shortClosed ?? []) {
    const line = order.lines.find((one) => one.id === lineId);
    if (line) {
      await tx
        .update(orderLines)
        .set({ shortClosed: line.shortClosed - quantity })
        .where(and(eq(orderLines.workspaceId, ctx.workspaceId), eq(orderLines.id, lineId)));
    }
  }
}

async function recordUndo(
  tx: Transaction,
  ctx: Context,
  order: LoadedOrder,
  move: Move,
  batchId: string,
): Promise<Moved> {
  const id = newId();
  await tx.insert(moves).values({
    id,
    workspaceId: ctx.workspaceId,
    orderId: order.row.id,
    batchId,
    fromTab: move.toTab,
    toTab: move.fromTab,
    cause: "undo",
    effects: {
      before: {
        closedAt: order.row.closedAt?.toISOString() ?? null,
        archivedAt: order.row.archivedAt?.toISOString() ?? null,
        archiveReason: order.row.archiveReason,
        archiveNote: order.row.archiveNote,
      },
    },
    undoes: move.id,
    actorName: ctx.actor.name,
    at: ctx.now,
  });
  await tx
    .update(moves)
    .set({ undoneAt: ctx.now })
    .where(and(eq(moves.workspaceId, ctx.workspaceId), eq(moves.id, move.id)));
  await appendEvent(tx, ctx, order.row.id, {
    type: "undone",
    cause: "undo",
    move: { id, from: move.toTab, to: move.fromTab },
    data: { undid: move.cause },
  });
  return {
    move: id,
    orderId: order.row.id,
    number: order.row.number,
    from: move.toTab,
    to: move.fromTab,
  };
}

/** Which of these moves could be taken back now, for the timeline and the strips. */
export async function undoableMoves(
  tx: Transaction,
  ctx: Pick<Context, "workspaceId">,
  orderIds: readonly string[],
): Promise<Set<string>> {
  if (orderIds.length === 0) {
    return new Set();
  }
  const rows = await tx
    .selectDistinctOn([moves.orderId], { id: moves.id, toTab: moves.toTab, tab: orders.tab })
    .from(moves)
    .innerJoin(orders, and(eq(orders.workspaceId, moves.workspaceId), eq(orders.id, moves.orderId)))
    .where(
      and(
        eq(moves.workspaceId, ctx.workspaceId),
        inArray(moves.orderId, [...orderIds]),
        isNull(moves.undoneAt),
        isNull(moves.undoes),
      ),
    )
    .orderBy(moves.orderId, desc(moves.at), desc(moves.id));
  return new Set(rows.filter((row) => row.toTab === row.tab).map((row) => row.id));
}
