-- What is never broken. One row answers for each breach: the rule, the workspace, the thing.
with dispatched as (
  select sl.workspace_id, sl.id, sl.order_line_id, sl.quantity, s.id as shipment_id,
    s.dispatched_at is not null and s.voided_at is null as is_dispatched
  from shipment_lines sl
  join shipments s on s.workspace_id = sl.workspace_id and s.id = sl.shipment_id
), events as (
  select workspace_id, order_id, seq, from_tab, to_tab, move_id,
    lag(to_tab) over moves_only as tab_before
  from (
    select workspace_id, order_id, seq, from_tab, to_tab, move_id from order_events where move_id is not null
    union all
    select a.workspace_id, a.order_id, k.seq, m.from_tab, m.to_tab, m.id
    from archived_events a, unnest(a.move_numbers, a.move_ids) as k (seq, id)
    join moves m on m.id = k.id
    where m.workspace_id = a.workspace_id
  ) moving
  window moves_only as (partition by workspace_id, order_id order by seq)
)
select '1 shipped of a line is the sum of its dispatched shipments' as rule, l.workspace_id, l.id::text as detail
from order_lines l
left join (
  select workspace_id, order_line_id, sum(quantity) as quantity from dispatched where is_dispatched
  group by workspace_id, order_line_id
) d on d.workspace_id = l.workspace_id and d.order_line_id = l.id
where l.shipped <> coalesce(d.quantity, 0)
union all
select '1 no more leaves than is ordered and its allowance', workspace_id, id::text from order_lines
where ordered - short_closed + over_ship_allowance - shipped < 0
union all
select '1 what left and what is prepared stay within the order and its allowance', l.workspace_id, l.id::text
from order_lines l
join shipment_lines sl on sl.workspace_id = l.workspace_id and sl.order_line_id = l.id
join shipments s on s.workspace_id = sl.workspace_id and s.id = sl.shipment_id
  and s.dispatched_at is null and s.voided_at is null
where l.ordered - l.short_closed + l.over_ship_allowance - l.shipped - sl.quantity < 0
union all
select '1 the packages of a shipment hold its lines, no more and no less', sl.workspace_id, sl.id::text
from shipment_lines sl
where sl.quantity <> coalesce((
  select sum(pl.quantity) from package_lines pl
  join packages p on p.workspace_id = pl.workspace_id and p.id = pl.package_id and p.shipment_id = sl.shipment_id
  where pl.workspace_id = sl.workspace_id and pl.shipment_line_id = sl.id), 0)
union all
select '1 every package holds something of its own shipment', p.workspace_id, p.sscc
from packages p
left join (
  select pl.workspace_id, pl.package_id, count(*) as lines, count(distinct sl.shipment_id) as shipments,
    min(sl.shipment_id::text) as shipment_id
  from package_lines pl
  join shipment_lines sl on sl.workspace_id = pl.workspace_id and sl.id = pl.shipment_line_id
  group by pl.workspace_id, pl.package_id
) c on c.workspace_id = p.workspace_id and c.package_id = p.id
where c.lines is null or c.shipments <> 1 or c.shipment_id <> p.shipment_id::text
union all
select '2 reserved of a product is the sum of its reservations', p.workspace_id, p.sku
from products p
where p.reserved <> coalesce((
  select sum(r.quantity) from reservations r where r.workspace_id = p.workspace_id and r.product_id = p.id), 0)
union all
select '2 on hand is the sum of the movements', p.workspace_id, p.sku
from products p
where p.on_hand <> coalesce((
  select sum(m.quantity) from stock_movements m where m.workspace_id = p.workspace_id and m.product_id = p.id), 0)
union all
select '2 reserved of a line is the sum of its reservations', l.workspace_id, l.id::text
from order_lines l
where l.reserved <> coalesce((
  select sum(r.quantity) from reservations r where r.workspace_id = l.workspace_id and r.order_line_id = l.id), 0)
union all
select '2 a line reserves and expects at most what it owes', workspace_id, id::text
from order_lines where reserved + expected > greatest(0, ordered - short_closed - shipped)
union all
select '2 expected of a line is the sum of its dated supply', l.workspace_id, l.id::text
from order_lines l
where l.expected <> coalesce((
  select sum(a.quantity) from supply_allocations a where a.workspace_id = l.workspace_id and a.order_line_id = l.id), 0)
union all
select '2 dated supply is given out once', m.workspace_id, m.number
from production_orders m
where coalesce((
  select sum(a.quantity) from supply_allocations a
  where a.workspace_id = m.workspace_id and a.production_order_id = m.id), 0)
  > case when m.finished_at is null then greatest(0, m.quantity - m.made) else 0 end
union all
select '2 what a receipt is to bring is given out once', e.workspace_id, e.reference
from expected_receipts e
where coalesce((
  select sum(a.quantity) from supply_allocations a
  where a.workspace_id = e.workspace_id and a.expected_receipt_id = e.id), 0)
  > case when e.closed_at is null then greatest(0, e.quantity - e.received) else 0 end
