import "server-only";
import { and, eq, inArray, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { orders } from "@/db/schema/orders";
import type { Context } from "@/lib/workspaces/context";

/** An order that came before under the same source and external id. */
export async function findExternal(
  tx: Transaction,
  ctx: Pick<Context, "workspaceId">,
  source: string,
  externalIds: readonly string[],
) {
  if (externalIds.length === 0) {
    return [];
  }
  return tx
    .select({
      id: orders.id,
      number: orders.number,
      externalId: orders.externalId,
      intakeHash: orders.intakeHash,
      sourceAt: orders.sourceAt,
      tab: orders.tab,
      version: orders.version,
    })
    .from(orders)
    .where(
      and(
        eq(orders.workspaceId, ctx.workspaceId),
        eq(orders.source, source),
        inArray(orders.externalId, [...externalIds]),
      ),
    );
}

/** One writer at a time per source, so that two deliveries of one order never both create it. */
export async function lockSource(
  tx: Transaction,
  ctx: Pick<Context, "workspaceId">,
  source: string,
) {
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${`${ctx.workspaceId}:${source}`}, 7))`,
  );
}
