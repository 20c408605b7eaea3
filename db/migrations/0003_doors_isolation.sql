DROP TABLE "inbox" CASCADE;--> statement-breakpoint
select
  orderflow_isolate('connections', 'select, insert, update'),
  orderflow_isolate('deliveries', 'select, insert, update'),
  orderflow_isolate('messages', 'select, insert, update'),
  orderflow_isolate('invitations', 'select, insert, update'),
  orderflow_isolate('tracking_links', 'select, insert, update'),
  orderflow_isolate('audit_log', 'select, insert');
--> statement-breakpoint
-- One-time links belong to no workspace: only the named functions below reach them.
alter table sign_in_links enable row level security;
--> statement-breakpoint
alter table sign_in_links force row level security;
--> statement-breakpoint
create policy system_reads on sign_in_links to orderflow_system using (true) with check (true);
--> statement-breakpoint
create policy system_reads on invitations to orderflow_system using (true) with check (true);
--> statement-breakpoint
create policy system_reads on tracking_links to orderflow_system using (true) with check (true);
--> statement-breakpoint
create policy system_reads on connections to orderflow_system using (true) with check (true);
--> statement-breakpoint
create policy system_reads on deliveries to orderflow_system using (true) with check (true);
--> statement-breakpoint
create policy system_reads on outbox to orderflow_system using (true) with check (true);
--> statement-breakpoint
grant select, insert, update, delete on sign_in_links to orderflow_system;
--> statement-breakpoint
grant select, update on invitations, connections, deliveries, outbox to orderflow_system;
--> statement-breakpoint
grant select on tracking_links to orderflow_system;
--> statement-breakpoint
-- The outbox's due messages, leased to the caller: whoever dies with them loses the lease, not the message.
create function outbox_claim(p_topics text[], p_limit integer, p_lease_seconds integer)
  returns table (id bigint, workspace_id uuid, topic text, key text, payload jsonb, attempts integer)
  language sql volatile security definer set search_path = public, pg_temp
  as $$
    update outbox o
    set attempts = o.attempts + 1, available_at = now() + make_interval(secs => p_lease_seconds)
    where o.id in (
      select d.id from outbox d
      where d.done_at is null and d.failed_at is null and d.available_at <= now()
        and d.topic = any (p_topics)
      order by d.available_at, d.id limit p_limit for update skip locked)
    returning o.id, o.workspace_id, o.topic, o.key, o.payload, o.attempts
  $$;
--> statement-breakpoint
-- Deliveries that were stored and not handled yet, leased in the same way.
create function deliveries_claim(p_limit integer, p_lease_seconds integer)
  returns table (id uuid, workspace_id uuid, attempts integer)
  language sql volatile security definer set search_path = public, pg_temp
  as $$
    update deliveries d
    set attempts = d.attempts + 1, available_at = now() + make_interval(secs => p_lease_seconds)
    where d.id in (
      select e.id from deliveries e
      where e.handled_at is null and e.available_at <= now()
      order by e.available_at, e.id limit p_limit for update skip locked)
    returning d.id, d.workspace_id, d.attempts
  $$;
--> statement-breakpoint
-- Connections whose next poll is due.
create function connections_claim(p_limit integer, p_lease_seconds integer)
  returns table (id uuid, workspace_id uuid)
  language sql volatile security definer set search_path = public, pg_temp
  as $$
    update connections c set next_poll_at = now() + make_interval(secs => p_lease_seconds)
    where c.id in (
      select d.id from connections d
      where d.state = 'active' and d.next_poll_at <= now()
      order by d.next_poll_at, d.id limit p_limit for update skip locked)
    returning c.id, c.workspace_id
  $$;
--> statement-breakpoint
-- A channel's call: which workspace its connection belongs to. The signature is checked after that.
create function channel_connection(p_id uuid)
  returns table (workspace_id uuid)
  language sql stable security definer set search_path = public, pg_temp
  as $$ select c.workspace_id from connections c where c.id = p_id and c.state <> 'disconnected' $$;
--> statement-breakpoint
create function tracked_order(p_token_hash text)
  returns table (workspace_id uuid, order_id uuid, link_id uuid)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select t.workspace_id, t.order_id, t.id from tracking_links t
    where t.token_hash = p_token_hash and t.revoked_at is null
  $$;
