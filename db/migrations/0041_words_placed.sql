-- Words get the place of their order, as part of their key. Giving it to each of many million rows would
-- write the table twice, so a table beside it is filled by parts (next migration) and then takes its name:
-- until then both are written, and the running release reads the old one.
CREATE TABLE "order_words_next" (
	"workspace_id" uuid NOT NULL,
	"tab" text NOT NULL,
	"word" text collate "C" NOT NULL,
	"place" bigint NOT NULL,
	"order_id" uuid NOT NULL,
	CONSTRAINT "order_words_workspace_id_tab_word_place_order_id_pk" PRIMARY KEY("workspace_id","tab","word","place","order_id")
);
--> statement-breakpoint
select orderflow_isolate('order_words_next', 'select, insert, update, delete');
--> statement-breakpoint
create policy sample_removal on order_words_next to orderflow_system using (workspace_id = (select orderflow_workspace()));
--> statement-breakpoint
grant select, delete on order_words_next to orderflow_system;
--> statement-breakpoint
create policy filling on order_words_next to current_user using (true) with check (true);
--> statement-breakpoint
-- Of the tables in use only orders is locked here: two in one transaction would meet those who hold the other one.
create policy filling on orders to current_user using (true) with check (true);
--> statement-breakpoint
-- Where an order stands in its tab's own order, ascending: by rank, or the latest first.
create function orderflow_place(p_tab text, p_rank bigint, p_tab_since timestamptz) returns bigint
  language sql stable parallel safe
  as $$ select case when p_tab = 'open' then p_rank else -(extract(epoch from p_tab_since) * 1000)::bigint end $$;
--> statement-breakpoint
create or replace function orderflow_write_words() returns trigger
  language plpgsql
  as $$
begin
  insert into order_words (workspace_id, tab, word, order_id)
  select o.workspace_id, o.tab, w, o.id from new_orders o, orderflow_words(o.search_text) as w;
  insert into order_words_next (workspace_id, tab, word, place, order_id)
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
  v_words text[] := array(select orderflow_words(old.search_text));
begin
  if old.search_text = new.search_text then
    update order_words set tab = new.tab
    where workspace_id = old.workspace_id and tab = old.tab and order_id = old.id and word = any (v_words);
    update order_words_next set tab = new.tab, place = v_is
    where workspace_id = old.workspace_id and tab = old.tab and place = v_was and order_id = old.id
      and word = any (v_words);
    return null;
  end if;
  delete from order_words
  where workspace_id = old.workspace_id and tab = old.tab and order_id = old.id and word = any (v_words);
  delete from order_words_next
  where workspace_id = old.workspace_id and tab = old.tab and place = v_was and order_id = old.id
    and word = any (v_words);
  insert into order_words (workspace_id, tab, word, order_id)
  select new.workspace_id, new.tab, w, new.id from orderflow_words(new.search_text) as w;
  insert into order_words_next (workspace_id, tab, word, place, order_id)
  select new.workspace_id, new.tab, w, v_is, new.id from orderflow_words(new.search_text) as w;
  return null;
end
$$;
--> statement-breakpoint
create or replace function orderflow_remove_words() returns trigger
  language plpgsql
  as $$
declare
  v_words text[] := array(select orderflow_words(old.search_text));
begin
  delete from order_words
  where workspace_id = old.workspace_id and tab = old.tab and order_id = old.id and word = any (v_words);
  delete from order_words_next
  where workspace_id = old.workspace_id and tab = old.tab and order_id = old.id
    and place = orderflow_place(old.tab, old.rank, old.tab_since) and word = any (v_words);
  return null;
end
$$;
--> statement-breakpoint
create or replace trigger orders_rewrite_words after update of tab, search_text, rank, tab_since on orders
  for each row when (
    old.tab <> new.tab or old.search_text <> new.search_text
    or orderflow_place(old.tab, old.rank, old.tab_since) <> orderflow_place(new.tab, new.rank, new.tab_since))
  execute function orderflow_rewrite_words();
