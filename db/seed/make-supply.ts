import "server-only";
import { and, eq, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { idList } from "@/db/lists";
import { orderLines, orders } from "@/db/schema/orders";
import { productionOrders } from "@/db/schema/production";
import { expectedReceipts, products, stockMovements } from "@/db/schema/products";
import { reservations } from "@/db/schema/shipments";
import { rederive } from "@/lib/orders/derive";
import { newId } from "@/lib/shared/ids";
import { ONE, quantityText } from "@/lib/shared/quantity";
import { lockProducts, reallocate } from "@/lib/stock/allocate";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { takeNumbers } from "@/lib/workspaces/series";
import { insertRows } from "../insert-rows";
import type { CreatedOrder } from "./create-recent";
import { type Made, productionFor, productionForStock } from "./production";
import { tellProduction } from "./production-history";
import type { Random } from "./random";
import { demandOf } from "./stock";
import { movementRow } from "./stock-rows";
import type { World } from "./world";

/** Plans, starts and reports production for the recent orders, expects what is bought, and allocates it all once. */
export async function makeSupply(
  world: World,
  random: Random,
  recent: readonly CreatedOrder[],
): Promise<void> {
  const { ctx } = world;
  await withWorkspace(ctx, async (tx) => {
    const made = await planProduction(tx, world, random, recent);
    await insertRows(
      tx,
      productionOrders,
      made.map(({ row }) => row),
    );
    await report(tx, world, made);
    await tellProduction(tx, world);
    await insertRows(tx, expectedReceipts, receiptsFor(world, recent));
    const productIds = [...world.products.values()].map(({ id }) => id);
    await lockProducts(tx, ctx, productIds);
    await reallocate(tx, ctx, productIds);
    await rederive(
      tx,
      ctx,
      recent.map(({ id }) => id),
    );
  });
}

async function planProduction(
  tx: Transaction,
  world: World,
  random: Random,
  recent: readonly CreatedOrder[],
): Promise<Made[]> {
  const lineIds = await openLines(tx, world.ctx);
  const jobs = recent.flatMap((order) =>
    order.planned.lines.flatMap((line, index) => {
      const orderLineId = lineIds.get(`${order.id} ${index + 1}`) ?? "";
      return line.making === null ? [] : [{ order, line, making: line.making, orderLineId }];
    }),
  );
  const forStock = world.profile.products
    .filter(({ supply, made }) => made && supply === "stocked")
    .slice(0, 3);
  const first = await takeNumbers(tx, world.ctx, "production", jobs.length + forStock.length);
  const forOrders = jobs.map((job, index) =>
    productionFor(world, random, { ...job, serial: first + index }),
  );
  const forStockRows = forStock.map(({ sku }, place) =>
    productionForStock(world, {
      serial: first + jobs.length + place,
      productId: world.products.get(sku)?.id ?? "",
      place,
    }),
  );
  return [...forOrders, ...forStockRows];
}

/** The ids of all lines of open orders by order and position: only the recent orders are open. */
async function openLines(tx: Transaction, ctx: Context): Promise<Map<string, string>> {
  const rows = await tx
    .select({ id: orderLines.id, orderId: orderLines.orderId, line: orderLines.line })
    .from(orderLines)
    .innerJoin(
      orders,
      and(eq(orders.workspaceId, orderLines.workspaceId), eq(orders.id, orderLines.orderId)),
    )
    .where(and(eq(orders.workspaceId, ctx.workspaceId), eq(orders.tab, "open")));
  return new Map(rows.map(({ id, orderId, line }) => [`${orderId} ${line}`, id]));
}

/** What was made is in stock, and held for the line that it was made for. */
async function report(tx: Transaction, world: World, all: readonly Made[]): Promise<void> {
  const { workspaceId } = world.ctx;
  const made = all.filter(({ row }) => (row.made ?? 0) > 0);
  await insertRows(
    tx,
    stockMovements,
    made.flatMap(({ row: { id: productionOrderId, number: note, productId }, reports }) =>
      reports.map(({ quantity, at }) => {
        const reason = "production";
        return movementRow(world, { productId, quantity, reason, productionOrderId, note }, at);
      }),
    ),
  );
  const sums = new Map<string, number>();
  for (const { row } of made) {
    sums.set(row.productId, (sums.get(row.productId) ?? 0) + (row.made ?? 0));
  }
  for (const [productId, quantity] of sums) {
    await tx
      .update(products)
      .set({ onHand: sql`${products.onHand} + ${quantityText(quantity)}::numeric` })
      .where(and(eq(products.workspaceId, workspaceId), eq(products.id, productId)));
  }
  await insertRows(
    tx,
    reservations,
    made.flatMap(({ row }) =>
      row.orderLineId
        ? [
            {
              id: newId(),
              workspaceId,
              productId: row.productId,
              orderLineId: row.orderLineId,
              productionOrderId: row.id,
              quantity: row.made ?? 0,
            },
          ]
        : [],
    ),
  );
}

const ARRIVES_IN = { arriving: 5, arriving_late: 18 } as const;

/** All that the orders need of what is on its way, and some more. */
function receiptsFor(world: World, recent: readonly CreatedOrder[]) {
  const demand = demandOf(recent);
  return world.profile.products.flatMap(({ sku, supply }, position) => {
    const productId = world.products.get(sku)?.id ?? "";
    const quantity = (demand.get(sku) ?? 0) + 12 * ONE;
    return supply === "arriving" || supply === "arriving_late"
      ? [
          {
            id: newId(),
            workspaceId: world.ctx.workspaceId,
            productId,
            reference: `PUR-${2040 + position}`,
            quantity,
            dueOn: world.clock.day(ARRIVES_IN[supply]),
            createdAt: world.clock.ago(16),
          },
        ]
      : [];
  });
}

/** A shelf held less than the ledger said: reservations are released, and their orders ask for attention. */
export async function countBelowReserved(world: World): Promise<void> {
  const { ctx } = world;
  const counted = world.profile.products.flatMap(({ sku, supply }) =>
    supply === "miscounted" ? [world.products.get(sku)?.id ?? ""] : [],
  );
  await withWorkspace(ctx, async (tx) => {
    await lockProducts(tx, ctx, counted);
    for (const productId of counted) {
      await loseUnits(tx, world, productId);
    }
    const changed = await reallocate(tx, ctx, counted);
    await rederive(tx, ctx, changed);
    await tx.execute(sql`
      update orders set attention = 'count_below_reserved'
      where workspace_id = ${ctx.workspaceId} and id = any(${idList(changed)})`);
  });
}

const LOST = 2 * ONE;

async function loseUnits(tx: Transaction, world: World, productId: string): Promise<void> {
  const isThis = and(eq(products.workspaceId, world.ctx.workspaceId), eq(products.id, productId));
  const [product] = await tx
    .select({ onHand: products.onHand, reserved: products.reserved })
    .from(products)
    .where(isThis);
  if (!product || product.reserved < LOST) {
    return;
  }
  const left = product.reserved - LOST;
  // The counter may never be above what is there; the allocation that follows sets it by the rows.
  await tx.update(products).set({ onHand: left, reserved: left }).where(isThis);
  const quantity = left - product.onHand;
  await insertRows(tx, stockMovements, [
    movementRow(world, { productId, quantity, reason: "count", note: "Stock take" }, 0.4),
  ]);
}
