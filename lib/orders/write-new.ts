import "server-only";
import { sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { PLAN_ONCE } from "@/db/drivers/kept-plan";
import { insertOf } from "@/db/insert-rows";
import { orderEvents, orderLines, orders } from "@/db/schema/orders";
import { chunksOf } from "@/lib/shared/chunks";
import { coversWritten } from "@/lib/stock/join-queue";
import type { Context } from "@/lib/workspaces/context";
import { deliveriesWritten, type SettledDelivery } from "./deliveries";
import type { EventRow } from "./events";
import { type NewOrder, orderRow } from "./new-rows";

/** Orders that one statement writes. */
const CHUNK = 400;

const insertOrders = insertOf(orders, [
  ...(["id", "workspaceId", "number", "source", "externalId", "intakeHash", "poNumber"] as const),
  ...(["clientId", "currency", "orderedOn", "shipByOn", "deliverByOn", "allowPartial"] as const),
  ...(["onHold", "note", "shipTo", "shippingMinor", "taxMinor", "totalMinor", "rank"] as const),
  ...(["eventSeq", "searchText", "tabSince", "createdAt", "updatedAt"] as const),
  ...(["stockCover", "stockPercent", "stockExpectedOn", "productionStatus"] as const),
  ...(["productionPercent", "shipmentStatus", "shipmentPercent"] as const),
  ...(["invoicingStatus", "paymentStatus"] as const),
]);
const insertLines = insertOf(orderLines, [
  ...(["id", "workspaceId", "orderId", "line", "productId", "sku", "name", "ordered"] as const),
  ...(["overShipAllowance", "unitPriceMinor", "discountMinor", "totalMinor"] as const),
  ...(["reserved", "expected", "expectedOn"] as const),
]);
const insertEvents = insertOf(orderEvents, [
  ...(["workspaceId", "orderId", "seq", "type", "at", "actorKind", "actorName"] as const),
  ...(["cause", "data"] as const),
]);

/**
 * Writes new orders with their lines, what these were given, their first events and the count of their
 * tab, a part of them a statement: nothing of them is written twice, and who waits for a number does not
 * wait long.
 */
export async function writeNewOrders(
  tx: Transaction,
  ctx: Context,
  created: readonly { readonly order: NewOrder; readonly event: EventRow }[],
  /** The topic of the deliveries that brought them; null where the ledger is written elsewhere. */
  topic: string | null,
): Promise<void> {
  for (const part of chunksOf(created, CHUNK)) {
    const lines = part.flatMap(({ order }) => order.lines);
    await tx.execute(sql`${sql.raw(PLAN_ONCE)}
      with made as (${insertOrders(part.map(({ order }) => orderRow(ctx, order)))}),
      asked as (${insertLines(lines.map(writtenLine))}),
      told as (${insertEvents(part.map(({ event }) => event))}),
      ${coversWritten(ctx, lines)},
      delivered as (${deliveriesWritten(ctx, topic ?? "", topic === null ? [] : part.map(deliveryOf))})
      insert into tab_counts (workspace_id, tab, orders)
      values (${ctx.workspaceId}, 'open', ${part.length})
      on conflict (workspace_id, tab) do update set orders = tab_counts.orders + excluded.orders`);
  }
}

const deliveryOf = ({ order: { id, input } }: { readonly order: NewOrder }): SettledDelivery => ({
  source: input.source,
  externalId: input.externalId ?? null,
  fate: "kept",
  reason: "created",
  orderId: id,
});

const writtenLine = ({ row, cover }: NewOrder["lines"][number]) => ({
  ...row,
  reserved: cover?.reserved ?? 0,
  expected: cover?.expected ?? 0,
  expectedOn: cover?.expectedOn ?? null,
});
