alter table rate_limits enable row level security;
--> statement-breakpoint
alter table rate_limits force row level security;
--> statement-breakpoint
create policy system_reads on rate_limits to orderflow_system using (true) with check (true);
--> statement-breakpoint
grant select, insert, update, delete on rate_limits to orderflow_system;
--> statement-breakpoint
drop function auth_api_key(text);
--> statement-breakpoint
-- A call by an API key: whom it stands for, and whether it is within the key's rate. The bucket holds at
-- most p_burst calls and gets p_rate a second; a call that is refused costs nothing.
create function auth_api_key(p_key_hash text, p_rate double precision, p_burst double precision)
  returns table (id uuid, workspace_id uuid, role text, name text, demo boolean, allowed boolean, calls_left double precision)
  language plpgsql volatile security definer set search_path = public, pg_temp
  as $$
declare
  v_key api_keys;
begin
  select * into v_key from api_keys k
  where k.key_hash = p_key_hash and k.revoked_at is null
    and (k.expires_at is null or k.expires_at > now());
  if not found then
    return;
  end if;
  if v_key.last_used_at is null or v_key.last_used_at < now() - interval '1 minute' then
    update api_keys k set last_used_at = now() where k.id = v_key.id;
  end if;
  return query
    insert into rate_limits as r (key_id, calls, at, allowed)
    values (v_key.id, p_burst - 1, clock_timestamp(), true)
    on conflict (key_id) do update set
      (calls, at, allowed) = (
        select case when full_to >= 1 then full_to - 1 else full_to end, clock_timestamp(), full_to >= 1
        from (select least(p_burst, r.calls
          + p_rate * greatest(0, extract(epoch from clock_timestamp() - r.at))::double precision) as full_to) bucket)
    returning v_key.id, v_key.workspace_id, v_key.role, v_key.name, v_key.demo, r.allowed, r.calls;
end
$$;
--> statement-breakpoint
do $$
begin
  execute format('grant create on schema public to orderflow_system');
  revoke all on function auth_api_key(text, double precision, double precision) from public;
  grant execute on function auth_api_key(text, double precision, double precision) to orderflow_app;
  alter function auth_api_key(text, double precision, double precision) owner to orderflow_system;
  execute format('revoke create on schema public from orderflow_system');
end
$$;
--> statement-breakpoint
create or replace function orderflow_wall_gaps() returns setof text
  language sql stable as $$
    select 'role ' || r.rolname || ' is not bound by row-level security'
    from pg_roles r where r.rolname = 'orderflow_app' and (r.rolsuper or r.rolbypassrls)
    union all
    select 'table ' || c.relname || ' has no forced row-level security'
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
    where c.relkind in ('r', 'p') and not (c.relrowsecurity and c.relforcerowsecurity)
      and (c.relname in ('workspaces', 'users', 'sign_in_attempts', 'ended_sessions', 'rate_limits') or exists (
        select 1 from pg_attribute a
        where a.attrelid = c.oid and a.attname = 'workspace_id' and not a.attisdropped))
    union all
    select 'table ' || c.relname || ' is owned by the app role'
    from pg_class c join pg_roles r on r.oid = c.relowner
    where r.rolname = 'orderflow_app'
  $$;
