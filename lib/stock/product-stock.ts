import "server-only";
import { and, desc, eq, sql } from "drizzle-orm";
import { orders } from "@/db/schema/orders";
import { stockMovements } from "@/db/schema/products";
import { shipmentLines, shipments } from "@/db/schema/shipments";
import { isId } from "@/lib/shared/ids";
import { type KeysetPage, type KeysetParams, keysetPage, keysetStart } from "@/lib/shared/keyset";
import type { Quantity } from "@/lib/shared/quantity";
import { type Context, withWorkspace } from "@/lib/workspaces/context";

export type Movement = typeof stockMovements.$inferSelect & {
  /** The shipment that it left with or came back from, and its order. */
  readonly shipment: { readonly number: string; readonly order: string } | null;
};

/** One page of a product's movements, the latest first. */
export async function listMovements(
  ctx: Context,
  productId: string,
  params: KeysetParams,
  limit = 30,
): Promise<KeysetPage<Movement>> {
  const asked = keysetStart(params, 2);
  const [at = "", id = ""] = asked.place ?? [];
  const fits = !Number.isNaN(Date.parse(at)) && isId(id);
  const start = fits ? asked : { place: null, backwards: false };
  const beyond = start.backwards ? sql`>` : sql`<`;
  const found = await withWorkspace(ctx, (tx) =>
    tx
      .select({ row: stockMovements, number: shipments.number, order: orders.number })
      .from(stockMovements)
      .leftJoin(
        shipmentLines,
        and(
          eq(shipmentLines.workspaceId, stockMovements.workspaceId),
          eq(shipmentLines.id, stockMovements.shipmentLineId),
        ),
      )
      .leftJoin(
        shipments,
        and(
          eq(shipments.workspaceId, shipmentLines.workspaceId),
          eq(shipments.id, shipmentLines.shipmentId),
        ),
      )
      .leftJoin(
        orders,
        and(eq(orders.workspaceId, shipments.workspaceId), eq(orders.id, shipments.orderId)),
      )
      .where(
        and(
          eq(stockMovements.workspaceId, ctx.workspaceId),
          eq(stockMovements.productId, productId),
          start.place === null
            ? undefined
            : sql`(${stockMovements.at}, ${stockMovements.id}) ${beyond} (${at}::timestamptz, ${id}::uuid)`,
        ),
      )
      .orderBy(
        ...(start.backwards
          ? [stockMovements.at, stockMovements.id]
          : [desc(stockMovements.at), desc(stockMovements.id)]),
      )
      .limit(limit + 1),
  );
  const rows = found.map(({ row, number, order }) => ({
    ...row,
    shipment: number !== null && order !== null ? { number, order } : null,
  }));
  return keysetPage(rows, limit, start, (row) => [row.at.toISOString(), row.id]);
}

/** An open order that is owed the product, with what it holds and waits for. */
export type Holder = {
  readonly order: string;
  readonly client: string;
  /** Ship-by or due date. */
  readonly promise: string | null;
  readonly onHold: boolean;
  readonly owed: Quantity;
  readonly reserved: Quantity;
  /** Of the reserved: packed in a draft shipment, or made for it. */
  readonly packed: Quantity;
  readonly madeFor: Quantity;
  readonly expected: Quantity;
  readonly expectedOn: string | null;
  readonly short: Quantity;
};

