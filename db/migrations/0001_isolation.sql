-- Workspace isolation: an app role that row-level security binds, policies on every table
-- that belongs to a workspace, and the exactly named functions that may look across.
do $$
begin
  if not exists (select 1 from pg_roles where rolname = 'orderflow_app') then
    create role orderflow_app nologin nosuperuser nobypassrls nocreatedb nocreaterole;
  end if;
  if not exists (select 1 from pg_roles where rolname = 'orderflow_system') then
    create role orderflow_system nologin nosuperuser nobypassrls nocreatedb nocreaterole;
  end if;
  execute format('grant orderflow_app to %I', current_user);
  execute format('grant orderflow_system to %I', current_user);
end
$$;
--> statement-breakpoint
grant usage on schema public to orderflow_app, orderflow_system;
--> statement-breakpoint
create function orderflow_workspace() returns uuid
  language sql stable parallel safe
  as $$ select nullif(current_setting('app.workspace_id', true), '')::uuid $$;
--> statement-breakpoint
-- Puts a table behind the wall. Every migration that adds a table with a workspace_id calls it.
create function orderflow_isolate(target regclass, privileges text, key name default 'workspace_id')
  returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format(
    'create policy workspace_only on %s to orderflow_app using (%I = (select orderflow_workspace())) with check (%I = (select orderflow_workspace()))',
    target, key, key);
  execute format('grant %s on %s to orderflow_app', privileges, target);
end
$$;
--> statement-breakpoint
revoke all on function orderflow_isolate(regclass, text, name) from public;
--> statement-breakpoint
select
  orderflow_isolate('workspaces', 'select, update', 'id'),
  orderflow_isolate('memberships', 'select, update'),
  orderflow_isolate('api_keys', 'select, insert, update'),
  orderflow_isolate('clients', 'select, insert, update'),
  orderflow_isolate('client_addresses', 'select, insert, update, delete'),
  orderflow_isolate('client_contacts', 'select, insert, update, delete'),
  orderflow_isolate('products', 'select, insert, update'),
  orderflow_isolate('stock_movements', 'select, insert'),
  orderflow_isolate('expected_receipts', 'select, insert, update'),
  orderflow_isolate('orders', 'select, insert, update'),
  orderflow_isolate('order_lines', 'select, insert, update, delete'),
  orderflow_isolate('tab_counts', 'select, insert, update'),
  orderflow_isolate('moves', 'select, insert, update'),
  orderflow_isolate('order_events', 'select, insert'),
  orderflow_isolate('policies', 'select, insert'),
  orderflow_isolate('shipments', 'select, insert, update'),
  orderflow_isolate('shipment_lines', 'select, insert, update, delete'),
  orderflow_isolate('packages', 'select, insert, update, delete'),
  orderflow_isolate('reservations', 'select, insert, update, delete'),
  orderflow_isolate('number_series', 'select, insert, update'),
  orderflow_isolate('issued_numbers', 'select, insert, update'),
  orderflow_isolate('print_jobs', 'select, insert, update'),
  orderflow_isolate('print_job_orders', 'select, insert, update'),
  orderflow_isolate('documents', 'select, insert'),
  orderflow_isolate('document_bytes', 'select, insert'),
  orderflow_isolate('asns', 'select, insert, update'),
  orderflow_isolate('invoices', 'select, insert, update'),
  orderflow_isolate('payments', 'select, insert'),
  orderflow_isolate('production_orders', 'select, insert, update'),
  orderflow_isolate('supply_allocations', 'select, insert, update, delete'),
  orderflow_isolate('idempotency_keys', 'select, insert, update, delete'),
  orderflow_isolate('outbox', 'select, insert, update'),
  orderflow_isolate('inbox', 'select, insert, update'),
  orderflow_isolate('imports', 'select, insert, update'),
  orderflow_isolate('import_mappings', 'select, insert, update');
--> statement-breakpoint
-- People have no workspace of their own: seen where they are members.
alter table users enable row level security;
--> statement-breakpoint
alter table users force row level security;
--> statement-breakpoint
create policy members_only on users for select to orderflow_app
  using (exists (select 1 from memberships m where m.user_id = users.id));
