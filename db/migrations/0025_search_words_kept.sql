-- A search by LIKE can't use an index behind row-level security, because LIKE is not leakproof, and
-- would read a whole tab. Comparing words is leakproof, so the words of an order stand in an index.
select orderflow_isolate('order_words', 'select, insert, update, delete');
--> statement-breakpoint
create policy sample_removal on order_words to orderflow_system using (workspace_id = (select orderflow_workspace()));
--> statement-breakpoint
grant select, delete on order_words to orderflow_system;
--> statement-breakpoint
-- Each word of a text and each rest of it that begins with a run of letters or digits:
-- "so-1042" is found by "so-10", "1042" and "104". At most eight of a word: nobody searches further in.
create function orderflow_words(p_text text) returns setof text
  language sql immutable parallel safe
  as $$
    select distinct left(array_to_string(t.runs[n.at:], ''), 64)
    from (
      select string_to_array(regexp_replace(w, '(?<![[:digit:]])(?=[[:digit:]])|(?<![[:alpha:]])(?=[[:alpha:]])', E'\x01', 'g'), E'\x01') as runs
      from regexp_split_to_table(p_text, '\s+') as w
      where w <> ''
    ) t, generate_series(1, least(cardinality(t.runs), 8)) as n (at)
  $$;
--> statement-breakpoint
create function orderflow_write_words() returns trigger
  language plpgsql
  as $$
begin
  insert into order_words (workspace_id, tab, word, order_id)
  select o.workspace_id, o.tab, w, o.id from new_orders o, orderflow_words(o.search_text) as w;
  return null;
end
$$;
--> statement-breakpoint
create function orderflow_rewrite_words() returns trigger
  language plpgsql
  as $$
begin
  if old.search_text = new.search_text then
    update order_words set tab = new.tab
    where workspace_id = old.workspace_id and tab = old.tab and order_id = old.id
      and word = any (array(select orderflow_words(old.search_text)));
    return null;
  end if;
  delete from order_words
  where workspace_id = old.workspace_id and tab = old.tab and order_id = old.id
    and word = any (array(select orderflow_words(old.search_text)));
  insert into order_words (workspace_id, tab, word, order_id)
  select new.workspace_id, new.tab, w, new.id from orderflow_words(new.search_text) as w;
  return null;
end
$$;
--> statement-breakpoint
create function orderflow_remove_words() returns trigger
  language plpgsql
  as $$
begin
  delete from order_words
  where workspace_id = old.workspace_id and tab = old.tab and order_id = old.id
    and word = any (array(select orderflow_words(old.search_text)));
  return null;
end
$$;
--> statement-breakpoint
create trigger orders_write_words after insert on orders
  referencing new table as new_orders for each statement execute function orderflow_write_words();
--> statement-breakpoint
create trigger orders_rewrite_words after update of tab, search_text on orders
  for each row when (old.tab <> new.tab or old.search_text <> new.search_text)
  execute function orderflow_rewrite_words();
--> statement-breakpoint
create trigger orders_remove_words after delete on orders
  for each row execute function orderflow_remove_words();
--> statement-breakpoint
-- In the order of its index, which is then written from one end to the other.
insert into order_words (workspace_id, tab, word, order_id)
select o.workspace_id, o.tab, w collate "C", o.id from orders o, orderflow_words(o.search_text) as w
order by 1, 2, 3, 4;
--> statement-breakpoint
-- What is common among open orders hardly occurs in the other tabs: without this the planner walks a whole tab for it.
create statistics orders_of_tabs (mcv) on tab, stock_cover, production_status, shipment_status from orders;
