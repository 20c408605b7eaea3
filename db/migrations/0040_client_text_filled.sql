-- backfill
with part as (
  select c.workspace_id, c.id
  from clients c
  where (c.workspace_id, c.id) > (
    coalesce((:after::jsonb ->> 0)::uuid, '00000000-0000-0000-0000-000000000000'),
    coalesce((:after::jsonb ->> 1)::uuid, '00000000-0000-0000-0000-000000000000'))
  order by c.workspace_id, c.id
  limit 1000
  for no key update
), filled as (
  update clients c set search_text = lower(c.code || ' ' || c.name)
  from part p
  where c.workspace_id = p.workspace_id and c.id = p.id and c.search_text = ''
)
select json_build_array(workspace_id, id)::text as after from part
order by workspace_id desc, id desc limit 1