/** Who is owed the product, in queue order; the first so many, and how many there are. */
export async function listHolders(
  ctx: Context,
  productId: string,
  limit = 50,
): Promise<{ readonly rows: readonly Holder[]; readonly total: number }> {
  type Row = Omit<Record<keyof Holder, string>, "onHold"> & { onHold: boolean; total: number };
  const { rows } = await withWorkspace(ctx, (tx) =>
    tx.execute<Row>(sql`
      select o.number as order, c.name as client, coalesce(o.ship_by_on, o.due_on) as promise,
        o.on_hold as "onHold", count(*) over ()::int as total,
        (sum(l.ordered - l.short_closed - l.shipped) * 1000)::bigint::text as owed,
        (sum(l.reserved) * 1000)::bigint::text as reserved,
        (coalesce(sum(r.packed), 0) * 1000)::bigint::text as packed,
        (coalesce(sum(r.made_for), 0) * 1000)::bigint::text as "madeFor",
        (sum(l.expected) * 1000)::bigint::text as expected, max(l.expected_on) as "expectedOn",
        (sum(greatest(0, l.ordered - l.short_closed - l.shipped - l.reserved - l.expected)) * 1000)::bigint::text as short
      from order_lines l
      join orders o on o.workspace_id = l.workspace_id and o.id = l.order_id and o.tab = 'open'
      join clients c on c.workspace_id = o.workspace_id and c.id = o.client_id
      left join lateral (
        select sum(quantity) filter (where shipment_line_id is not null) as packed,
          sum(quantity) filter (where production_order_id is not null) as made_for
        from reservations r where r.workspace_id = l.workspace_id and r.order_line_id = l.id
      ) r on true
      where l.workspace_id = ${ctx.workspaceId} and l.product_id = ${productId}
        and (l.ordered - l.short_closed - l.shipped > 0 or l.reserved > 0 or l.expected > 0)
      group by o.id, o.number, c.name, o.ship_by_on, o.due_on, o.on_hold, o.rank
      order by o.rank, o.id limit ${limit}`),
  );
  return {
    total: rows[0]?.total ?? 0,
    rows: rows.map((row) => ({
      order: row.order,
      client: row.client,
      promise: row.promise,
      onHold: row.onHold,
      owed: Number(row.owed),
      reserved: Number(row.reserved),
      packed: Number(row.packed),
      madeFor: Number(row.madeFor),
      expected: Number(row.expected),
      expectedOn: row.expectedOn,
      short: Number(row.short),
    })),
  };
}

/** Dated supply still to come, and what of it nobody was promised. */
export type SupplyRow = {
  readonly id: string;
  readonly kind: "production" | "receipt";
  /** The production order's number or the receipt's reference. */
  readonly source: string;
  readonly on: string;
  /** Still to come, and of it covering open orders. */
  readonly quantity: Quantity;
  readonly promised: Quantity;
  /** The order that it is made for. */
  readonly order: string | null;
};

/** What is still to come of a product, earliest first. */
export async function listSupply(ctx: Context, productId: string): Promise<SupplyRow[]> {
  type Row = Record<Exclude<keyof SupplyRow, "kind">, string> & Pick<SupplyRow, "kind">;
  const { rows } = await withWorkspace(ctx, (tx) =>
    tx.execute<Row>(sql`
      select s.id, s.kind, s.source, s.due_on as on, s.order,
        (s.quantity * 1000)::bigint::text as quantity,
        (coalesce(a.quantity, 0) * 1000)::bigint::text as promised
      from (
        select m.id, 'production' as kind, m.number as source, m.due_on, m.quantity - m.made as quantity,
          o.number as order
        from production_orders m
        left join order_lines l on l.workspace_id = m.workspace_id and l.id = m.order_line_id
        left join orders o on o.workspace_id = l.workspace_id and o.id = l.order_id
        where m.workspace_id = ${ctx.workspaceId} and m.product_id = ${productId}
          and m.finished_at is null and m.quantity > m.made
        union all
        select e.id, 'receipt', e.reference, e.due_on, e.quantity - e.received, null
        from expected_receipts e
        where e.workspace_id = ${ctx.workspaceId} and e.product_id = ${productId}
          and e.closed_at is null and e.quantity > e.received
      ) s
      left join lateral (
        select sum(a.quantity) as quantity from supply_allocations a
        where a.workspace_id = ${ctx.workspaceId} and a.product_id = ${productId}
          and (a.production_order_id = s.id or a.expected_receipt_id = s.id)
      ) a on true
      order by s.due_on, s.id limit 200`),
  );
  return rows.map((row) => ({
    ...row,
    quantity: Number(row.quantity),
    promised: Number(row.promised),
  }));
}
