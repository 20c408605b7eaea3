-- Drops the bodies of deliveries whose time is over; what still waits for a person keeps its body.
create function deliveries_forget(p_days integer, p_limit integer) returns integer
  language sql volatile security definer set search_path = public, pg_temp
  as $$
    with old as (
      select d.id from deliveries d
      where d.body is not null and d.handled_at < now() - make_interval(days => p_days)
        and d.fate <> 'quarantined'
      order by d.handled_at limit p_limit for update skip locked
    ), dropped as (
      update deliveries d set body = null from old where d.id = old.id returning 1
    )
    select count(*)::integer from dropped
  $$;
--> statement-breakpoint
do $$
begin
  execute format('grant create on schema public to orderflow_system');
  revoke all on function deliveries_forget(integer, integer) from public;
  grant execute on function deliveries_forget(integer, integer) to orderflow_app;
  alter function deliveries_forget(integer, integer) owner to orderflow_system;
  execute format('revoke create on schema public from orderflow_system');
end
$$;
