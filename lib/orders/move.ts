import "server-only";
import { desc, eq, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { moves, tabCounts } from "@/db/schema/orders";
import { policies } from "@/db/schema/policies";
import { newId } from "@/lib/shared/ids";
import { accept, type Outcome } from "@/lib/shared/outcome";
import { reallocate } from "@/lib/stock/allocate";
import type { Actor, Context } from "@/lib/workspaces/context";
import { rederive } from "./derive";
import { appendEvents } from "./events";
import type { LoadedOrder } from "./facts";
import { owedOf, type Tab } from "./lifecycle";
import { type AsnStates, DEFAULT_POLICY, moveFor, type Policy, type PolicyCause } from "./policy";
import { restOf, shortCloseRest, voidDrafts } from "./rest";
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
  const [outcome] = await applyMoves(tx, ctx, [order], request, why);
  if (!outcome) {
    throw new Error("A move was not answered.");
  }
  return outcome;
}

/** Decides the same move of each locked order, and writes those that may move by as many statements as one. */
export async function applyMoves(
  tx: Transaction,
  ctx: Context,
  asked: readonly LoadedOrder[],
  request: MoveRequest,
  why: MoveWhy,
): Promise<Outcome<Moved, MoveRefusal>[]> {
  const planned: Planned[] = [];
  const outcomes = asked.map((order): Outcome<Moved, MoveRefusal> => {
    const decision = decideMove(order, request);
    if (!decision.ok) {
      return decision;
    }
    const one = { order, plan: decision.value, move: newId() };
    planned.push({ ...one, rest: one.plan.shortCloses ? restOf(order) : [] });
    const { id, number } = order.row;
    return accept({ move: one.move, orderId: id, number, from: one.plan.from, to: one.plan.to });
  });
  if (planned.length > 0) {
    const note = request.type === "archive" ? (request.note?.trim() ?? null) : null;
    await shortCloseRest(
      tx,
      ctx,
      planned.flatMap(({ rest }) => rest.map(({ lineId }) => lineId)),
    );
    await voidDrafts(
      tx,
      ctx,
      planned.filter(dropsDraft).map(({ order }) => order.row.id),
    );
    await writeMoves(tx, ctx, planned, note, why);
    await settleAfterMoves(tx, ctx, planned);
  }
  return outcomes;
}

type Planned = {
  readonly order: LoadedOrder;
  readonly plan: MovePlan;
  readonly move: string;
  /** What is short-closed, a line. */
  readonly rest: ReturnType<typeof restOf>;
};

/** A draft that a met order still has when it closes holds only units beyond what was owed. */
const dropsDraft = ({ order, plan }: Planned): boolean =>
  plan.releases || (plan.to === "closed" && order.lines.some((line) => line.overShipAllowance > 0));

async function writeMoves(
  tx: Transaction,
  ctx: Context,
  planned: readonly Planned[],
  note: string | null,
  why: MoveWhy,
): Promise<void> {
  const now = ctx.now.toISOString();
  const facts = planned.map(({ order: { row }, plan }) => {
    const closedAt = plan.type === "closed" ? now : (row.closedAt?.toISOString() ?? null);
    const isArchived = plan.to === "archived";
    return sql`(${row.id}::uuid, ${plan.to}, ${plan.to === "open" ? null : closedAt}::timestamptz,
      ${isArchived ? now : null}::timestamptz, ${plan.reason}::text, ${isArchived ? note : null}::text)`;
  });
  await tx.execute(sql`
    update orders o set tab = v.tab, tab_since = ${now}::timestamptz, closed_at = v.closed_at,
      archived_at = v.archived_at, archive_reason = v.reason, archive_note = v.note
    from (values ${sql.join(facts, sql`, `)}) as v (id, tab, closed_at, archived_at, reason, note)
    where o.workspace_id = ${ctx.workspaceId} and o.id = v.id`);
  await tx.insert(moves).values(
    planned.map(({ order: { row }, plan, move, rest }) => ({
      id: move,
      workspaceId: ctx.workspaceId,
      orderId: row.id,
      batchId: why.batchId,
      fromTab: plan.from,
      toTab: plan.to,
      cause: why.cause,
      effects: {
        shortClosed: rest,
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
    })),
  );
  await appendEvents(
    tx,
    ctx,
    planned.map(({ order, plan, move, rest }) => ({
      orderId: order.row.id,
      type: plan.type,
      cause: why.cause,
      ...(why.actor ? { actor: why.actor } : {}),
      policyVersion: why.policyVersion ?? null,
      move: { id: move, from: plan.from, to: plan.to },
      data: {
        ...(plan.reason ? { reason: plan.reason } : {}),
        ...(note ? { note } : {}),
        ...(rest.length > 0 ? { shortClosed: rest.length } : {}),
      },
    })),
  );
}

/**
 * Stock follows the tab: what left the queue gives its reservations to those behind it, what came back
 * joins again. A line that is owed nothing and holds nothing changes nobody's stock.
 */
async function settleAfterMoves(tx: Transaction, ctx: Context, planned: readonly Planned[]) {
  const claims = planned
    .filter(({ plan }) => plan.from === "open" || plan.to === "open")
    .flatMap(({ order }) => order.lines)
    .filter((line) => owedOf(line) > 0 || line.reserved > 0 || line.expected > 0);
  const changed = await reallocate(tx, ctx, [...new Set(claims.map((line) => line.productId))]);
  await rederive(tx, ctx, [...planned.map(({ order }) => order.row.id), ...changed]);
  await countTabs(
    tx,
    ctx,
    planned.map(({ plan: { from, to } }) => ({ from, to })),
  );
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
