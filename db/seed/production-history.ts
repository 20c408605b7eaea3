import "server-only";
import { sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import type { World } from "./world";

/**
 * Tells how the demo's production came about: reports from what went to stock, history from reports and
 * dates, and of open orders the same in their timelines. Set-based, because the past is large.
 */
export async function tellProduction(tx: Transaction, world: World): Promise<void> {
  const { workspaceId } = world.ctx;
  const { office, warehouse } = world.crew;
  await tx.execute(sql`
    insert into production_reports (id, workspace_id, production_order_id, seq, quantity, scrapped, pinned, actor_name, at)
    select gen_random_uuid(), s.workspace_id, s.production_order_id, s.seq, s.quantity,
      case when s.seq = 1 then m.scrapped else 0 end,
      case when m.order_line_id is null then 0 else s.quantity end, s.actor_name, s.at
    from (
      select workspace_id, production_order_id, quantity, actor_name, at,
        row_number() over (partition by production_order_id order by at, id) as seq
      from stock_movements
      where workspace_id = ${workspaceId} and reason = 'production'
    ) s
    join production_orders m on m.workspace_id = s.workspace_id and m.id = s.production_order_id`);
  await tx.execute(sql`
    insert into production_events (id, workspace_id, production_order_id, type, at, actor_kind, actor_name, data)
    select gen_random_uuid(), ${workspaceId}::uuid, e.id, e.type, e.at, 'person', e.actor_name, e.data
    from (
      select id, 'created' as type, created_at as at, ${office.name}::text as actor_name,
        jsonb_build_object('quantity', trim_scale(quantity)::text, 'dueOn', due_on) as data
      from production_orders where workspace_id = ${workspaceId}
      union all
      select id, 'started', started_at, ${warehouse.name}, '{}'
      from production_orders where workspace_id = ${workspaceId} and started_at is not null
      union all
      select r.production_order_id, 'reported', r.at, r.actor_name, jsonb_build_object(
        'report', r.seq, 'quantity', trim_scale(r.quantity)::text,
        'scrapped', nullif(trim_scale(r.scrapped), 0)::text, 'done', r.at = m.finished_at)
      from production_reports r
      join production_orders m on m.workspace_id = r.workspace_id and m.id = r.production_order_id
      where r.workspace_id = ${workspaceId}
      union all
      select id, 'blocked', blocked_at, ${warehouse.name}, jsonb_build_object('reason', blocked_reason)
      from production_orders where workspace_id = ${workspaceId} and blocked_at is not null
      union all
      select id, 'finished_short', finished_at, ${warehouse.name}, jsonb_build_object(
        'made', trim_scale(made)::text, 'quantity', trim_scale(quantity)::text)
      from production_orders where workspace_id = ${workspaceId} and finish = 'short'
    ) e`);
  await tellOrders(tx, workspaceId);
}

/** What happened to a linked production order is told in its order's timeline too. */
async function tellOrders(tx: Transaction, workspaceId: string): Promise<void> {
  await tx.execute(sql`
    with told as (
      select o.id as order_id, e.type, e.at, e.actor_kind, e.actor_name,
        e.data || jsonb_build_object('production', m.number, 'sku', l.sku) as data,
        o.event_seq + row_number() over (partition by o.id order by e.at, m.number, e.id) as seq
      from production_events e
      join production_orders m on m.workspace_id = e.workspace_id and m.id = e.production_order_id
      join order_lines l on l.workspace_id = m.workspace_id and l.id = m.order_line_id
      join orders o on o.workspace_id = l.workspace_id and o.id = l.order_id
      where e.workspace_id = ${workspaceId} and o.tab = 'open'
    ), written as (
      insert into order_events (workspace_id, order_id, seq, type, at, actor_kind, actor_name, cause, data)
      select ${workspaceId}::uuid, order_id, seq, 'production_' || type, at, actor_kind, actor_name, 'by_hand', data
      from told
    )
    update orders o set event_seq = t.last
    from (select order_id, max(seq) as last from told group by order_id) t
    where o.workspace_id = ${workspaceId} and o.id = t.order_id`);
}
