create policy system_forgets on idempotency_keys to orderflow_system using (true);
--> statement-breakpoint
grant select, update, delete on idempotency_keys to orderflow_system;
--> statement-breakpoint
-- Forgets work that was done long ago and answers that nobody asks for again, oldest first.
create function work_forget(p_days integer, p_limit integer) returns integer
  language sql volatile security definer set search_path = public, pg_temp
  as $$
    with work as (
      select o.id from outbox o
      where o.done_at is not null and o.topic in ('order_event', 'webhook_event', 'webhook')
        and o.done_at < now() - make_interval(days => p_days)
      order by o.done_at limit p_limit for update skip locked
    ), done as (
      delete from outbox o using work w where o.id = w.id returning 1
    ), answers as (
      select k.workspace_id, k.key from idempotency_keys k
      where k.created_at < now() - make_interval(days => p_days)
      order by k.created_at limit p_limit for update skip locked
    ), answered as (
      delete from idempotency_keys k using answers a
      where k.workspace_id = a.workspace_id and k.key = a.key returning 1
    )
    select (select count(*)::integer from done) + (select count(*)::integer from answered)
  $$;
--> statement-breakpoint
do $$
begin
  execute format('grant create on schema public to orderflow_system');
  revoke all on function work_forget(integer, integer) from public;
  grant execute on function work_forget(integer, integer) to orderflow_app;
  alter function work_forget(integer, integer) owner to orderflow_system;
  execute format('revoke create on schema public from orderflow_system');
end
$$;
