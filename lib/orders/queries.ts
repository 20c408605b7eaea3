import "server-only";
import { and, eq, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { among } from "@/db/lists";
import { orders } from "@/db/schema/orders";
import { productionOrders, supplyAllocations } from "@/db/schema/production";
import { expectedReceipts } from "@/db/schema/products";
import type { Context } from "@/lib/workspaces/context";
import type { SupplyPiece } from "./explanation";
import type { Tab } from "./lifecycle";
import { placeColumns } from "./list-order";
import { type ListParams, pageOf } from "./list-params";
import { onePage } from "./list-sql";
import { lookUp } from "./search";

/** One page of a list as ids, for those who show orders in their own shape. A null tab means all tabs. */
export async function listOrderIds(
  tx: Transaction,
  ctx: Context,
  tab: Tab | null,
  params: ListParams,
  limit: number,
): Promise<{ readonly ids: readonly string[]; readonly next: string | null }> {
  const search = params.q === null ? null : await lookUp(tx, ctx, tab, params.q);
  const found = await tx.execute<{ id: string; key: string | null; rank: number }>(
    sql`select ${placeColumns(params)} from ${onePage(ctx, tab, params, { limit, search })}`,
  );
  const { rows, next } = pageOf(found.rows, params, limit);
  return { ids: rows.map((row) => row.id), next };
}

export type LineSupply = SupplyPiece & { readonly lineId: string };

/** The dated supply that covers these orders, by order, earliest first. */
export async function supplyOf(
  tx: Transaction,
  ctx: Pick<Context, "workspaceId">,
  orderIds: readonly string[],
): Promise<Map<string, LineSupply[]>> {
  if (orderIds.length === 0) {
    return new Map();
  }
  const rows = await tx.execute<{
    order_id: string;
    line_id: string;
    quantity: number;
    due_on: string;
    source: string;
    receipt_id: string | null;
  }>(sql`
    select l.order_id, l.id as line_id, (a.quantity * 1000)::bigint as quantity, a.due_on,
      coalesce(m.number, e.reference) as source, e.id as receipt_id
    from ${supplyAllocations} a
    join order_lines l on l.workspace_id = a.workspace_id and l.id = a.order_line_id
    left join ${productionOrders} m on m.workspace_id = a.workspace_id and m.id = a.production_order_id
    left join ${expectedReceipts} e on e.workspace_id = a.workspace_id and e.id = a.expected_receipt_id
    where a.workspace_id = ${ctx.workspaceId} and ${among(sql`l.order_id`, orderIds)}
    order by a.due_on, source, l.line`);
  const byOrder = new Map<string, LineSupply[]>();
  for (const row of rows.rows) {
    const pieces = byOrder.get(row.order_id) ?? [];
    pieces.push({
      lineId: row.line_id,
      quantity: Number(row.quantity),
      on: row.due_on,
      source: row.source,
      origin: row.receipt_id
        ? { kind: "receipt", id: row.receipt_id }
        : { kind: "production", number: row.source },
    });
    byOrder.set(row.order_id, pieces);
  }
  return byOrder;
}

/** The order of a number, for pages that need its id; null where the workspace has none. */
export async function findOrderId(
  tx: Transaction,
  ctx: Pick<Context, "workspaceId">,
  number: string,
): Promise<string | null> {
  const [row] = await tx
    .select({ id: orders.id })
    .from(orders)
    .where(and(eq(orders.workspaceId, ctx.workspaceId), eq(orders.number, number)));
  return row?.id ?? null;
}
