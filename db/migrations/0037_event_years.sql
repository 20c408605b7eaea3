-- order_events becomes a table of partitions, a year each; the events there are stay where they are.
CREATE TABLE "archived_events" (
	"workspace_id" uuid NOT NULL,
	"order_id" uuid NOT NULL,
	"year" integer NOT NULL,
	"numbers" "int4multirange" NOT NULL,
	"move_numbers" integer[] NOT NULL,
	"move_ids" uuid[] NOT NULL,
	CONSTRAINT "archived_events_workspace_id_order_id_year_pk" PRIMARY KEY("workspace_id","order_id","year")
);
--> statement-breakpoint
ALTER TABLE "archived_events" ADD CONSTRAINT "archived_events_workspace_id_order_id_orders_workspace_id_id_fk" FOREIGN KEY ("workspace_id","order_id") REFERENCES "public"."orders"("workspace_id","id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
select orderflow_isolate('archived_events', 'select');
--> statement-breakpoint
create policy system_archives on archived_events to orderflow_system using (true) with check (true);
--> statement-breakpoint
-- Whether all orders of a year are archived is asked of every workspace, and events that come back refer to
-- orders and moves of every workspace: an owner of the tables who is no superuser sees them as this role's member.
create policy system_archives on orders for select to orderflow_system using (true);
--> statement-breakpoint
create policy system_archives on moves for select to orderflow_system using (true);
--> statement-breakpoint
-- allowed: stop: in everybody's order, so that nobody who writes is caught crosswise; what follows reads nothing
lock table orders, moves in access exclusive mode;
--> statement-breakpoint
do $$
declare
  v_until timestamptz;
  v_first text;
begin
  select (regexp_match(pg_get_constraintdef(oid), '''(.*)'''))[1]::timestamptz into strict v_until
    from pg_constraint where conrelid = 'order_events'::regclass and conname = 'order_events_until';
  v_first := 'order_events_' || extract(year from v_until at time zone 'UTC') - 1;
  alter table order_events drop constraint order_events_workspace_id_order_id_seq_pk;
  execute format('alter table order_events add constraint %I primary key using index order_events_timed', v_first || '_pkey');
  execute format('alter index order_events_move rename to %I', v_first || '_move');
  drop policy workspace_only on order_events;
  drop policy sample_removal on order_events;
  revoke all on order_events from orderflow_app, orderflow_system;
  execute format('alter table order_events rename to %I', v_first);
end
$$;
--> statement-breakpoint
CREATE TABLE "order_events" (
	"workspace_id" uuid NOT NULL,
	"order_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"type" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_name" text NOT NULL,
	"cause" text NOT NULL,
	"policy_version" integer,
	"from_tab" text,
	"to_tab" text,
	"move_id" uuid,
	"data" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "order_events_workspace_id_order_id_seq_at_pk" PRIMARY KEY("workspace_id","order_id","seq","at"),
	CONSTRAINT "order_events_actor_kind" CHECK ("order_events"."actor_kind" in ('person', 'rule', 'channel', 'api_key', 'system')),
	CONSTRAINT "order_events_move_moves" CHECK (("order_events"."move_id" is null) = ("order_events"."from_tab" is null))
) PARTITION BY RANGE ("at");
--> statement-breakpoint
ALTER TABLE "order_events" ADD CONSTRAINT "order_events_workspace_id_order_id_orders_workspace_id_id_fk" FOREIGN KEY ("workspace_id","order_id") REFERENCES "public"."orders"("workspace_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "order_events" ADD CONSTRAINT "order_events_workspace_id_move_id_moves_workspace_id_id_fk" FOREIGN KEY ("workspace_id","move_id") REFERENCES "public"."moves"("workspace_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
CREATE INDEX "order_events_move" ON "order_events" USING btree ("workspace_id","move_id");
--> statement-breakpoint
select orderflow_isolate('order_events', 'select, insert');
--> statement-breakpoint
create policy sample_removal on order_events to orderflow_system using (workspace_id = (select orderflow_workspace()));
--> statement-breakpoint
grant select, delete on order_events to orderflow_system;
--> statement-breakpoint
-- Partitions are reached through order_events alone: nobody who asks for a workspace has a right on them.
create function orderflow_hide_partition(target regclass) returns void
  language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('revoke all on %s from public, orderflow_app, orderflow_system', target);
  execute format('create policy system_archives on %s to orderflow_system using (true) with check (true)', target);
end
$$;
--> statement-breakpoint
-- A table for the events of a year, not yet a partition.
create function orderflow_new_event_year(p_year integer) returns regclass
  language plpgsql as $$
declare
  v_table text := 'order_events_' || p_year;
begin
  execute format('create table %I (like order_events including all)', v_table);
  perform orderflow_hide_partition(v_table::regclass);
  return v_table::regclass;
end
$$;
--> statement-breakpoint
-- Makes it a partition, with what the table for all other times has taken in of its time. Whatever was
-- proved of it before, by constraints, is not read again.
create function orderflow_attach_event_year(p_year integer, p_from timestamptz) returns void
  language plpgsql as $$
declare
  v_table regclass := ('order_events_' || p_year)::regclass;
  v_until timestamptz := make_timestamptz(p_year + 1, 1, 1, 0, 0, 0, 'UTC');
begin
  if not exists (select from pg_constraint where conrelid = v_table and contype = 'f') then
    execute format('alter table %s add foreign key (workspace_id, order_id) references orders (workspace_id, id)', v_table);
    execute format('alter table %s add foreign key (workspace_id, move_id) references moves (workspace_id, id)', v_table);
  end if;
  execute format('with moved as (delete from order_events_other where at >= %L and at < %L returning *) insert into %s select * from moved',
    coalesce(p_from, '-infinity'), v_until, v_table);
  execute format('alter table order_events attach partition %s for values from (%s) to (%L)',
    v_table, coalesce(quote_literal(p_from), 'minvalue'), v_until);
end
$$;
--> statement-breakpoint
-- Makes the partitions of this year and the next where they are missing; answers how many. Gives way to
-- whoever is at work, before anybody could be taken for the other half of a deadlock.
create function event_years_make() returns integer
  language plpgsql volatile security definer set search_path = public, pg_temp set lock_timeout = '500ms'
  as $$
declare
  v_this integer := extract(year from now() at time zone 'UTC');
  v_last integer;
  v_made integer := 0;
begin
  select coalesce(max(substring(c.relname from '^order_events_(\d{4})$')::integer), v_this - 1) into v_last
    from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'order_events'::regclass;
  if v_last > v_this or not pg_try_advisory_xact_lock(hashtextextended('orderflow.event_years', 0)) then
    return 0;
  end if;
  -- What attaching asks for, in everybody's order.
  lock table orders, moves in access exclusive mode;
  for v_year in v_last + 1 .. v_this + 1 loop
    -- Another process may have been here between the look and the lock.
    if to_regclass('order_events_' || v_year) is null then
      perform orderflow_new_event_year(v_year);
      perform orderflow_attach_event_year(v_year, make_timestamptz(v_year, 1, 1, 0, 0, 0, 'UTC'));
      v_made := v_made + 1;
    end if;
  end loop;
  return v_made;
exception when lock_not_available then
  return 0;
end
$$;
--> statement-breakpoint
do $$
declare
  v_first regclass;
  v_until timestamptz;
begin
  select conrelid::regclass, (regexp_match(pg_get_constraintdef(oid), '''(.*)'''))[1]::timestamptz into strict v_first, v_until
    from pg_constraint where conname = 'order_events_until';
  perform orderflow_hide_partition(v_first);
  execute format('alter table order_events attach partition %s for values from (minvalue) to (%L)', v_first, v_until);
  execute format('alter table %s drop constraint order_events_until', v_first);
  create table order_events_other partition of order_events default;
  perform orderflow_hide_partition('order_events_other');
  revoke all on function orderflow_hide_partition(regclass), orderflow_new_event_year(integer),
    orderflow_attach_event_year(integer, timestamptz), event_years_make() from public;
  grant execute on function event_years_make() to orderflow_app;
  perform event_years_make();
end
$$;
