-- allowed: stop: for some milliseconds nobody writes orders, or a trigger that has begun would miss its table
-- allowed: contract: the filled table takes the name, with all columns that the running release reads
lock table orders in share row exclusive mode;
--> statement-breakpoint
drop table order_words;
--> statement-breakpoint
alter table order_words_next rename to order_words;
--> statement-breakpoint
drop policy filling on order_words;
--> statement-breakpoint
create or replace function orderflow_write_words() returns trigger
  language plpgsql
  as $$
begin
  insert into order_words (workspace_id, tab, word, place, order_id)
  select o.workspace_id, o.tab, w, orderflow_place(o.tab, o.rank, o.tab_since), o.id
  from new_orders o, orderflow_words(o.search_text) as w;
  return null;
end
$$;
--> statement-breakpoint
create or replace function orderflow_rewrite_words() returns trigger
  language plpgsql
  as $$
declare
  v_was bigint := orderflow_place(old.tab, old.rank, old.tab_since);
  v_is bigint := orderflow_place(new.tab, new.rank, new.tab_since);
begin
  if old.search_text = new.search_text then
    update order_words set tab = new.tab, place = v_is
    where workspace_id = old.workspace_id and tab = old.tab and place = v_was and order_id = old.id
      and word = any (array(select orderflow_words(old.search_text)));
    return null;
  end if;
  delete from order_words
  where workspace_id = old.workspace_id and tab = old.tab and place = v_was and order_id = old.id
    and word = any (array(select orderflow_words(old.search_text)));
  insert into order_words (workspace_id, tab, word, place, order_id)
  select new.workspace_id, new.tab, w, v_is, new.id from orderflow_words(new.search_text) as w;
  return null;
end
$$;
--> statement-breakpoint
create or replace function orderflow_remove_words() returns trigger
  language plpgsql
  as $$
begin
  delete from order_words
  where workspace_id = old.workspace_id and tab = old.tab and order_id = old.id
    and place = orderflow_place(old.tab, old.rank, old.tab_since)
    and word = any (array(select orderflow_words(old.search_text)));
  return null;
end
$$;
