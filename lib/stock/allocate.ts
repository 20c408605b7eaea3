import "server-only";
import { type AnyColumn, type SQL, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import type { WorkspaceId } from "@/lib/workspaces/context";

type Scope = { readonly workspaceId: WorkspaceId };

/**
 * Ids as one array parameter, for `= any(...)`: a parameter an id costs several times the query.
 * The ids are the database's own.
 */
export function idList(ids: readonly string[]): SQL {
  return sql`${`{${ids.join(",")}}`}::uuid[]`;
}

/** The condition that a column holds one of these ids. */
export function among(column: AnyColumn | SQL, ids: readonly string[]): SQL {
  return sql`${column} = any(${idList(ids)})`;
}

/** Lines `k` that are owed or hold a cache, word for word as the index of them has it. */
const LIVE = sql`(k.ordered - k.short_closed - k.shipped > 0 or k.reserved > 0 or k.expected > 0)`;

/** What of a product decides about its lines' statuses. */
export type LockedProduct = {
  readonly id: string;
  readonly kind: "goods" | "service";
  readonly tracked: boolean;
  readonly made: boolean;
};

/** Locks products in id order, which is the order that every command keeps; answers them as they are now. */
export async function lockProducts(
  tx: Transaction,
  ctx: Scope,
  productIds: readonly string[],
): Promise<LockedProduct[]> {
  if (productIds.length === 0) {
    return [];
  }
  const { rows } = await tx.execute<LockedProduct>(sql`
    select id, kind, tracked, made from products
    where workspace_id = ${ctx.workspaceId} and id = any(${idList(productIds)})
    order by id for no key update`);
  return rows;
}

/**
 * Gives stock to the open lines of these products in queue order, covers the rest by dated supply,
 * and writes changed rows only. The products must be locked. Answers the orders whose lines changed.
 *
 * One statement, because its parts share what they read: reading the lines of a long queue is most of
 * the cost. The parts are in the order in which `availability.ts` says the same in plain steps.
 */
export async function reallocate(
  tx: Transaction,
  ctx: Scope,
  productIds: readonly string[],
): Promise<string[]> {
  if (productIds.length === 0) {
    return [];
  }
  const of: Products = { ...ctx, products: idList([...new Set(productIds)]) };
  const { rows } = await tx.execute<{ order_id: string }>(sql`
    with ${demand(of)}, ${reserved(of)}, ${covered(of)}, ${reservationsWritten(of)},
      ${supplyWritten(of)}, ${productsWritten(of)}, ${linesWritten(of)}
    select distinct order_id from lines_written`);
  return rows.map((row) => row.order_id);
}

type Products = Scope & { readonly products: SQL };

/** `demand`: the lines that take part, with what they owe; `held`: what is reserved now. */
function demand({ workspaceId, products }: Products): SQL {
  return sql`
    demand as materialized (
      select l.id as line_id, l.product_id, l.line, o.id as order_id, o.rank, o.on_hold,
        l.ordered - l.short_closed - l.shipped as owed
      from order_lines l
      join orders o on o.workspace_id = l.workspace_id and o.id = l.order_id
      join products p on p.workspace_id = l.workspace_id and p.id = l.product_id
      where l.workspace_id = ${workspaceId} and l.product_id = any(${products})
        and o.tab = 'open' and p.tracked and p.kind = 'goods'
        and l.ordered - l.short_closed - l.shipped > 0
    ), held as materialized (
      select id, product_id, order_line_id, quantity,
        shipment_line_id is not null as packed,
        shipment_line_id is not null or production_order_id is not null as pinned
      from reservations
      where workspace_id = ${workspaceId} and product_id = any(${products})
    )`;
}

/**
 * `reserved`: on-hand units go to pinned reservations first, then to what held orders already keep,
 * then to the queue; inside each by rank. What no longer fits is released from the end.
 */
function reserved({ workspaceId }: Products): SQL {
  return sql`
    pins as materialized (
      -- A line may owe less than was made for it since; what was packed for it comes first.
      select h.id, h.order_line_id, greatest(0, least(h.quantity, d.owed - coalesce(sum(h.quantity) over (
          partition by h.order_line_id order by h.packed desc, h.id
          rows between unbounded preceding and 1 preceding), 0))) as quantity, h.quantity as had
      from held h join demand d on d.line_id = h.order_line_id
      where h.pinned
    ), pinned as (
      select order_line_id, sum(quantity) as quantity from pins group by order_line_id
    ), wants as (
      select c.id as reservation_id, c.had, d.product_id, d.line_id, 0 as class, c.quantity as want,
        d.rank, d.order_id, d.line
      from pins c join demand d on d.line_id = c.order_line_id
      union all
      select f.id, f.quantity, d.product_id, d.line_id, case when d.on_hold then 1 else 2 end,
        case when d.on_hold
          then least(coalesce(f.quantity, 0), greatest(0, d.owed - coalesce(n.quantity, 0)))
          else greatest(0, d.owed - coalesce(n.quantity, 0)) end,
        d.rank, d.order_id, d.line
      from demand d
      left join pinned n on n.order_line_id = d.line_id
      left join held f on f.order_line_id = d.line_id and not f.pinned
    ), given as (
      select w.reservation_id, w.had, w.product_id, w.line_id,
        greatest(0, least(w.want, p.on_hand - coalesce(sum(w.want) over (
          partition by w.product_id order by w.class, w.rank, w.order_id, w.line, w.reservation_id
          rows between unbounded preceding and 1 preceding), 0))) as quantity
      from wants w join products p on p.workspace_id = ${workspaceId} and p.id = w.product_id
    ), reserved as materialized (
      select reservation_id, had, product_id, line_id, quantity from given where quantity > 0
    ), reserved_of as materialized (
      select line_id, sum(quantity) as quantity from reserved group by line_id
    )`;
}

/**
 * `covered`: a production order linked to a line covers that line first; all other dated supply goes to
 * the rest in queue order, earliest first. Two running sums that overlap are what one covers of the other.
 */
function covered({ workspaceId, products }: Products): SQL {
  return sql`
    need as materialized (
      select d.line_id, d.product_id, d.line, d.order_id, d.rank, d.owed - coalesce(h.quantity, 0) as quantity
      from demand d left join reserved_of h on h.line_id = d.line_id
      where d.owed - coalesce(h.quantity, 0) > 0
    ), supply as materialized (
      select m.id as source_id, 'production' as kind, m.product_id, m.order_line_id, m.due_on,
        m.quantity - m.made as quantity
      from production_orders m
      where m.workspace_id = ${workspaceId} and m.product_id = any(${products})
        and m.finished_at is null and m.quantity > m.made
      union all
      select e.id, 'receipt', e.product_id, null, e.due_on, e.quantity - e.received
      from expected_receipts e
      where e.workspace_id = ${workspaceId} and e.product_id = any(${products})
        and e.closed_at is null and e.quantity > e.received
    ), linked as materialized (
      select s.source_id, s.kind, n.line_id, n.product_id, s.due_on,
        greatest(0, least(s.quantity, n.quantity - coalesce(sum(s.quantity) over (
          partition by n.line_id order by s.due_on, s.source_id
          rows between unbounded preceding and 1 preceding), 0))) as quantity
      from supply s join need n on n.line_id = s.order_line_id
    ), rest_need as (
      select n.product_id, n.line_id, n.quantity - coalesce(c.quantity, 0) as quantity,
        sum(n.quantity - coalesce(c.quantity, 0)) over (
          partition by n.product_id order by n.rank, n.order_id, n.line, n.line_id) as upto
      from need n left join (
        select line_id, sum(quantity) as quantity from linked group by line_id
      ) c on c.line_id = n.line_id
    ), rest_supply as (
      select s.product_id, s.source_id, s.kind, s.due_on, s.quantity - coalesce(c.quantity, 0) as quantity,
        sum(s.quantity - coalesce(c.quantity, 0)) over (
          partition by s.product_id order by s.due_on, s.source_id) as upto
      from supply s left join (
        select source_id, sum(quantity) as quantity from linked group by source_id
      ) c on c.source_id = s.source_id
    ), covered as materialized (
      select source_id, kind, line_id, product_id, due_on, sum(quantity) as quantity
      from (
        select source_id, kind, line_id, product_id, due_on, quantity from linked
        union all
        select s.source_id, s.kind, n.line_id, n.product_id, s.due_on,
          least(s.upto, n.upto) - greatest(s.upto - s.quantity, n.upto - n.quantity)
        from rest_need n join rest_supply s on s.product_id = n.product_id
          and s.upto - s.quantity < n.upto and n.upto - n.quantity < s.upto
      ) pieces
      where quantity > 0
      group by source_id, kind, line_id, product_id, due_on
    ), covered_of as materialized (
      select line_id, sum(quantity) as quantity, max(due_on) as due_on from covered group by line_id
    )`;
}

function reservationsWritten({ workspaceId }: Products): SQL {
  return sql`
    released as (
      delete from reservations r using held h
      where r.workspace_id = ${workspaceId} and r.id = h.id
        and not exists (select 1 from reserved t where t.reservation_id = h.id)
    ), resized as (
      update reservations r set quantity = t.quantity from reserved t
      where r.workspace_id = ${workspaceId} and r.id = t.reservation_id and t.had <> t.quantity
    ), added as (
      insert into reservations (id, workspace_id, product_id, order_line_id, quantity)
      select gen_random_uuid(), ${workspaceId}::uuid, t.product_id, t.line_id, t.quantity
      from reserved t where t.reservation_id is null
    )`;
}

function supplyWritten({ workspaceId, products }: Products): SQL {
  return sql`
    promised as materialized (
      select id, order_line_id, coalesce(production_order_id, expected_receipt_id) as source_id, quantity, due_on
      from supply_allocations where workspace_id = ${workspaceId} and product_id = any(${products})
    ), withdrawn as (
      delete from supply_allocations a using promised p
      where a.workspace_id = ${workspaceId} and a.id = p.id and not exists (
        select 1 from covered t where t.line_id = p.order_line_id and t.source_id = p.source_id)
    ), repromised as (
      update supply_allocations a set quantity = t.quantity, due_on = t.due_on
      from promised p join covered t on t.line_id = p.order_line_id and t.source_id = p.source_id
      where a.workspace_id = ${workspaceId} and a.id = p.id
        and (p.quantity <> t.quantity or p.due_on <> t.due_on)
    ), newly_promised as (
      insert into supply_allocations (id, workspace_id, product_id, order_line_id, production_order_id, expected_receipt_id, quantity, due_on)
      select gen_random_uuid(), ${workspaceId}::uuid, t.product_id, t.line_id,
        case when t.kind = 'production' then t.source_id end,
        case when t.kind = 'receipt' then t.source_id end, t.quantity, t.due_on
      from covered t
      where not exists (
        select 1 from promised p where p.order_line_id = t.line_id and p.source_id = t.source_id)
    )`;
}

function productsWritten({ workspaceId, products }: Products): SQL {
  return sql`
    products_written as (
      update products p set reserved = coalesce(t.quantity, 0)
      from unnest(${products}) as q (id) left join (
        select product_id, sum(quantity) as quantity from reserved group by product_id
      ) t on t.product_id = q.id
      where p.workspace_id = ${workspaceId} and p.id = q.id and p.reserved <> coalesce(t.quantity, 0)
    )`;
}

/** What a line shows of it; a line that left the queue shows nothing. */
function linesWritten({ workspaceId, products }: Products): SQL {
  return sql`
    lines_written as (
      update order_lines l
      set reserved = coalesce(r.quantity, 0), expected = coalesce(s.quantity, 0), expected_on = s.due_on
      from order_lines k
      left join reserved_of r on r.line_id = k.id
      left join covered_of s on s.line_id = k.id
      where k.workspace_id = ${workspaceId} and k.product_id = any(${products}) and ${LIVE}
        and l.workspace_id = k.workspace_id and l.id = k.id
        and (k.reserved <> coalesce(r.quantity, 0) or k.expected <> coalesce(s.quantity, 0)
          or k.expected_on is distinct from s.due_on)
      returning l.order_id
    )`;
}