--> statement-breakpoint
grant select (id, email, name, disabled_at, demo, created_at) on users to orderflow_app;
--> statement-breakpoint
alter table sign_in_attempts enable row level security;
--> statement-breakpoint
alter table sign_in_attempts force row level security;
--> statement-breakpoint
grant select on installation to orderflow_app;
--> statement-breakpoint
-- What the exactly named functions below may reach.
create policy system_reads on users to orderflow_system using (true) with check (true);
--> statement-breakpoint
create policy system_reads on memberships to orderflow_system using (true) with check (true);
--> statement-breakpoint
create policy system_reads on workspaces to orderflow_system using (true) with check (true);
--> statement-breakpoint
create policy system_reads on api_keys to orderflow_system using (true) with check (true);
--> statement-breakpoint
create policy system_reads on sign_in_attempts to orderflow_system using (true) with check (true);
--> statement-breakpoint
grant select, insert, update on users, memberships, workspaces, sign_in_attempts to orderflow_system;
--> statement-breakpoint
grant delete on sign_in_attempts to orderflow_system;
--> statement-breakpoint
grant select on installation to orderflow_system;
--> statement-breakpoint
grant select, update on api_keys to orderflow_system;
--> statement-breakpoint
-- Sign-in: the one row that a password is checked against.
create function auth_user(p_email text)
  returns table (id uuid, name text, email text, password_hash text, session_version integer, disabled boolean, demo boolean)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select u.id, u.name, u.email, u.password_hash, u.session_version, u.disabled_at is not null, u.demo
    from users u where lower(u.email) = lower(p_email)
  $$;
--> statement-breakpoint
-- Each request: who a session is, and where it may work.
create function auth_session(p_user_id uuid)
  returns table (user_id uuid, name text, email text, session_version integer, demo boolean,
    workspace_id uuid, workspace_name text, role text, client_id uuid)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select u.id, u.name, u.email, u.session_version, u.demo, w.id, w.name, m.role, m.client_id
    from users u
    left join memberships m on m.user_id = u.id and m.disabled_at is null
    left join workspaces w on w.id = m.workspace_id
    where u.id = p_user_id and u.disabled_at is null
    order by w.name, w.id
  $$;
--> statement-breakpoint
create function auth_api_key(p_key_hash text)
  returns table (id uuid, workspace_id uuid, role text, name text, demo boolean)
  language sql volatile security definer set search_path = public, pg_temp
  as $$
    update api_keys k set last_used_at = now()
    where k.key_hash = p_key_hash and k.revoked_at is null
      and (k.expires_at is null or k.expires_at > now())
      and (k.last_used_at is null or k.last_used_at < now() - interval '1 minute');
    select k.id, k.workspace_id, k.role, k.name, k.demo from api_keys k
    where k.key_hash = p_key_hash and k.revoked_at is null
      and (k.expires_at is null or k.expires_at > now());
  $$;
--> statement-breakpoint
-- Counts a sign-in try before it is evaluated. Null means go ahead, else the seconds to wait.
create function auth_attempt(p_key text, p_limit integer, p_window_seconds integer)
  returns integer
  language plpgsql volatile security definer set search_path = public, pg_temp
  as $$
declare
  v_row sign_in_attempts;
begin
  insert into sign_in_attempts as a (key, failures, window_started_at)
  values (p_key, 1, now())
  on conflict (key) do update set
    failures = case when a.window_started_at < now() - make_interval(secs => p_window_seconds) then 1 else a.failures + 1 end,
    window_started_at = case when a.window_started_at < now() - make_interval(secs => p_window_seconds) then now() else a.window_started_at end
  returning * into v_row;
  if v_row.failures <= p_limit then
    return null;
  end if;
  return greatest(1, ceil(extract(epoch from v_row.window_started_at + make_interval(secs => p_window_seconds) - now()))::integer);
end
$$;
--> statement-breakpoint
create function auth_attempt_forget(p_key text) returns void
  language sql volatile security definer set search_path = public, pg_temp
  as $$ delete from sign_in_attempts where key = p_key $$;
--> statement-breakpoint
-- Gives one counted try back: it turned out right, and many people may share an address.
create function auth_attempt_return(p_key text) returns void
  language sql volatile security definer set search_path = public, pg_temp
  as $$ update sign_in_attempts set failures = greatest(0, failures - 1) where key = p_key $$;
