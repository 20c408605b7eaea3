import { sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { insertRows } from "@/db/insert-rows";
import { orderEvents, orderLines, orders, tabCounts } from "@/db/schema/orders";
import { productionOrders } from "@/db/schema/production";
import { products, stockMovements } from "@/db/schema/products";
import { eventRow } from "@/lib/orders/events";
import { newId } from "@/lib/shared/ids";
import { reallocate } from "@/lib/stock/allocate";
import type { Context } from "@/lib/workspaces/context";

const UNIT = 1000;
const STEP = 1024;

type Stock = { readonly id: string; readonly sku: string; readonly units: number };

/** Products with stock and two production orders each; answers them. */
export async function fillProducts(
  tx: Transaction,
  ctx: Context,
  count: number,
  units: number,
): Promise<Stock[]> {
  const stocks = Array.from({ length: count }, (_, at) => ({
    id: newId(),
    sku: `P-${at}`,
    units,
  }));
  const shared = { workspaceId: ctx.workspaceId, createdAt: ctx.now };
  await insertRows(
    tx,
    products,
    stocks.map(({ id, sku }) => ({ ...shared, id, sku, name: sku, onHand: units * UNIT })),
  );
  await insertRows(
    tx,
    stockMovements,
    stocks.map(({ id }) => ({
      ...{ id: newId(), workspaceId: ctx.workspaceId, productId: id, quantity: units * UNIT },
      ...{ reason: "receipt" as const, actorName: "Bench", at: ctx.now },
    })),
  );
  await insertRows(
    tx,
    productionOrders,
    stocks.flatMap(({ id, sku }) =>
      ["2026-07-01", "2026-08-01"].map((dueOn) => ({
        ...shared,
        ...{ id: newId(), number: `MO-${sku}-${dueOn}`, productId: id },
        ...{ quantity: Math.ceil(units / 4) * UNIT, dueOn },
      })),
    ),
  );
  return stocks;
}

/** Open orders of one unit of one product each, the products in turn, at the end of the queue. */
export async function fillOrders(
  tx: Transaction,
  ctx: Context,
  clientId: string,
  stocks: readonly Stock[],
  count: number,
): Promise<void> {
  const made = Array.from({ length: count }, (_, at) => ({ id: newId(), at }));
  await insertRows(
    tx,
    orders,
    made.map(({ id, at }) => ({
      ...{ id, workspaceId: ctx.workspaceId, number: `B-${at}`, source: "bench", clientId },
      ...{ currency: "EUR", orderedOn: ctx.today, totalMinor: 1000, rank: at * STEP },
      ...{ eventSeq: 1, searchText: `b-${at}`, createdAt: ctx.now, updatedAt: ctx.now },
      ...{ shipmentStatus: "not_shipped" as const, shipmentPercent: 0 },
      ...{ invoicingStatus: "not_invoiced" as const, paymentStatus: "unpaid" as const },
    })),
  );
  await insertRows(
    tx,
    orderLines,
    made.flatMap(({ id, at }) => {
      const stock = stocks[at % stocks.length];
      return stock
        ? [
            {
              ...{ id: newId(), workspaceId: ctx.workspaceId, orderId: id, line: 1 },
              ...{ productId: stock.id, sku: stock.sku, name: stock.sku, ordered: UNIT },
              ...{ unitPriceMinor: 1000, totalMinor: 1000 },
            },
          ]
        : [];
    }),
  );
  const created = { type: "created", cause: "bench" } as const;
  await insertRows(
    tx,
    orderEvents,
    made.map(({ id }) => eventRow(ctx, id, 1, created)),
  );
  await insertRows(tx, tabCounts, [
    { workspaceId: ctx.workspaceId, tab: "open" as const, orders: count },
  ]);
  await tx.execute(sql`
    insert into number_series (workspace_id, series, next)
    values (${ctx.workspaceId}::uuid, 'queue', ${count + 1})
    on conflict (workspace_id, series) do update set next = excluded.next`);
}

/** Gives out all stock once and writes what the orders' statuses are then, which is simple for one line each. */
export async function settleAll(
  tx: Transaction,
  ctx: Context,
  stocks: readonly Stock[],
): Promise<void> {
  await reallocate(
    tx,
    ctx,
    stocks.map(({ id }) => id),
  );
  await tx.execute(sql`
    update orders o set
      stock_cover = case when l.reserved > 0 then 'in_stock' when l.expected > 0 then 'expected' else 'short' end,
      stock_percent = case when l.reserved > 0 then 100 else 0 end,
      stock_expected_on = l.expected_on
    from order_lines l
    where l.workspace_id = o.workspace_id and l.order_id = o.id
      and o.workspace_id = ${ctx.workspaceId}::uuid`);
}
