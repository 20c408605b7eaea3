import "server-only";
import { and, eq, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { orders } from "@/db/schema/orders";
import type { Context } from "@/lib/workspaces/context";
import type { LoadedOrder } from "./facts";

/** What an order's source says about it besides its content. */
export type Origin = {
  readonly sourceAt: Date;
  readonly sourceRef: string;
  /** The source's ids of the lines, in the order in which the source lists them. */
  readonly lineRefs: readonly (string | null)[];
  readonly clientId: string;
  readonly intakeHash: string;
};

/** Lock for one order of a source: taken with the source shared, so that a file of the source waits, and other orders don't. */
export async function lockArrival(
  tx: Transaction,
  ctx: Pick<Context, "workspaceId">,
  source: string,
  externalId: string,
): Promise<void> {
  await tx.execute(sql`
    select pg_advisory_xact_lock_shared(hashtextextended(${`${ctx.workspaceId}:${source}`}, 7))`);
  await tx.execute(sql`
    select pg_advisory_xact_lock(hashtextextended(${`${ctx.workspaceId}:${source}:${externalId}`}, 8))`);
}

/** Keeps that a source has spoken: an older word of it changes nothing from now on. The order is locked. */
export async function writeSourceAt(
  tx: Transaction,
  ctx: Pick<Context, "workspaceId">,
  orderId: string,
  sourceAt: Date,
): Promise<void> {
  await tx
    .update(orders)
    .set({ sourceAt })
    .where(and(eq(orders.workspaceId, ctx.workspaceId), eq(orders.id, orderId)));
}

/**
 * Writes an order's origin and gives its lines the source's ids and order, whatever versions came
 * before. `positions` are the lines' present numbers, in the source's order; all of them. The order is locked.
 */
export async function writeOrigin(
  tx: Transaction,
  ctx: Pick<Context, "workspaceId">,
  order: Pick<LoadedOrder, "row">,
  origin: Origin,
  positions: readonly number[],
): Promise<void> {
  const { sourceAt, sourceRef, clientId, intakeHash, lineRefs } = origin;
  await tx
    .update(orders)
    .set({ sourceAt, sourceRef, clientId, intakeHash })
    .where(and(eq(orders.workspaceId, ctx.workspaceId), eq(orders.id, order.row.id)));
  const values = positions.map(
    (line, index) => sql`(${line}::int, ${index + 1}::int, ${lineRefs[index] ?? null}::text)`,
  );
  const ofOrder = sql`l.workspace_id = ${ctx.workspaceId} and l.order_id = ${order.row.id}::uuid`;
  // Numbers are unique in an order at every moment, so they pass through negative ones.
  await tx.execute(sql`
    update order_lines l set line = -v.position, source_ref = v.ref
    from (values ${sql.join(values, sql`, `)}) as v (line, position, ref)
    where ${ofOrder} and l.line = v.line
      and (v.line <> v.position or l.source_ref is distinct from v.ref)`);
  await tx.execute(sql`update order_lines l set line = -l.line where ${ofOrder} and l.line < 0`);
}
