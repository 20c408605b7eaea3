import "server-only";
import { sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { idList } from "@/db/lists";
import type { Context } from "@/lib/workspaces/context";
import type { Holder } from "./explanation";
import type { LoadedOrder } from "./facts";
import { waitsForStock, wantsGoods } from "./lifecycle";

/** Who else holds units of the products that an order waits for: of each product, the order that holds most. */
export async function holdersOf(
  tx: Transaction,
  ctx: Pick<Context, "workspaceId">,
  order: LoadedOrder,
): Promise<Holder[]> {
  const waiting = wantsGoods(order) ? order.lines.filter(waitsForStock) : [];
  if (waiting.length === 0) {
    return [];
  }
  const products = idList([...new Set(waiting.map((line) => line.productId))]);
  const { rows } = await tx.execute<{
    sku: string;
    product_id: string;
    number: string;
    quantity: number;
    is_ahead: boolean;
    orders: number;
    total: number;
  }>(sql`
    with held as (
      select r.product_id, l.order_id, sum(r.quantity) as quantity
      from reservations r
      join order_lines l on l.workspace_id = r.workspace_id and l.id = r.order_line_id
      where r.workspace_id = ${ctx.workspaceId} and r.product_id = any(${products})
        and l.order_id <> ${order.row.id}
      group by r.product_id, l.order_id
    )
    select distinct on (p.sku) p.sku, p.id as product_id, o.number,
      (h.quantity * 1000)::bigint as quantity, o.rank < ${order.row.rank} as is_ahead,
      count(*) over (partition by p.id) as orders,
      (sum(h.quantity) over (partition by p.id) * 1000)::bigint as total
    from held h
    join orders o on o.workspace_id = ${ctx.workspaceId} and o.id = h.order_id
    join products p on p.workspace_id = ${ctx.workspaceId} and p.id = h.product_id
    order by p.sku, h.quantity desc, o.rank, o.id`);
  return rows.map((row) => ({
    sku: row.sku,
    productId: row.product_id,
    number: row.number,
    quantity: Number(row.quantity),
    isAhead: row.is_ahead,
    orders: Number(row.orders),
    total: Number(row.total),
  }));
}