union all
select '2 made and scrapped are the sums of the reports', m.workspace_id, m.number
from production_orders m
left join (
  select workspace_id, production_order_id, sum(quantity) as made, sum(scrapped) as scrapped
  from production_reports where taken_back_at is null group by workspace_id, production_order_id
) r on r.workspace_id = m.workspace_id and r.production_order_id = m.id
where m.made <> coalesce(r.made, 0) or m.scrapped <> coalesce(r.scrapped, 0)
union all
select '2 what was made went to stock, once', m.workspace_id, m.number
from production_orders m
left join (
  select workspace_id, production_order_id, sum(quantity) as quantity
  from stock_movements where production_order_id is not null group by workspace_id, production_order_id
) s on s.workspace_id = m.workspace_id and s.production_order_id = m.id
where m.made <> coalesce(s.quantity, 0)
union all
select '2 reports are numbered 1 to n', workspace_id, production_order_id::text
from production_reports group by workspace_id, production_order_id having count(*) <> max(seq)
union all
select '2 a production order ends as its units say', workspace_id, number
from production_orders
where case finish
  when 'done' then made < quantity
  when 'short' then made = 0 or made >= quantity
  when 'cancelled' then made > 0
  else made >= quantity end
union all
select '2 a production order makes what its line asks for', m.workspace_id, m.number
from production_orders m
join order_lines l on l.workspace_id = m.workspace_id and l.id = m.order_line_id
where l.product_id <> m.product_id
union all
select '2 output is held for its own line, and never more than was made', m.workspace_id, m.number
from production_orders m
join reservations r on r.workspace_id = m.workspace_id and r.production_order_id = m.id
group by m.workspace_id, m.id, m.number, m.made, m.order_line_id
having sum(r.quantity) > m.made or count(*) filter (where r.order_line_id is distinct from m.order_line_id) > 0
union all
select '2 a pinned reservation holds at most its shipment line', r.workspace_id, r.id::text
from reservations r
join shipment_lines sl on sl.workspace_id = r.workspace_id and sl.id = r.shipment_line_id
where r.quantity > sl.quantity
union all
select '3 a shipment line moves stock exactly once', d.workspace_id, d.id::text
from dispatched d
left join (
  select workspace_id, shipment_line_id, sum(quantity) as quantity from stock_movements
  where shipment_line_id is not null group by workspace_id, shipment_line_id
) m on m.workspace_id = d.workspace_id and m.shipment_line_id = d.id
where coalesce(m.quantity, 0) <> case when d.is_dispatched and m.quantity is not null then -d.quantity else 0 end
union all
select '3 what has left holds no reservation', r.workspace_id, r.id::text
from reservations r
join dispatched d on d.workspace_id = r.workspace_id and d.id = r.shipment_line_id
where d.is_dispatched
union all
select '3 only open orders hold reservations', o.workspace_id, o.number
from orders o
where o.tab <> 'open' and exists (
  select 1 from order_lines l join reservations r on r.workspace_id = l.workspace_id and r.order_line_id = l.id
  where l.workspace_id = o.workspace_id and l.order_id = o.id)
union all
select '4 events are numbered 1 to n', o.workspace_id, o.number
from orders o
left join (
  select workspace_id, order_id, sum(events) as events, range_agg(numbers) as numbers
  from (
    select workspace_id, order_id, count(*) as events, range_agg(int4range(seq, seq + 1)) as numbers
    from order_events group by workspace_id, order_id
    union all
    select workspace_id, order_id, (select sum(upper(n) - lower(n)) from unnest(numbers) as n), numbers from archived_events
  ) parts
  group by workspace_id, order_id
) e on e.workspace_id = o.workspace_id and e.order_id = o.id
where coalesce(e.events, 0) <> o.event_seq or o.event_seq = 0
  or e.numbers is distinct from int4multirange(int4range(1, o.event_seq + 1))
union all
select '4 every move has exactly one event', m.workspace_id, m.id::text
from moves m
where (select count(*) from order_events e where e.workspace_id = m.workspace_id and e.move_id = m.id)
  + (select count(*) from archived_events a
    where a.workspace_id = m.workspace_id and a.order_id = m.order_id and m.id = any (a.move_ids)) <> 1