--> statement-breakpoint
create function auth_end_sessions(p_user_id uuid) returns void
  language sql volatile security definer set search_path = public, pg_temp
  as $$ update users set session_version = session_version + 1 where id = p_user_id $$;
--> statement-breakpoint
create function has_workspace() returns boolean
  language sql stable security definer set search_path = public, pg_temp
  as $$ select exists (select 1 from workspaces) $$;
--> statement-breakpoint
create function create_workspace(p_id uuid, p_name text, p_time_zone text, p_locale text, p_currency text, p_only_first boolean)
  returns boolean
  language plpgsql volatile security definer set search_path = public, pg_temp
  as $$
begin
  if p_only_first then
    perform pg_advisory_xact_lock(hashtextextended('orderflow.first_workspace', 0));
    if exists (select 1 from workspaces) then
      return false;
    end if;
  end if;
  insert into workspaces (id, name, time_zone, locale, currency)
  values (p_id, p_name, p_time_zone, p_locale, p_currency);
  return true;
end
$$;
--> statement-breakpoint
-- Adds a person to the workspace of the transaction; an account that exists is joined, its password stays.
create function add_member(p_user_id uuid, p_email text, p_name text, p_password_hash text, p_role text, p_client_id uuid, p_demo boolean)
  returns uuid
  language plpgsql volatile security definer set search_path = public, pg_temp
  as $$
declare
  v_user uuid;
begin
  if orderflow_workspace() is null then
    raise exception 'add_member needs a workspace';
  end if;
  insert into users (id, email, name, password_hash, demo)
  values (p_user_id, lower(p_email), p_name, p_password_hash, p_demo)
  on conflict (lower(email)) do nothing;
  select id into v_user from users where lower(email) = lower(p_email);
  insert into memberships (workspace_id, user_id, role, client_id)
  values (orderflow_workspace(), v_user, p_role, p_client_id)
  on conflict (workspace_id, user_id) do nothing;
  return v_user;
end
$$;
--> statement-breakpoint
-- Start-up check: row-level security must bite for the role that requests run as.
create function orderflow_wall_gaps() returns setof text
  language sql stable as $$
    select 'role ' || r.rolname || ' is not bound by row-level security'
    from pg_roles r where r.rolname = 'orderflow_app' and (r.rolsuper or r.rolbypassrls)
    union all
    select 'table ' || c.relname || ' has no forced row-level security'
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
    where c.relkind in ('r', 'p') and not (c.relrowsecurity and c.relforcerowsecurity)
      and (c.relname in ('workspaces', 'users', 'sign_in_attempts') or exists (
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
  foreach v_function in array array[
    'auth_user(text)', 'auth_session(uuid)', 'auth_api_key(text)',
    'auth_attempt(text, integer, integer)', 'auth_attempt_forget(text)',
    'auth_attempt_return(text)', 'auth_end_sessions(uuid)',
    'has_workspace()', 'create_workspace(uuid, text, text, text, text, boolean)',
    'add_member(uuid, text, text, text, text, uuid, boolean)'
  ] loop
    execute format('revoke all on function %s from public', v_function);
    execute format('grant execute on function %s to orderflow_app', v_function);
    execute format('alter function %s owner to orderflow_system', v_function);
  end loop;
  execute format('revoke create on schema public from orderflow_system');
end
$$;
--> statement-breakpoint
alter table stock_movements
  add constraint stock_movements_shipment_line_fk foreign key (workspace_id, shipment_line_id) references shipment_lines (workspace_id, id),
  add constraint stock_movements_production_order_fk foreign key (workspace_id, production_order_id) references production_orders (workspace_id, id);
--> statement-breakpoint
alter table reservations
  add constraint reservations_production_order_fk foreign key (workspace_id, production_order_id) references production_orders (workspace_id, id);
--> statement-breakpoint
alter table documents
  add constraint documents_invoice_fk foreign key (workspace_id, invoice_id) references invoices (workspace_id, id);
--> statement-breakpoint
alter table print_job_orders
  add constraint print_job_orders_move_fk foreign key (workspace_id, move_id) references moves (workspace_id, id);
