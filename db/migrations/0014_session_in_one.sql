-- Sessions that were signed out of belong to no workspace: only the functions below reach them.
alter table ended_sessions enable row level security;
--> statement-breakpoint
alter table ended_sessions force row level security;
--> statement-breakpoint
create policy system_reads on ended_sessions to orderflow_system using (true) with check (true);
--> statement-breakpoint
grant select, insert, delete on ended_sessions to orderflow_system;
--> statement-breakpoint
drop function auth_session(uuid);
--> statement-breakpoint
-- Each request: who a session is, and where it may work with which settings, in one statement.
-- A null session was never ended by itself.
create function auth_session(p_user_id uuid, p_session_id uuid)
  returns table (user_id uuid, name text, email text, session_version integer, is_demo_elsewhere boolean,
    workspace_id uuid, workspace jsonb, role text, client_id uuid)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select u.id, u.name, u.email, u.session_version,
      u.demo and not exists (select 1 from installation i where i.key = 'demo'),
      w.id, to_jsonb(w), m.role, m.client_id
    from users u
    left join memberships m on m.user_id = u.id and m.disabled_at is null
    left join workspaces w on w.id = m.workspace_id
    where u.id = p_user_id and u.disabled_at is null
      and not exists (select 1 from ended_sessions e where e.id = p_session_id)
    order by w.name, w.id
  $$;
--> statement-breakpoint
-- Ends one session: its token is refused from now on, and forgotten once it would have expired.
create function auth_end_session(p_session_id uuid, p_seconds integer) returns void
  language sql volatile security definer set search_path = public, pg_temp
  as $$
    delete from ended_sessions where forget_at < now();
    insert into ended_sessions (id, forget_at)
    values (p_session_id, now() + make_interval(secs => p_seconds)) on conflict do nothing;
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
      and (c.relname in ('workspaces', 'users', 'sign_in_attempts', 'ended_sessions') or exists (
        select 1 from pg_attribute a
        where a.attrelid = c.oid and a.attname = 'workspace_id' and not a.attisdropped))
    union all
    select 'table ' || c.relname || ' is owned by the app role'
    from pg_class c join pg_roles r on r.oid = c.relowner
    where r.rolname = 'orderflow_app'
  $$;
--> statement-breakpoint
do $$
declare
  v_function text;
begin
  execute format('grant create on schema public to orderflow_system');
  foreach v_function in array array['auth_session(uuid, uuid)', 'auth_end_session(uuid, integer)'] loop
    execute format('revoke all on function %s from public', v_function);
    execute format('grant execute on function %s to orderflow_app', v_function);
    execute format('alter function %s owner to orderflow_system', v_function);
  end loop;
  execute format('revoke create on schema public from orderflow_system');
end
$$;
