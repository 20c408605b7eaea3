import "server-only";
import { sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import type { WorkspaceId } from "@/lib/workspaces/context";
import { idList } from "./allocate";
import type { Demand, Pin, ProductStock, Supply } from "./availability";

type Scope = { readonly workspaceId: WorkspaceId };

/** What an allocation of these products would look at. No locks; products that are not tracked are left out. */
export async function loadStock(
  tx: Transaction,
  ctx: Scope,
  productIds: readonly string[],
): Promise<Map<string, ProductStock>> {
  if (productIds.length === 0) {
    return new Map();
  }
  const products = idList([...new Set(productIds)]);
  const found = await tx.execute<{ id: string; on_hand: number }>(sql`
    select id, (on_hand * 1000)::bigint as on_hand from products
    where workspace_id = ${ctx.workspaceId} and id = any(${products})
      and tracked and kind = 'goods'`);
  const demands = Map.groupBy(await loadDemands(tx, ctx, products), (one) => one.productId);
  const supplies = Map.groupBy(await loadSupplies(tx, ctx, products), (one) => one.productId);
  return new Map(
    found.rows.map((row) => [
      row.id,
      {
        onHand: Number(row.on_hand),
        demands: demands.get(row.id) ?? [],
        supplies: supplies.get(row.id) ?? [],
      },
    ]),
  );
}

async function loadDemands(tx: Transaction, ctx: Scope, products: ReturnType<typeof idList>) {
  const { rows } = await tx.execute<{
    product_id: string;
    line_id: string;
    order_id: string;
    line: number;
    rank: number;
    on_hold: boolean;
    owed: number;
  }>(sql`
    select l.product_id, l.id as line_id, o.id as order_id, l.line, o.rank, o.on_hold,
      ((l.ordered - l.short_closed - l.shipped) * 1000)::bigint as owed
    from order_lines l
    join orders o on o.workspace_id = l.workspace_id and o.id = l.order_id
    where l.workspace_id = ${ctx.workspaceId} and l.product_id = any(${products})
      and o.tab = 'open' and l.ordered - l.short_closed - l.shipped > 0`);
  const held = await tx.execute<{
    id: string;
    line_id: string;
    quantity: number;
    packed: boolean;
    pinned: boolean;
  }>(sql`
    select id, order_line_id as line_id, (quantity * 1000)::bigint as quantity,
      shipment_line_id is not null as packed,
      shipment_line_id is not null or production_order_id is not null as pinned
    from reservations where workspace_id = ${ctx.workspaceId} and product_id = any(${products})`);
  const heldBy = Map.groupBy(held.rows, (row) => row.line_id);
  return rows.map((row): Demand & { productId: string } => {
    const own = heldBy.get(row.line_id) ?? [];
    const pins = own.filter((one) => one.pinned);
    return {
      productId: row.product_id,
      lineId: row.line_id,
      orderId: row.order_id,
      line: row.line,
      rank: Number(row.rank),
      onHold: row.on_hold,
      owed: Number(row.owed),
      kept: own.reduce((sum, one) => sum + (one.pinned ? 0 : Number(one.quantity)), 0),
      pins: pins.map(
        ({ id, quantity, packed }): Pin => ({ id, quantity: Number(quantity), packed }),
      ),
    };
  });
}

async function loadSupplies(tx: Transaction, ctx: Scope, products: ReturnType<typeof idList>) {
  const { rows } = await tx.execute<{
    id: string;
    product_id: string;
    due_on: string;
    quantity: number;
    for_line: string | null;
  }>(sql`
    select id, product_id, due_on, ((quantity - made) * 1000)::bigint as quantity,
      order_line_id as for_line
    from production_orders
    where workspace_id = ${ctx.workspaceId} and product_id = any(${products})
      and finished_at is null and quantity > made
    union all
    select id, product_id, due_on, ((quantity - received) * 1000)::bigint, null
    from expected_receipts
    where workspace_id = ${ctx.workspaceId} and product_id = any(${products})
      and closed_at is null and quantity > received`);
  return rows.map((row): Supply & { productId: string } => ({
    productId: row.product_id,
    id: row.id,
    on: row.due_on,
    quantity: Number(row.quantity),
    forLine: row.for_line,
  }));
}
