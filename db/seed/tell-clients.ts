import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { messages } from "@/db/schema/messages";
import { outbox } from "@/db/schema/traffic";
import { workspaces } from "@/db/schema/workspaces";
import { NEWS_KINDS } from "@/lib/messages/news";
import { tellClient } from "@/lib/messages/tell";
import { todayIn } from "@/lib/shared/dates";
import { withWorkspace } from "@/lib/workspaces/context";
import { enqueue } from "@/lib/workspaces/outbox";
import { loadContext } from "@/lib/workspaces/queries";
import type { World } from "./world";

/** Clients hear of what happened in these days, and of so many orders at most. */
const TOLD_DAYS = 4;
const ORDERS_MAX = 60;
const DELAY_MINUTES = 10;

const MINUTE_MS = 60_000;

type RecentChange = { order_id: string; client_id: string; at: Date };

/**
 * Switches messages on and writes those of the last days by the real command. They are kept and never
 * sent: a demo's clients do not exist, whatever mail the installation has.
 */
export async function tellClients(world: World): Promise<void> {
  const { workspaceId } = world.ctx;
  const since = new Date(world.clock.now.getTime() - TOLD_DAYS * 24 * 60 * MINUTE_MS);
  await withWorkspace(world.ctx, (tx) =>
    tx
      .update(workspaces)
      .set({
        messageOn: [...NEWS_KINDS],
        messagesSince: since,
        messageDelayMinutes: DELAY_MINUTES,
      })
      .where(eq(workspaces.id, workspaceId)),
  );
  const { actor, role } = world.ctx;
  const ctx = await loadContext(workspaceId, { actor, role, now: world.clock.now });
  const { rows } = await withWorkspace(ctx, (tx) =>
    tx.execute<RecentChange>(sql`
      select e.order_id, o.client_id, max(e.at) as at
      from order_events e
      join orders o on o.workspace_id = e.workspace_id and o.id = e.order_id
      where e.workspace_id = ${workspaceId} and e.at >= ${since.toISOString()}::timestamptz
        and e.type in ('created', 'dispatched') and o.updated_at >= ${since.toISOString()}::timestamptz
      group by e.order_id, o.client_id order by at desc, e.order_id limit ${ORDERS_MAX}`),
  );
  for (const [clientId, changes] of Map.groupBy(rows, (row) => row.client_id)) {
    const last = changes.reduce((latest, { at }) => Math.max(latest, at.getTime()), 0);
    const at = { ...ctx, now: new Date(last - DELAY_MINUTES * MINUTE_MS) };
    await withWorkspace(ctx, (tx) =>
      enqueue(
        tx,
        at,
        changes.map(({ order_id }) => ({
          topic: "order_event" as const,
          key: `demo:${order_id}`,
          payload: { orderId: order_id, clientId },
        })),
      ),
    );
    const now = new Date(last);
    await tellClient({ ...ctx, now, today: todayIn(ctx.workspace.timeZone, now) }, clientId);
  }
  await keepAll(world);
}

async function keepAll({ ctx, clock }: World): Promise<void> {
  await withWorkspace(ctx, async (tx) => {
    await tx
      .update(messages)
      .set({ state: "kept" })
      .where(eq(messages.workspaceId, ctx.workspaceId));
    await tx
      .update(outbox)
      .set({ doneAt: clock.now })
      .where(and(eq(outbox.workspaceId, ctx.workspaceId), eq(outbox.topic, "mail")));
  });
}
