import "server-only";
import { sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { PLAN_ONCE } from "@/db/drivers/kept-plan";
import type { Quantity } from "@/lib/shared/quantity";
import type { WorkspaceId } from "@/lib/workspaces/context";
import { idList } from "./allocate";

type Scope = { readonly workspaceId: WorkspaceId };

/** What a line was given; lines that got nothing are not told of. */
export type GivenLine = {
  readonly orderId: string;
  readonly line: number;
  readonly reserved: Quantity;
  readonly expected: Quantity;
  readonly expectedOn: string | null;
};

/**
 * Gives new orders, which stand behind all others, what of stock and dated supply nobody has been given:
 * the answer that allocating their products anew would come to, without reading who stands before them.
 * The products are locked, and their stock is given out already. A held order gets no units. Planning takes
 * five times as long as running, so a connection plans it once.
 */
export async function joinQueue(
  tx: Transaction,
  ctx: Scope,
  orderIds: readonly string[],
  productIds: readonly string[],
): Promise<GivenLine[]> {
  if (productIds.length === 0) {
    return [];
  }
  // As a query of its own a list has no length that the planner knows: so one plan is as good as another.
  const products = sql`(select ${idList([...new Set(productIds)])})::uuid[]`;
  const orders = sql`(select ${idList(orderIds)})::uuid[]`;
  const { rows } = await tx.execute<GivenLine>(sql`${sql.raw(PLAN_ONCE)}
    with asked as materialized (
      select l.id as line_id, l.product_id, l.ordered as owed, o.rank, o.id as order_id, l.line,
        case when o.on_hold then 0 else l.ordered end as want, p.on_hand - p.reserved as free
      from order_lines l
      join orders o on o.workspace_id = l.workspace_id and o.id = l.order_id
      join products p on p.workspace_id = l.workspace_id and p.id = l.product_id
      where l.workspace_id = ${ctx.workspaceId} and l.order_id = any(${orders})
        and p.tracked and p.kind = 'goods'
    ), given as materialized (
      select line_id, product_id, owed, rank, order_id, line,
        greatest(0, least(want, free - coalesce(sum(want) over (
          partition by product_id order by rank, order_id, line
          rows between unbounded preceding and 1 preceding), 0))) as reserved
      from asked
    ), need as materialized (
      select line_id, product_id, owed - reserved as quantity,
        sum(owed - reserved) over (partition by product_id order by rank, order_id, line) as upto
      from given where owed > reserved
    ), promised as (
      select coalesce(production_order_id, expected_receipt_id) as source_id, sum(quantity) as quantity
      from supply_allocations
      where workspace_id = ${ctx.workspaceId} and product_id = any(${products}) group by 1
    ), supply as materialized (
      select s.source_id, s.kind, s.product_id, s.due_on, s.quantity - coalesce(c.quantity, 0) as quantity,
        sum(s.quantity - coalesce(c.quantity, 0)) over (
          partition by s.product_id order by s.due_on, s.source_id) as upto
      from (
        select id as source_id, 'production' as kind, product_id, due_on, quantity - made as quantity
        from production_orders
        where workspace_id = ${ctx.workspaceId} and product_id = any(${products})
          and finished_at is null and quantity > made
        union all
        select id, 'receipt', product_id, due_on, quantity - received
        from expected_receipts
        where workspace_id = ${ctx.workspaceId} and product_id = any(${products})
          and closed_at is null and quantity > received
      ) s left join promised c on c.source_id = s.source_id
    ), pieces as materialized (
      select s.source_id, s.kind, n.line_id, n.product_id, s.due_on,
        least(s.upto, n.upto) - greatest(s.upto - s.quantity, n.upto - n.quantity) as quantity
      from need n join supply s on s.product_id = n.product_id
        and s.upto - s.quantity < n.upto and n.upto - n.quantity < s.upto
      where s.quantity > 0
    ), held as (
      insert into reservations (id, workspace_id, product_id, order_line_id, quantity)
      select gen_random_uuid(), ${ctx.workspaceId}::uuid, product_id, line_id, reserved
      from given where reserved > 0
    ), covered as (
      insert into supply_allocations (id, workspace_id, product_id, order_line_id, production_order_id, expected_receipt_id, quantity, due_on)
      select gen_random_uuid(), ${ctx.workspaceId}::uuid, product_id, line_id,
        case when kind = 'production' then source_id end,
        case when kind = 'receipt' then source_id end, quantity, due_on
      from pieces
    ), counted as (
      update products p set reserved = p.reserved + g.reserved
      from (select product_id, sum(reserved) as reserved from given group by product_id) g
      where p.workspace_id = ${ctx.workspaceId} and p.id = g.product_id and g.reserved > 0
    )
    update order_lines l
    set reserved = g.reserved, expected = coalesce(s.quantity, 0), expected_on = s.due_on
    from given g left join (
      select line_id, sum(quantity) as quantity, max(due_on) as due_on from pieces group by line_id
    ) s on s.line_id = g.line_id
    where l.workspace_id = ${ctx.workspaceId} and l.id = g.line_id
      and (g.reserved > 0 or s.quantity > 0)
    returning l.order_id as "orderId", l.line, (l.reserved * 1000)::bigint as reserved,
      (l.expected * 1000)::bigint as expected, l.expected_on as "expectedOn"`);
  return rows;
}
