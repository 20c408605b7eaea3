import "server-only";
import { sql } from "drizzle-orm";
import type { Tab } from "@/lib/orders/lifecycle";
import { isId } from "@/lib/shared/ids";
import { type Context, readRow } from "@/lib/workspaces/context";

/** Moves that one request made together, as a strip tells of them. Where and why is the first one's. */
export type MoveBatch = {
  readonly batchId: string;
  /** How many orders moved. */
  readonly orders: number;
  readonly to: Tab;
  readonly cause: string;
  readonly at: Date;
  readonly actorName: string;
  /** Whether any of them can still be taken back. */
  readonly undoable: boolean;
};

/**
 * A batch by id, or only where an order of this number is in it; null for an unknown one and for another
 * workspace's alike. Every list shows the latest for a while, so its thousand moves are counted where they are.
 */
export async function findBatch(
  ctx: Context,
  batchId: string,
  ofOrder: string | null = null,
): Promise<MoveBatch | null> {
  if (!isId(batchId)) {
    return null;
  }
  const { workspaceId } = ctx;
  const statement = sql`
    with batch as materialized (
      select id, order_id, to_tab, cause, at, actor_name, undone_at is null and undoes is null as stands
      from moves where workspace_id = ${workspaceId} and batch_id = ${batchId}
    )
    select ${batchId}::text as "batchId", (select count(*)::integer from batch) as orders,
      to_tab as "to", cause, at, actor_name as "actorName",
      exists (
        select 1 from batch each cross join lateral (
          select tab from orders where workspace_id = ${workspaceId} and id = each.order_id offset 0) o
        where each.stands and o.tab = each.to_tab) as undoable
    from batch
    where ${ofOrder}::text is null or exists (
      select 1 from batch where order_id = (
        select id from orders where workspace_id = ${workspaceId} and number = ${ofOrder}))
    order by id limit 1`;
  return (await readRow<MoveBatch>(ctx, statement, { isPlannedOnce: true })) ?? null;
}
