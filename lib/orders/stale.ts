import "server-only";
import { and, asc, eq, gt } from "drizzle-orm";
import type { Database } from "@/db/client";
import { orders } from "@/db/schema/orders";
import { type WorkspaceId, withWorkspace } from "@/lib/workspaces/context";
import { isStale } from "./derive";
import { loadOrders } from "./facts";

const CHUNK = 1000;

/** The numbers of a workspace's orders whose stored statuses are not those that their facts give: there must be none. */
export async function staleOrders(workspaceId: WorkspaceId, db?: Database): Promise<string[]> {
  const ctx = { workspaceId };
  const stale: string[] = [];
  let last = "00000000-0000-0000-0000-000000000000";
  for (;;) {
    const after = last;
    const loaded = await withWorkspace(
      ctx,
      async (tx) => {
        const ids = await tx
          .select({ id: orders.id })
          .from(orders)
          .where(and(eq(orders.workspaceId, workspaceId), gt(orders.id, after)))
          .orderBy(asc(orders.id))
          .limit(CHUNK);
        last = ids.at(-1)?.id ?? "";
        return loadOrders(
          tx,
          ctx,
          ids.map(({ id }) => id),
        );
      },
      db,
    );
    stale.push(...loaded.filter(isStale).map(({ row }) => row.number));
    if (last === "") {
      return stale;
    }
  }
}