--> statement-breakpoint
create function invitation_offer(p_token_hash text)
  returns table (id uuid, workspace_id uuid, workspace_name text, email text, role text, has_account boolean)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select i.id, i.workspace_id, w.name, i.email, i.role,
      exists (select 1 from users u where lower(u.email) = lower(i.email))
    from invitations i join workspaces w on w.id = i.workspace_id
    where i.token_hash = p_token_hash and i.accepted_at is null and i.revoked_at is null
      and i.expires_at > now()
  $$;
--> statement-breakpoint
-- Accepts an invitation once. An account that exists joins and keeps its name and password.
create function invitation_accept(p_token_hash text, p_user_id uuid, p_name text, p_password_hash text)
  returns table (user_id uuid, session_version integer, workspace_id uuid)
  language plpgsql volatile security definer set search_path = public, pg_temp
  as $$
declare
  v_offer invitations;
  v_user users;
begin
  select * into v_offer from invitations i
  where i.token_hash = p_token_hash and i.accepted_at is null and i.revoked_at is null
    and i.expires_at > now()
  for update;
  if not found then
    return;
  end if;
  insert into users (id, email, name, password_hash)
  values (p_user_id, lower(v_offer.email), p_name, p_password_hash)
  on conflict (lower(email)) do nothing;
  select * into v_user from users u where lower(u.email) = lower(v_offer.email);
  if v_user.disabled_at is not null then
    return;
  end if;
  insert into memberships (workspace_id, user_id, role, client_id)
  values (v_offer.workspace_id, v_user.id, v_offer.role, v_offer.client_id)
  on conflict on constraint memberships_workspace_id_user_id_pk
  do update set role = excluded.role, client_id = excluded.client_id, disabled_at = null;
  update invitations i set accepted_at = now() where i.id = v_offer.id;
  return query select v_user.id, v_user.session_version, v_offer.workspace_id;
end
$$;
--> statement-breakpoint
-- Keeps the hash of a one-time link for an account that may sign in; answers nothing for any other.
create function sign_in_link_create(p_email text, p_token_hash text, p_purpose text, p_minutes integer)
  returns table (user_id uuid, name text, email text)
  language plpgsql volatile security definer set search_path = public, pg_temp
  as $$
begin
  delete from sign_in_links l where l.expires_at < now() - interval '1 day';
  return query
    with account as (
      select u.id, u.name, u.email from users u
      where lower(u.email) = lower(p_email) and u.disabled_at is null
    ), link as (
      insert into sign_in_links (token_hash, user_id, purpose, created_at, expires_at)
      select p_token_hash, a.id, p_purpose, now(), now() + make_interval(mins => p_minutes) from account a
    )
    select a.id, a.name, a.email from account a;
end
$$;
--> statement-breakpoint
-- Uses a one-time link up.
create function sign_in_link_use(p_token_hash text, p_purpose text)
  returns table (user_id uuid, session_version integer, demo boolean)
  language sql volatile security definer set search_path = public, pg_temp
  as $$
    with used as (
      update sign_in_links l set used_at = now()
      where l.token_hash = p_token_hash and l.purpose = p_purpose and l.used_at is null
        and l.expires_at > now()
      returning l.user_id
    )
    select u.id, u.session_version, u.demo from used join users u on u.id = used.user_id
    where u.disabled_at is null
  $$;
--> statement-breakpoint
-- Sets a password and ends every session and one-time link of the account.
create function auth_set_password(p_user_id uuid, p_password_hash text) returns void
  language sql volatile security definer set search_path = public, pg_temp
  as $$
    update users set password_hash = p_password_hash, session_version = session_version + 1 where id = p_user_id;
    update sign_in_links set used_at = now() where user_id = p_user_id and used_at is null;
  $$;
--> statement-breakpoint
do $$
declare
  v_function text;
begin
  execute format('grant create on schema public to orderflow_system');
  foreach v_function in array array[
    'outbox_claim(text[], integer, integer)', 'deliveries_claim(integer, integer)',
    'connections_claim(integer, integer)', 'channel_connection(uuid)', 'tracked_order(text)',
    'invitation_offer(text)', 'invitation_accept(text, uuid, text, text)',
    'sign_in_link_create(text, text, text, integer)', 'sign_in_link_use(text, text)',
    'auth_set_password(uuid, text)'
  ] loop
    execute format('revoke all on function %s from public', v_function);
    execute format('grant execute on function %s to orderflow_app', v_function);
    execute format('alter function %s owner to orderflow_system', v_function);
  end loop;
  execute format('revoke create on schema public from orderflow_system');
end
$$;
