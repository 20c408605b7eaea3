import "server-only";
import { sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { idList } from "@/db/lists";
import { chunksOf } from "@/lib/shared/chunks";
import { announce } from "@/lib/workspaces/announce";
import type { WorkspaceId } from "@/lib/workspaces/context";
import { askForNews, type NewsScope } from "./ask-for-news";
import { type LoadedOrder, loadOrders } from "./facts";
import { type OrderFacts, statusesOf } from "./lifecycle";

type Scope = { readonly workspaceId: WorkspaceId };

/** How many orders one statement rewrites. */
const CHUNK = 500;

/** What of an order's row is a cache of its statuses. */
export function cachesOf(order: OrderFacts) {
  const { stock, production, shipment, invoicing, payment } = statusesOf(order);
  return {
    stockCover: stock.cover,
    stockPercent: stock.percent,
    stockExpectedOn: stock.on,
    productionStatus: production.value,
    productionPercent: production.percent,
    shipmentStatus: shipment.value,
    shipmentPercent: shipment.percent,
    invoicingStatus: invoicing,
    paymentStatus: payment,
  };
}

/** What an order's row says of its statuses, and what its facts give. */
type Derived = {
  readonly row: LoadedOrder["row"];
  readonly caches: ReturnType<typeof cachesOf>;
};

type Cached = { readonly id: string; readonly caches: ReturnType<typeof cachesOf> };

const derived = (order: LoadedOrder): Derived => ({ row: order.row, caches: cachesOf(order) });

function differs({ row, caches }: Derived): boolean {
  const stored: Record<string, unknown> = row;
  return Object.entries(caches).some(([key, value]) => stored[key] !== value);
}

/** Whether an order's stored statuses differ from those that its facts give. */
export const isStale = (order: LoadedOrder): boolean => differs(derived(order));

/** Computes the statuses of these orders from their facts and writes those that changed. */
export async function rederive(
  tx: Transaction,
  ctx: NewsScope,
  orderIds: readonly string[],
): Promise<void> {
  const ids = [...new Set(orderIds)];
  for (const chunk of chunksOf(ids, CHUNK)) {
    // Another command may be deriving the same order from another product: who comes second sees both.
    await tx.execute(sql`
      select id from orders where workspace_id = ${ctx.workspaceId} and id = any(${idList(chunk)})
      order by id for no key update`);
    const loaded = await loadOrders(tx, ctx, chunk);
    const stale = loaded.map(derived).filter(differs);
    await writeCaches(
      tx,
      ctx,
      stale.map(({ row, caches }) => ({ id: row.id, caches })),
    );
    await askForNews(
      tx,
      ctx,
      stale.filter(hasOtherDay).map(({ row }) => row),
    );
    await announce(
      tx,
      ctx,
      stale.filter(isOtherwiseAvailable).map(({ row }) => ({
        type: "order.availability_updated" as const,
        orderId: row.id,
      })),
    );
  }
}

/** Whether the day by which everything is there became another one that is known. */
function hasOtherDay({ row, caches }: Derived): boolean {
  const { stockCover, stockExpectedOn } = caches;
  return (
    stockCover === "expected" &&
    (row.stockCover !== stockCover || row.stockExpectedOn !== stockExpectedOn)
  );
}

/** Whether what is in stock for the order, or when it will be, became another. */
function isOtherwiseAvailable({ row, caches }: Derived): boolean {
  const { stockCover, stockPercent, stockExpectedOn } = caches;
  return (
    row.stockCover !== stockCover ||
    row.stockPercent !== stockPercent ||
    row.stockExpectedOn !== stockExpectedOn
  );
}

async function writeCaches(tx: Transaction, ctx: Scope, stale: readonly Cached[]): Promise<void> {
  if (stale.length === 0) {
    return;
  }
  const values = stale.map(({ id, caches }) => {
    return sql`(${id}::uuid, ${caches.stockCover}, ${caches.stockPercent}::smallint, ${caches.stockExpectedOn}::date, ${caches.productionStatus}, ${caches.productionPercent}::smallint, ${caches.shipmentStatus}, ${caches.shipmentPercent}::smallint, ${caches.invoicingStatus}, ${caches.paymentStatus})`;
  });
  await tx.execute(sql`
    update orders o set
      stock_cover = v.stock_cover, stock_percent = v.stock_percent, stock_expected_on = v.stock_expected_on,
      production_status = v.production_status, production_percent = v.production_percent,
      shipment_status = v.shipment_status, shipment_percent = v.shipment_percent,
      invoicing_status = v.invoicing_status, payment_status = v.payment_status
    from (values ${sql.join(values, sql`, `)}) as v (id, stock_cover, stock_percent, stock_expected_on,
      production_status, production_percent, shipment_status, shipment_percent, invoicing_status, payment_status)
    where o.workspace_id = ${ctx.workspaceId} and o.id = v.id`);
}
