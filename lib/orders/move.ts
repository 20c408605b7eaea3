import "server-only";
import { and, desc, eq, isNull, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { issuedNumbers } from "@/db/schema/numbers";
import { moves, orderLines, orders, tabCounts } from "@/db/schema/orders";
import { policies } from "@/db/schema/policies";
import { shipments } from "@/db/schema/shipments";
import { newId } from "@/lib/shared/ids";
import { accept, type Outcome } from "@/lib/shared/outcome";
import { reallocate } from "@/lib/stock/allocate";
import type { Actor, Context } from "@/lib/workspaces/context";
import { rederive } from "./derive";
import { appendEvent } from "./events";
import type { LoadedOrder } from "./facts";
import { owedOf, type Tab } from "./lifecycle";
import type { MoveEffects } from "./moves";
import { type AsnStates, DEFAULT_POLICY, moveFor, type Policy, type PolicyCause } from "./policy";
import { decideMove, type MovePlan, type MoveRefusal, type MoveRequest } from "./transitions";

/** A change of tab that has happened. */
export type Moved = {
  readonly move: string;
  readonly orderId: string;
  readonly number: string;
  readonly from: Tab;
  readonly to: Tab;
};

export type MoveWhy = {
  readonly cause: string;
  /** Moves of one request share a batch, so that one click takes them all back. */
  readonly batchId: string;
  readonly actor?: Actor;
  readonly policyVersion?: number;
  /** Shipments that the same fact dispatched: undo takes them back too. */
  readonly dispatched?: readonly string[];
  /** Shipments whose void made it happen: undo sends them on their way again. */
  readonly voided?: readonly string[];
  readonly undoes?: string;
};

/** The policy in force; the default where nobody has changed it. */
export async function currentPolicy(
  tx: Transaction,
  ctx: Pick<Context, "workspaceId">,
): Promise<Policy> {
  const [row] = await tx
    .select()
    .from(policies)
    .where(eq(policies.workspaceId, ctx.workspaceId))
    .orderBy(desc(policies.version))
    .limit(1);
  return row ?? DEFAULT_POLICY;
}

/** Asks the policy what a new fact does, and does it. The order must be locked and freshly loaded. */
export async function moveAfterFact(
  tx: Transaction,
  ctx: Context,
  order: LoadedOrder,
  fact: { cause: PolicyCause; asns: AsnStates; batchId: string; dispatched?: readonly string[] },
): Promise<Moved | null> {
  const policy = await currentPolicy(tx, ctx);
  const request = moveFor(policy, fact.cause, order, fact.asns);
  if (request === null) {
    return null;
  }
  const outcome = await applyMove(tx, ctx, order, request, {
    cause: fact.cause,
    batchId: fact.batchId,
    policyVersion: policy.version,
    actor: { kind: "rule", name: "Automation", id: null },
    ...(fact.dispatched ? { dispatched: fact.dispatched } : {}),
  });
  return outcome.ok ? outcome.value : null;
}

/** Decides a move on a locked order and writes facts, counters, event and caches. */
export async function applyMove(
  tx: Transaction,
  ctx: Context,
  order: LoadedOrder,
  request: MoveRequest,
  why: MoveWhy,
): Promise<Outcome<Moved, MoveRefusal>> {
  const decision = decideMove(order, request);
  if (!decision.ok) {
    return decision;
  }
  const plan = decision.value;
  const note = request.type === "archive" ? (request.note?.trim() ?? null) : null;
  const shortClosed = plan.shortCloses ? await shortCloseRest(tx, ctx, order) : [];
  // A draft that a met order still has holds only units beyond what was owed.
  const mayExceed = plan.to === "closed" && order.lines.some((line) => line.overShipAllowance > 0);
  if (plan.releases || mayExceed) {
    await voidDrafts(tx, ctx, order.row.id);
  }
  const moved = await writeMove(tx, ctx, order, plan, note, why, { shortClosed });
  await settleAfterMove(tx, ctx, order, plan);
  return accept(moved);
}

/** A draft of an order that will not ship is void: its number keeps its row, its pins are let go. */
export async function voidDrafts(tx: Transaction, ctx: Context, orderId: string): Promise<void> {
  const voided = await tx
    .update(shipments)
    .set({ voidedAt: ctx.now })
    .where(
      and(
        eq(shipments.workspaceId, ctx.workspaceId),
        eq(shipments.orderId, orderId),
        isNull(shipments.dispatchedAt),
        isNull(shipments.voidedAt),
      ),
    )
    .returning({ id: shipments.id });
  for (const { id } of voided) {
    await tx
      .update(issuedNumbers)
      .set({ voidedAt: ctx.now })
      .where(and(eq(issuedNumbers.workspaceId, ctx.workspaceId), eq(issuedNumbers.subjectId, id)));
  }
}

/** Of goods only: a service is not shipped, so nothing of it remains. */
async function shortCloseRest(tx: Transaction, ctx: Context, order: LoadedOrder) {
  const rest = order.lines.filter((line) => line.kind === "goods" && owedOf(line) > 0);
  for (const line of rest) {
    await tx
      .update(orderLines)
      .set({ shortClosed: line.shortClosed + owedOf(line) })
      .where(and(eq(orderLines.workspaceId, ctx.workspaceId), eq(orderLines.id, line.id)));
  }
  return rest.map((line) => ({ lineId: line.id, quantity: owedOf(line) }));
}

async function writeMove(
  tx: Transaction,
  ctx: Context,
  order: LoadedOrder,
  plan: MovePlan,
  note: string | null,
  why: MoveWhy,
  effects: Pick<MoveEffects, "shortClosed">,
): Promise<Moved> {
  const moveId = newId();
  const { row } = order;
  await tx
    .update(orders)
    .set({
      tab: plan.to,
      tabSince: ctx.now,
      closedAt: plan.to === "open" ? null : plan.type === "closed" ? ctx.now : row.closedAt,
      archivedAt: plan.to === "archived" ? ctx.now : null,
      archiveReason: plan.reason,
      archiveNote: plan.to === "archived" ? note : null,
    })
    .where(and(eq(orders.workspaceId, ctx.workspaceId), eq(orders.id, row.id)));
  await tx.insert(moves).values({
    id: moveId,
    workspaceId: ctx.workspaceId,
    orderId: row.id,
    batchId: why.batchId,
    fromTab: plan.from,
    toTab: plan.to,
    cause: why.cause,
    effects: {
      ...effects,
      dispatched: why.dispatched ?? [],
      ...(why.voided ? { voided: why.voided } : {}),
      before: {
        closedAt: row.closedAt?.toISOString() ?? null,
        archivedAt: row.archivedAt?.toISOString() ?? null,
        archiveReason: row.archiveReason,
        archiveNote: row.archiveNote,
      },
    },
    undoes: why.undoes ?? null,
    actorName: (why.actor ?? ctx.actor).name,
    at: ctx.now,
  });
  await appendEvent(tx, ctx, row.id, {
    type: plan.type,
    cause: why.cause,
    ...(why.actor ? { actor: why.actor } : {}),
    policyVersion: why.policyVersion ?? null,
    move: { id: moveId, from: plan.from, to: plan.to },
    data: {
      ...(plan.reason ? { reason: plan.reason } : {}),
      ...(note ? { note } : {}),
      ...(effects.shortClosed?.length ? { shortClosed: effects.shortClosed.length } : {}),
    },
  });
  return { move: moveId, orderId: row.id, number: row.number, from: plan.from, to: plan.to };
}

/** Stock follows the tab: what left the queue gives its reservations to those behind it, what came back joins again. */
async function settleAfterMove(tx: Transaction, ctx: Context, order: LoadedOrder, plan: MovePlan) {
  const touchesStock = plan.from === "open" || plan.to === "open";
  const changed = touchesStock
    ? await reallocate(tx, ctx, [...new Set(order.lines.map((line) => line.productId))])
    : [];
  await rederive(tx, ctx, [order.row.id, ...changed]);
  await countTabs(tx, ctx, [{ from: plan.from, to: plan.to }]);
}

/** Keeps the tab counters: one row a tab, in the tabs' order, last in the transaction. */
export async function countTabs(
  tx: Transaction,
  ctx: Pick<Context, "workspaceId">,
  changes: readonly { from: Tab | null; to: Tab }[],
): Promise<void> {
  const sums = new Map<Tab, number>();
  for (const { from, to } of changes) {
    if (from !== null) {
      sums.set(from, (sums.get(from) ?? 0) - 1);
    }
    sums.set(to, (sums.get(to) ?? 0) + 1);
  }
  for (const [tab, change] of [...sums].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (change !== 0) {
      await tx
        .insert(tabCounts)
        .values({ workspaceId: ctx.workspaceId, tab, orders: Math.max(0, change) })
        .onConflictDoUpdate({
          target: [tabCounts.workspaceId, tabCounts.tab],
          set: { orders: sql`${tabCounts.orders} + ${change}` },
        });
    }
  }
}
