import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { isDay } from "@/lib/shared/dates";
import { isId } from "@/lib/shared/ids";
import { containsPattern, type KeysetPage, keysetPage, keysetStart } from "@/lib/shared/keyset";
import type { Quantity } from "@/lib/shared/quantity";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import type { StockList } from "./list";
import type { ReceiptFacts } from "./receipts";

export type Receipt = ReceiptFacts & {
  readonly id: string;
  readonly productId: string;
  readonly sku: string;
  readonly name: string;
  /** Of what is to come: covering open orders. */
  readonly promised: Quantity;
};

type Row = {
  id: string;
  productId: string;
  sku: string;
  name: string;
  reference: string;
  dueOn: string;
  closedAt: Date | null;
  quantity: string;
  received: string;
  promised: string;
};

const receiptsWhere = ({ workspaceId }: Pick<Context, "workspaceId">, condition: SQL) => sql`
  select e.id, e.product_id as "productId", p.sku, p.name, e.reference, e.due_on as "dueOn",
    e.closed_at as "closedAt", (e.quantity * 1000)::bigint::text as quantity,
    (e.received * 1000)::bigint::text as received, (coalesce(a.quantity, 0) * 1000)::bigint::text as promised
  from expected_receipts e
  join products p on p.workspace_id = e.workspace_id and p.id = e.product_id
  left join lateral (
    select sum(a.quantity) as quantity from supply_allocations a
    where a.workspace_id = e.workspace_id and a.product_id = e.product_id and a.expected_receipt_id = e.id
  ) a on true
  where e.workspace_id = ${workspaceId} and ${condition}`;

const receiptOf = (row: Row): Receipt => ({
  ...row,
  quantity: Number(row.quantity),
  received: Number(row.received),
  promised: Number(row.promised),
});

/** One page of what is still expected, the earliest day first. */
export async function listReceipts(
  ctx: Context,
  { q, after, before }: Pick<StockList, "q" | "after" | "before">,
  limit = 50,
): Promise<KeysetPage<Receipt>> {
  const asked = keysetStart({ after, before }, 2);
  const [day = "", id = ""] = asked.place ?? [];
  const start = isDay(day) && isId(id) ? asked : { place: null, backwards: false };
  const direction = sql.raw(start.backwards ? "desc" : "asc");
  const beyond = sql.raw(start.backwards ? "<" : ">");
  const pattern = containsPattern(q ?? "");
  const { rows } = await withWorkspace(ctx, (tx) =>
    tx.execute<Row>(
      sql`${receiptsWhere(
        ctx,
        sql`e.closed_at is null
        ${q === null ? sql`` : sql`and (e.reference ilike ${pattern} or p.sku ilike ${pattern} or p.name ilike ${pattern})`}
        ${start.place === null ? sql`` : sql`and (e.due_on, e.id) ${beyond} (${day}::date, ${id}::uuid)`}`,
      )} order by e.due_on ${direction}, e.id ${direction} limit ${limit + 1}`,
    ),
  );
  return keysetPage(rows.map(receiptOf), limit, start, (row) => [row.dueOn, row.id]);
}

/** An order that the receipt covers, in queue order. */
export type Promised = {
  readonly order: string;
  readonly client: string;
  readonly quantity: Quantity;
};

/** One receipt with the orders that wait for it; null for an id that the workspace does not have. */
export async function findReceipt(
  ctx: Context,
  id: string,
): Promise<(Receipt & { readonly waiting: readonly Promised[] }) | null> {
  if (!isId(id)) {
    return null;
  }
  return withWorkspace(ctx, async (tx) => {
    const { rows } = await tx.execute<Row>(receiptsWhere(ctx, sql`e.id = ${id}`));
    const waiting = await tx.execute<Omit<Promised, "quantity"> & { quantity: string }>(sql`
      select o.number as order, c.name as client, (sum(a.quantity) * 1000)::bigint::text as quantity
      from supply_allocations a
      join order_lines l on l.workspace_id = a.workspace_id and l.id = a.order_line_id
      join orders o on o.workspace_id = l.workspace_id and o.id = l.order_id
      join clients c on c.workspace_id = o.workspace_id and c.id = o.client_id
      where a.workspace_id = ${ctx.workspaceId} and a.expected_receipt_id = ${id}
      group by o.id, o.number, c.name, o.rank order by o.rank, o.id limit 100`);
    const [row] = rows;
    return row
      ? {
          ...receiptOf(row),
          waiting: waiting.rows.map((one) => ({ ...one, quantity: Number(one.quantity) })),
        }
      : null;
  });
}

/** Goods that can be expected, those that are bought first. */
export async function buyableProducts(
  ctx: Context,
): Promise<{ sku: string; name: string; leadTimeDays: number | null }[]> {
  const { rows } = await withWorkspace(ctx, (tx) =>
    tx.execute<{ sku: string; name: string; leadTimeDays: number | null }>(sql`
      select sku, name, lead_time_days as "leadTimeDays" from products
      where workspace_id = ${ctx.workspaceId} and kind = 'goods' and archived_at is null
      order by made, name limit 500`),
  );
  return rows;
}
