import { type SQL, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import type { Context } from "@/lib/workspaces/context";

/** How much of a workspace's orders each tab holds: the oldest are archived, the youngest open. */
const ARCHIVED = 0.6;
const CLOSED = 0.3;
/** The orders came in evenly over so many days, the last one today. */
const DAYS = 730;
const STEP = 1024;

/**
 * Fills an empty workspace with a past of `count` orders by a few set-based statements: 1 to 3 lines each,
 * a shipment, moves and events where the tab asks for them, stock and supply for the open ones. What comes
 * of it breaks no invariant. Some clients and products are asked for far more often than others.
 */
export async function fillWorkspace(db: Database, ctx: Context, count: number): Promise<void> {
  await db.transaction(async (tx) => {
    // The rows fit together by construction; checking each reference would take most of the time.
    await tx.execute(sql`set local session_replication_role = replica`);
    await tx.execute(sql`set local work_mem = '256MB'`);
    await tx.execute(sql`set local enable_mergejoin = off`);
    for (const statement of statements(ctx, count)) {
      await tx.execute(statement);
    }
  });
}

/** Runs `fill` without the indexes that no constraint needs, and makes them again: sorting once is far quicker. */
export async function withoutIndexes(db: Database, fill: () => Promise<void>): Promise<void> {
  const { rows } = await db.execute<{ name: string; definition: string }>(sql`
    select c.relname as name, pg_get_indexdef(i.indexrelid) as definition
    from pg_index i join pg_class c on c.oid = i.indexrelid
    where c.relnamespace = 'public'::regnamespace and not c.relispartition
      and not exists (select 1 from pg_constraint k where k.conindid = i.indexrelid)`);
  for (const { name } of rows) {
    await db.execute(sql`drop index ${sql.identifier(name)}`);
  }
  await fill();
  await db.transaction(async (tx) => {
    await tx.execute(sql`set local maintenance_work_mem = '512MB'`);
    for (const { definition } of rows) {
      await tx.execute(sql.raw(definition.replace(" ON ONLY ", " ON ")));
    }
  });
  await db.execute(sql`vacuum analyze`);
}

/** An id of our kind: it begins with its time, so that rows of one time lie together. */
const idAt = (at: SQL, salt: SQL): SQL =>
  sql`(lpad(to_hex((extract(epoch from ${at}) * 1000)::bigint), 12, '0') || '7' || substr(md5(${salt}), 1, 3) || '8' || substr(md5(${salt}), 4, 15))::uuid`;

/** A number from 0 to below 1 that is always the same for the same text. */
const chance = (text: SQL): SQL =>
  sql`((hashtext(${text})::bigint + 2147483648)::float8 / 4294967296::float8)`;

function statements(ctx: Context, count: number): SQL[] {
  const ws = sql`${ctx.workspaceId}::uuid`;
  const wsText = sql`${ctx.workspaceId}::text`;
  const now = sql`${ctx.now.toISOString()}::timestamptz`;
  const today = sql`${ctx.today}::date`;
  const clients = Math.min(5000, Math.max(10, Math.round(count / 200)));
  const products = Math.min(5000, Math.max(20, Math.round(count / 100)));
  const archived = Math.round(count * ARCHIVED);
  const closed = archived + Math.round(count * CLOSED);
  return [
    sql`create temp table bench_clients on commit drop as
      select i, ${idAt(now, sql`${wsText} || 'c' || i`)} as id from generate_series(0, ${clients}::int - 1) i`,
    sql`create temp table bench_products on commit drop as
      select i, 'SKU-' || lpad(i::text, 4, '0') || '-' || (array['oak', 'ash', 'elm', 'fir'])[i % 4 + 1] as sku,
        i % 4 = 0 as made, ${idAt(now, sql`${wsText} || 'p' || i`)} as id
      from generate_series(0, ${products}::int - 1) i`,
    sql`insert into clients (id, workspace_id, code, name, search_text, created_at)
      select id, ${ws}, code, name, lower(code || ' ' || name), ${now} from (
        select id, 'C' || lpad(i::text, 5, '0') as code,
          'Client ' || i || (array[' Stores', ' Living', ' Home', ' Trade'])[i % 4 + 1] as name
        from bench_clients) named`,
    sql`create temp table bench_orders on commit drop as
      select o.i, at, ${idAt(sql`at`, sql`${wsText} || 'o' || o.i`)} as id,
        case when o.i > ${closed}::int then 'open' when o.i > ${archived}::int then 'closed' else 'archived' end as tab,
        o.i <= ${archived}::int and o.i % 20 = 0 as cancelled,
        case when o.i % 10 < 5 then 'in_stock' when o.i % 10 < 7 then 'expected' else 'short' end as cover,
        case when o.i % 10 = 9 then null when o.i > ${closed}::int then ${today} - 3 + (o.i * 7) % 60
          else at::date + 14 end as due_on,
        c.id as client_id
      from (select i, ${now} - make_interval(secs => (${count}::int - i) * ${DAYS * 86_400}::float8 / ${count}::int) as at
        from generate_series(1, ${count}::int) i) o
      join bench_clients c on c.i = floor(power(${chance(sql`'c' || o.i`)}, 2) * ${clients}::int)`,
    sql`create temp table bench_lines on commit drop as
      select o.i, o.id as order_id, n as line, p.id as product_id, p.sku, p.made, 1 + (o.i + n) % 4 as ordered,
        o.tab, o.cancelled, o.cover, o.at, ${idAt(sql`o.at`, sql`${wsText} || 'l' || o.i || '.' || n`)} as id,
        ${idAt(sql`o.at`, sql`${wsText} || 's' || o.i`)} as shipment_id,
        ${idAt(sql`o.at`, sql`${wsText} || 'k' || o.i || '.' || n`)} as shipment_line_id
      from bench_orders o cross join lateral generate_series(1, 1 + o.i % 3) n
      join bench_products p on p.i = floor(power(${chance(sql`'p' || o.i || '.' || n`)}, 1.5) * ${products}::int)`,
    sql`analyze bench_lines`,
    sql`insert into products (id, workspace_id, sku, name, made, on_hand, reserved, created_at)
      select p.id, ${ws}, p.sku, 'Product ' || p.sku, p.made, coalesce(r.quantity, 0) + 5, coalesce(r.quantity, 0), ${now}
      from bench_products p left join (
        select product_id, sum(ordered) as quantity from bench_lines where tab = 'open' and cover = 'in_stock' group by 1
      ) r on r.product_id = p.id`,
    sql`insert into orders (id, workspace_id, number, source, external_id, po_number, client_id, currency, ordered_on,
        deliver_by_on, total_minor, rank, event_seq, search_text, closed_at, archived_at, archive_reason, tab, tab_since,
        stock_cover, stock_percent, stock_expected_on, production_status, production_percent, shipment_status,
        shipment_percent, invoicing_status, payment_status, created_at, updated_at, ship_to)
      select o.id, ${ws}, 'SO-' || 1000 + o.i, case when o.i % 2 = 0 then 'shopify' else 'api' end, '#' || 500000 + o.i,
        'PO-' || 70000 + o.i, o.client_id, 'EUR', o.at::date, o.due_on, l.total, o.i * ${STEP}::bigint,
        case when o.tab = 'open' then 1 when o.cancelled then 2 when o.tab = 'closed' then 4 else 5 end,
        lower('SO-' || 1000 + o.i || ' #' || 500000 + o.i || ' PO-' || 70000 + o.i || ' ' || l.skus),
        case when o.tab <> 'open' and not o.cancelled then o.at + interval '2 days' end,
        case when o.tab = 'archived' then o.at + interval '30 days' end,
        case when o.cancelled then 'cancelled' when o.tab = 'archived' then 'aged' end, o.tab,
        case o.tab when 'open' then o.at when 'closed' then o.at + interval '2 days' else o.at + interval '30 days' end,
        case when o.cancelled then 'not_needed' when o.tab <> 'open' then 'in_stock' else o.cover end,
        case when o.cancelled then null when o.tab <> 'open' or o.cover = 'in_stock' then 100 else 0 end,
        case when o.tab = 'open' and o.cover = 'expected' then ${today} + 21 end,
        case when o.tab = 'open' and o.cover = 'short' and l.made then 'not_started' else 'not_needed' end,
        case when o.tab = 'open' and o.cover = 'short' and l.made then 0 end,
        case when o.tab = 'open' or o.cancelled then 'not_shipped' else 'shipped' end,
        case when o.tab = 'open' or o.cancelled then 0 else 100 end,
        'not_invoiced', 'unpaid', o.at, o.at,
        '{"name":"Store","line1":"High Street 1","city":"Berlin","postalCode":"10115","country":"DE"}'::jsonb
      from bench_orders o join (
        select order_id, bool_or(made) as made, sum(ordered) * 1000 as total, string_agg(distinct sku, ' ') as skus
        from bench_lines group by order_id
      ) l on l.order_id = o.id order by o.i`,
    // What `orderflow_words` says of these texts, without asking it a million times.
    sql`insert into order_words (workspace_id, tab, word, place, order_id)
      select ${ws}, o.tab, words.word collate "C", orderflow_place(o.tab, o.rank, o.tab_since), o.id from (
        select o.id, w.word from bench_orders o cross join lateral unnest(array[
          'so-' || 1000 + o.i, (1000 + o.i)::text, '#' || 500000 + o.i, (500000 + o.i)::text,
          'po-' || 70000 + o.i, (70000 + o.i)::text]) as w (word)
        union select l.order_id, w.word from bench_lines l
        join (select id, word from bench_products, orderflow_words(lower(sku)) as word) w on w.id = l.product_id
      ) words join orders o on o.workspace_id = ${ws} and o.id = words.id order by 2, 3, 4, 5`,
    sql`insert into order_lines (id, workspace_id, order_id, line, product_id, sku, name, ordered, shipped,
        unit_price_minor, total_minor, reserved, expected, expected_on)
      select id, ${ws}, order_id, line, product_id, sku, 'Product ' || sku, ordered,
        case when tab <> 'open' and not cancelled then ordered else 0 end, 1000, ordered * 1000,
        case when tab = 'open' and cover = 'in_stock' then ordered else 0 end,
        case when tab = 'open' and cover = 'expected' then ordered else 0 end,
        case when tab = 'open' and cover = 'expected' then ${today} + 21 end
      from bench_lines order by i, line`,
    sql`insert into reservations (id, workspace_id, product_id, order_line_id, quantity)
      select ${idAt(sql`at`, sql`'v' || id`)}, ${ws}, product_id, id, ordered from bench_lines where tab = 'open' and cover = 'in_stock'`,
    ...supplyStatements(ws, now, today),
    ...shipmentStatements(ws, now),
    ...moveStatements(ws, wsText),
    sql`insert into tab_counts (workspace_id, tab, orders) select ${ws}, tab, count(*) from bench_orders group by tab`,
    sql`insert into number_series (workspace_id, series, next)
      values (${ws}, 'order', ${count + 1}::bigint), (${ws}, 'queue', ${count + 1}::bigint), (${ws}, 'shipment', ${count + 1}::bigint), (${ws}, 'sscc', ${count + 1}::bigint)`,
  ];
}

function supplyStatements(ws: SQL, now: SQL, today: SQL): SQL[] {
  const receipt = idAt(now, sql`'r' || product_id::text`);
  return [
    sql`insert into expected_receipts (id, workspace_id, product_id, reference, quantity, due_on, created_at)
      select ${receipt}, ${ws}, product_id, 'PUR-' || row_number() over (order by product_id), sum(ordered), ${today} + 21, ${now}
      from bench_lines where tab = 'open' and cover = 'expected' group by product_id`,
    sql`insert into supply_allocations (id, workspace_id, product_id, order_line_id, expected_receipt_id, quantity, due_on)
      select ${idAt(sql`at`, sql`'a' || id`)}, ${ws}, product_id, id, ${receipt}, ordered, ${today} + 21
      from bench_lines where tab = 'open' and cover = 'expected'`,
  ];
}

/** What was shipped: shipments with a carton each, their numbers, and the movements that brought and took it. */
function shipmentStatements(ws: SQL, now: SQL): SQL[] {
  const shipped = sql`from bench_lines where tab <> 'open' and not cancelled`;
  const first = sql`${shipped} and line = 1`;
  const carton = idAt(sql`at`, sql`'b' || shipment_id`);
  const sscc = sql`lpad(i::text, 18, '0')`;
  return [
    sql`insert into shipments (id, workspace_id, order_id, number, handed_over_at, dispatched_at, dispatched_by, policy_version, dispatch_no, created_at)
      select shipment_id, ${ws}, order_id, 'SH-' || i, at + interval '2 days', at + interval '2 days', 'Ana', 1, 1, at ${first}`,
    sql`insert into shipment_lines (id, workspace_id, shipment_id, order_line_id, product_id, quantity)
      select shipment_line_id, ${ws}, shipment_id, id, product_id, ordered ${shipped}`,
    sql`insert into packages (id, workspace_id, shipment_id, position, sscc, sscc_internal)
      select ${carton}, ${ws}, shipment_id, 1, ${sscc}, 'yes' ${first}`,
    sql`insert into package_lines (workspace_id, package_id, shipment_line_id, quantity)
      select ${ws}, ${carton}, shipment_line_id, ordered ${shipped}`,
    sql`insert into issued_numbers (workspace_id, series, number, subject_id, issued_at)
      select ${ws}, 'shipment', 'SH-' || i, shipment_id, at ${first}`,
    sql`insert into issued_numbers (workspace_id, series, number, subject_id, issued_at)
      select ${ws}, 'sscc', ${sscc}, shipment_id, at ${first}`,
    sql`insert into stock_movements (id, workspace_id, product_id, quantity, reason, shipment_line_id, dispatch_no, actor_name, at)
      select ${idAt(sql`at`, sql`'m' || id`)}, ${ws}, product_id, -ordered, 'dispatch', shipment_line_id, 1, 'Ana', at + interval '2 days' ${shipped}`,
    sql`insert into stock_movements (id, workspace_id, product_id, quantity, reason, actor_name, at)
      select gen_random_uuid(), ${ws}, p.id, p.on_hand + coalesce(s.quantity, 0), 'receipt', 'Ana', ${now} - interval '800 days'
      from products p left join (select product_id, sum(ordered) as quantity ${shipped} group by 1) s on s.product_id = p.id
      where p.workspace_id = ${ws}`,
  ];
}

function moveStatements(ws: SQL, wsText: SQL): SQL[] {
  const closing = idAt(sql`at`, sql`${wsText} || 'mc' || i`);
  const archiving = idAt(sql`at`, sql`${wsText} || 'ma' || i`);
  const shipped = sql`from bench_orders where tab <> 'open' and not cancelled`;
  const archived = sql`from bench_orders where tab = 'archived'`;
  const before = sql`'{"before":{"closedAt":null,"archivedAt":null,"archiveReason":null,"archiveNote":null}}'::jsonb`;
  const move = sql`insert into moves (id, workspace_id, order_id, batch_id, from_tab, to_tab, cause, effects, actor_name, at)`;
  const event = sql`insert into order_events (workspace_id, order_id, seq, type, at, actor_kind, actor_name, cause, policy_version, from_tab, to_tab, move_id)`;
  const whence = sql`case when cancelled then 'open' else 'closed' end`;
  return [
    sql`${move} select ${closing}, ${ws}, id, ${closing}, 'open', 'closed', 'marked_shipped', ${before}, 'Automation', at + interval '2 days' ${shipped}`,
    sql`${move} select ${archiving}, ${ws}, id, ${archiving}, ${whence}, 'archived', 'aged', ${before}, 'Automation', at + interval '30 days' ${archived}`,
    sql`${event} select ${ws}, id, 1, 'created', at, 'api_key', 'Shop', 'api', null, null, null, null from bench_orders`,
    sql`${event} select ${ws}, id, 2, 'shipment_prepared', at + interval '1 day', 'person', 'Ana', 'by_hand', null, null, null, null ${shipped}`,
    sql`${event} select ${ws}, id, 3, 'dispatched', at + interval '2 days', 'person', 'Ana', 'by_hand', 1, null, null, null ${shipped}`,
    sql`${event} select ${ws}, id, 4, 'closed', at + interval '2 days', 'rule', 'Automation', 'marked_shipped', 1, 'open', 'closed', ${closing} ${shipped}`,
    sql`${event} select ${ws}, id, case when cancelled then 2 else 5 end, 'archived', at + interval '30 days', 'rule', 'Automation', 'aged', 1, ${whence}, 'archived', ${archiving} ${archived}`,
  ];
}