union all
select '4 replaying the moves gives the stored tab', o.workspace_id, o.number
from orders o
left join (
  select distinct on (workspace_id, order_id) workspace_id, order_id, to_tab from events
  order by workspace_id, order_id, seq desc
) e on e.workspace_id = o.workspace_id and e.order_id = o.id
where o.tab <> coalesce(e.to_tab, 'open')
union all
select '4 each move starts where the last one ended', workspace_id, order_id::text
from events where from_tab <> coalesce(tab_before, 'open')
union all
select '4 tab counters count', o.workspace_id, o.tab || ' ' || o.orders
from (
  select coalesce(c.workspace_id, t.workspace_id) as workspace_id, coalesce(c.tab, t.tab) as tab,
    coalesce(c.orders, 0) as orders, coalesce(t.orders, 0) as counted
  from tab_counts c full join (
    select workspace_id, tab, count(*) as orders from orders group by workspace_id, tab
  ) t on t.workspace_id = c.workspace_id and t.tab = c.tab
) o
where o.orders <> o.counted
union all
select '4 a search finds each order by what its text says and where it stands, and nothing else', k.workspace_id, k.tab || ' ' || k.word
from (
  with said as (
    select o.workspace_id, o.tab, w as word, orderflow_place(o.tab, o.rank, o.tab_since) as place, o.id as order_id
    from orders o, orderflow_words(o.search_text) as w
  )
  (select workspace_id, tab, word, place, order_id from order_words except select * from said)
  union all
  (select * from said except select workspace_id, tab, word, place, order_id from order_words)
) k
union all
select '4 a search finds each client by its code and name', workspace_id, code
from clients where search_text <> lower(code || ' ' || name)
union all
select '5 copies of a document count 1 to n', workspace_id, shipment_id::text || ' ' || kind
from documents where shipment_id is not null
group by workspace_id, shipment_id, kind having count(*) <> max(copy)
union all
select '5 closed implies a stored document or a recorded shipment', o.workspace_id, o.number
from orders o
where o.closed_at is not null
  and exists (
    select 1 from order_lines l join products p on p.workspace_id = l.workspace_id and p.id = l.product_id
    where l.workspace_id = o.workspace_id and l.order_id = o.id and p.kind = 'goods')
  and not exists (
    select 1 from shipments s where s.workspace_id = o.workspace_id and s.order_id = o.id
      and s.dispatched_at is not null and (s.handed_over_at is not null or s.channel_shipped_at is not null
        or exists (select 1 from documents d where d.workspace_id = s.workspace_id and d.shipment_id = s.id)))
union all
select '5 archived by ASN implies that each shipment has one', o.workspace_id, o.number
from orders o
where o.archive_reason = 'asn' and (
  not exists (select 1 from shipments s where s.workspace_id = o.workspace_id and s.order_id = o.id and s.dispatched_at is not null)
  or exists (
    select 1 from shipments s where s.workspace_id = o.workspace_id and s.order_id = o.id
      and s.dispatched_at is not null and s.voided_at is null
      and not exists (select 1 from asns a where a.workspace_id = s.workspace_id and a.shipment_id = s.id
        and a.state in ('sent', 'accepted'))))
union all
select '5 archived as completed implies invoiced and paid in full', workspace_id, number
from orders where archive_reason = 'completed' and (invoiced_minor < total_minor or paid_minor < total_minor)
union all
select '5 every number that was taken has a row', s.workspace_id, s.number
from shipments s
where not exists (select 1 from issued_numbers i where i.workspace_id = s.workspace_id and i.series = 'shipment' and i.number = s.number)
  or (s.bol_number is not null and not exists (
    select 1 from issued_numbers i where i.workspace_id = s.workspace_id and i.series = 'bol' and i.number = s.bol_number))
union all
select '5 every package has its SSCC in the series, good as long as its shipment is', p.workspace_id, p.sscc
from packages p
join shipments s on s.workspace_id = p.workspace_id and s.id = p.shipment_id
left join issued_numbers i on i.workspace_id = p.workspace_id and i.series = 'sscc' and i.number = p.sscc
where i.number is null or (i.voided_at is null) <> (s.voided_at is null)
union all
select '5 an SSCC that no package has is void', i.workspace_id, i.number
from issued_numbers i
where i.series = 'sscc' and i.voided_at is null and not exists (
  select 1 from packages p where p.workspace_id = i.workspace_id and p.sscc = i.number)
union all
select '5 the numbers of a void shipment are void, those of another are not', s.workspace_id, s.number
from shipments s
join issued_numbers i on i.workspace_id = s.workspace_id and i.subject_id = s.id
  and (i.series = 'shipment' or i.series = 'bol' or s.voided_at is not null)
where (i.voided_at is null) <> (s.voided_at is null)
union all
select '5 an ASN that is out speaks for a shipment that has left', s.workspace_id, s.number
from shipments s
join asns a on a.workspace_id = s.workspace_id and a.shipment_id = s.id and a.state in ('sent', 'accepted')
where s.dispatched_at is null or s.voided_at is not null
union all
select '5 invoiced and paid are the sums of invoices and payments', o.workspace_id, o.number
from orders o
where o.invoiced_minor <> coalesce((select sum(i.amount_minor) from invoices i
    where i.workspace_id = o.workspace_id and i.order_id = o.id and i.voided_at is null), 0)
  or o.paid_minor <> coalesce((select sum(p.amount_minor) from payments p
    where p.workspace_id = o.workspace_id and p.order_id = o.id), 0)
union all
select '7 every reference between tables of a workspace carries the workspace', null, con.conname::text
from pg_constraint con
join pg_attribute a on a.attrelid = con.conrelid and a.attname = 'workspace_id' and not a.attisdropped
join pg_attribute b on b.attrelid = con.confrelid and b.attname = 'workspace_id' and not b.attisdropped
where con.contype = 'f' and not (a.attnum = any (con.conkey) and b.attnum = any (con.confkey));
