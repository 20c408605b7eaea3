-- An invitation adds a membership and never changes one: whoever is a member already keeps the role,
-- and whoever was disabled stays so until an admin says otherwise.
create or replace function invitation_accept(p_token_hash text, p_user_id uuid, p_name text, p_password_hash text)
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
  on conflict on constraint memberships_workspace_id_user_id_pk do nothing;
  update invitations i set accepted_at = now() where i.id = v_offer.id;
  return query select v_user.id, v_user.session_version, v_offer.workspace_id;
end
$$;
--> statement-breakpoint
-- A person's own name, as every workspace shows it.
create function auth_set_name(p_user_id uuid, p_name text) returns void
  language sql volatile security definer set search_path = public, pg_temp
  as $$ update users set name = p_name where id = p_user_id $$;
--> statement-breakpoint
do $$
begin
  execute format('grant create on schema public to orderflow_system');
  revoke all on function auth_set_name(uuid, text) from public;
  grant execute on function auth_set_name(uuid, text) to orderflow_app;
  alter function auth_set_name(uuid, text) owner to orderflow_system;
  execute format('revoke create on schema public from orderflow_system');
end
$$;
