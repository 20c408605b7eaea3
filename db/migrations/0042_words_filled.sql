-- backfill
-- Orders are locked in the order of their ids, as everybody locks them, so that none is moved between
-- its being read and its words being written. What a trigger has written meanwhile is there already.
with part as (
  select o.workspace_id, o.id, o.tab, o.rank, o.tab_since, o.search_text
  from orders o
  where (o.workspace_id, o.id) > (
    coalesce((:after::jsonb ->> 0)::uuid, '00000000-0000-0000-0000-000000000000'),
    coalesce((:after::jsonb ->> 1)::uuid, '00000000-0000-0000-0000-000000000000'))
  order by o.workspace_id, o.id
  limit 1000
  for share
), filled as (
  insert into order_words_next (workspace_id, tab, word, place, order_id)
  select p.workspace_id, p.tab, w collate "C", orderflow_place(p.tab, p.rank, p.tab_since), p.id
  from part p, orderflow_words(p.search_text) as w
  order by 1, 2, 3, 4, 5
  on conflict do nothing
)
select json_build_array(workspace_id, id)::text as after from part
order by workspace_id desc, id desc limit 1
