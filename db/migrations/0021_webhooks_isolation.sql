select
  orderflow_isolate('webhook_endpoints', 'select, insert, update'),
  orderflow_isolate('webhook_messages', 'select, insert, update'),
  orderflow_isolate('webhook_attempts', 'select, insert');
--> statement-breakpoint
create policy system_reads on webhook_messages to orderflow_system using (true) with check (true);
--> statement-breakpoint
create policy system_reads on webhook_attempts to orderflow_system using (true) with check (true);
--> statement-breakpoint
grant select, update, delete on webhook_messages to orderflow_system;
--> statement-breakpoint
grant select, delete on webhook_attempts to orderflow_system;
--> statement-breakpoint
-- Forgets messages whose time is over, with their attempts; what still waits stays.
create function webhooks_forget(p_days integer, p_limit integer) returns integer
  language sql volatile security definer set search_path = public, pg_temp
  as $$
    with old as (
      select m.id from webhook_messages m
      where m.created_at < now() - make_interval(days => p_days) and m.state <> 'waiting'
      order by m.created_at limit p_limit for update skip locked
    ), attempts as (
      delete from webhook_attempts a using webhook_messages m, old
      where m.id = old.id and a.workspace_id = m.workspace_id and a.message_id = m.id
    ), gone as (
      delete from webhook_messages m using old where m.id = old.id returning 1
    )
    select count(*)::integer from gone
  $$;
--> statement-breakpoint
do $$
begin
  execute format('grant create on schema public to orderflow_system');
  revoke all on function webhooks_forget(integer, integer) from public;
  grant execute on function webhooks_forget(integer, integer) to orderflow_app;
  alter function webhooks_forget(integer, integer) owner to orderflow_system;
  execute format('revoke create on schema public from orderflow_system');
end
$$;
