select
  orderflow_isolate('production_reports', 'select, insert, update'),
  orderflow_isolate('production_events', 'select, insert');
--> statement-breakpoint
-- What was made before reports were kept is told by its stock movements.
alter table production_orders no force row level security;
--> statement-breakpoint
alter table stock_movements no force row level security;
--> statement-breakpoint
alter table production_reports no force row level security;
--> statement-breakpoint
alter table production_events no force row level security;
--> statement-breakpoint
insert into production_reports (id, workspace_id, production_order_id, seq, quantity, pinned, actor_name, at)
select gen_random_uuid(), m.workspace_id, m.production_order_id,
  row_number() over (partition by m.workspace_id, m.production_order_id order by m.at, m.id),
  m.quantity, case when p.order_line_id is null then 0 else m.quantity end, m.actor_name, m.at
from stock_movements m
join production_orders p on p.workspace_id = m.workspace_id and p.id = m.production_order_id
where m.reason = 'production' and m.quantity > 0;
--> statement-breakpoint
insert into production_events (id, workspace_id, production_order_id, type, at, actor_kind, actor_name, data)
select gen_random_uuid(), e.workspace_id, e.id, e.type, e.at, 'system', 'Orderflow', e.data
from (
  select workspace_id, id, 'created' as type, created_at as at, jsonb_build_object('quantity', trim_scale(quantity)::text, 'dueOn', due_on) as data from production_orders
  union all
  select workspace_id, id, 'started', started_at, '{}' from production_orders where started_at is not null
  union all
  select r.workspace_id, r.production_order_id, 'reported', r.at, jsonb_build_object('quantity', trim_scale(r.quantity)::text) from production_reports r
  union all
  select workspace_id, id, 'blocked', blocked_at, jsonb_build_object('reason', blocked_reason) from production_orders where blocked_at is not null
  union all
  select workspace_id, id, 'finished_short', finished_at, '{}' from production_orders where finish = 'short'
) e;
--> statement-breakpoint
alter table production_orders force row level security;
--> statement-breakpoint
alter table stock_movements force row level security;
--> statement-breakpoint
alter table production_reports force row level security;
--> statement-breakpoint
alter table production_events force row level security;
