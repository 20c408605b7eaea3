import "server-only";
import { and, eq, gt, inArray, notInArray, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { among } from "@/db/lists";
import { orderLines, orders } from "@/db/schema/orders";
import { type MOVEMENT_REASONS, products, stockMovements } from "@/db/schema/products";
import { newId } from "@/lib/shared/ids";
import { accept, type Outcome, refuse } from "@/lib/shared/outcome";
import { QUANTITY_MAX, type Quantity, quantityText } from "@/lib/shared/quantity";
import { lockProducts, reallocate } from "@/lib/stock/allocate";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { rederive } from "./derive";
import { ordersOfProduct } from "./facts";

/** Why people move stock by hand. */
export const HAND_REASONS = [
  "receipt",
  "count",
  "scrap",
  "return",
  "other",
] as const satisfies readonly (typeof MOVEMENT_REASONS)[number][];
type HandReason = (typeof HAND_REASONS)[number];

export type StockLevel = {
  readonly sku: string;
  readonly onHand: Quantity;
  readonly reserved: Quantity;
  readonly available: Quantity;
};

export type StockRefusal = "not_found" | "not_goods" | "zero" | "below_zero" | "too_much_stock";

type Movement = {
  readonly sku: string;
  /** Signed change, in thousandths. */
  readonly quantity: Quantity;
  readonly reason: HandReason;
  readonly note?: string | null | undefined;
};

/** Records a stock movement. Reality is never refused: what was reserved and is gone is released, and its orders are flagged. */
export async function recordMovement(
  ctx: Context,
  movement: Movement,
): Promise<Outcome<StockLevel, StockRefusal>> {
  return withWorkspace(ctx, async (tx) => {
    const product = await lockBySku(tx, ctx, movement.sku);
    return product ? moveLocked(tx, ctx, product, movement) : refuse("not_found");
  });
}

/**
 * Records a count: the difference to what the ledger says becomes a movement. Refused (`zero`) where there
 * is none, save for a first count: nothing on hand is known from then on, too.
 */
export async function setOnHand(
  ctx: Context,
  count: { readonly sku: string; readonly onHand: Quantity; readonly note?: string | null },
): Promise<Outcome<StockLevel, StockRefusal>> {
  return withWorkspace(ctx, async (tx) => {
    const product = await lockBySku(tx, ctx, count.sku);
    if (!product) {
      return refuse("not_found");
    }
    const quantity = count.onHand - product.onHand;
    return moveLocked(tx, ctx, product, { ...count, quantity, reason: "count" });
  });
}

type Product = typeof products.$inferSelect;

async function lockBySku(tx: Transaction, ctx: Context, sku: string): Promise<Product | null> {
  const bySku = and(eq(products.workspaceId, ctx.workspaceId), eq(products.sku, sku));
  const [found] = await tx.select({ id: products.id }).from(products).where(bySku);
  if (!found) {
    return null;
  }
  await lockProducts(tx, ctx, [found.id]);
  const [product] = await tx.select().from(products).where(bySku);
  return product ?? null;
}

async function moveLocked(
  tx: Transaction,
  ctx: Context,
  product: Product,
  { quantity, reason, note }: Movement,
): Promise<Outcome<StockLevel, StockRefusal>> {
  const onHand = product.onHand + quantity;
  if (product.kind !== "goods") {
    return refuse("not_goods", { field: "sku" });
  }
  if (quantity === 0 && (product.tracked || reason !== "count")) {
    return refuse("zero", { field: "quantity" });
  }
  if (onHand < 0) {
    const data = { onHand: quantityText(product.onHand) };
    return refuse("below_zero", { field: "quantity", data });
  }
  if (onHand > QUANTITY_MAX) {
    return refuse("too_much_stock", { field: "quantity" });
  }
  await applyMovement(tx, ctx, product, { quantity, reason, note });
  return accept(await levelOf(tx, ctx, product));
}

/**
 * Writes a movement of a locked product whose stock stays in range, gives out its stock again and
 * derives the orders that this changed. Orders that lost units are flagged.
 */
export async function applyMovement(
  tx: Transaction,
  ctx: Context,
  product: Pick<Product, "id" | "onHand" | "reserved" | "tracked">,
  movement: Pick<typeof stockMovements.$inferInsert, "quantity" | "reason" | "note"> & {
    readonly productionOrderId?: string;
  },
): Promise<void> {
  const onHand = product.onHand + movement.quantity;
  await tx
    .update(products)
    // The check that reserved fits on hand is immediate; re-allocation sets the counter right after.
    .set({ onHand, reserved: Math.min(product.reserved, onHand), tracked: true })
    .where(and(eq(products.workspaceId, ctx.workspaceId), eq(products.id, product.id)));
  await tx.insert(stockMovements).values({
    ...movement,
    id: newId(),
    workspaceId: ctx.workspaceId,
    productId: product.id,
    note: movement.note || null,
    actorName: ctx.actor.name,
    at: ctx.now,
  });
  await flaggingLosers(tx, ctx, [product.id], async () => {
    const changed = await reallocate(tx, ctx, [product.id]);
    // A first movement makes the product tracked, which all of its open lines then show.
    const touched = product.tracked ? changed : await ordersOfProduct(tx, ctx, product.id);
    await rederive(tx, ctx, touched);
    return changed;
  });
}

/** Runs what gives out these products' stock anew, and flags the orders that lost units by it. `work` answers the changed orders. */
export async function flaggingLosers(
  tx: Transaction,
  ctx: Context,
  productIds: readonly string[],
  work: () => Promise<readonly string[]>,
): Promise<void> {
  const before = await reservedByOrder(tx, ctx, productIds);
  const changed = await work();
  const after = await reservedByOrder(tx, ctx, productIds);
  await flagOrders(
    tx,
    ctx,
    changed,
    [...before].flatMap(([id, units]) => ((after.get(id) ?? 0) < units ? [id] : [])),
  );
}

async function reservedByOrder(
  tx: Transaction,
  ctx: Context,
  productIds: readonly string[],
): Promise<Map<string, Quantity>> {
  const rows = await tx
    .select({ orderId: orderLines.orderId, reserved: orderLines.reserved })
    .from(orderLines)
    .where(
      and(
        eq(orderLines.workspaceId, ctx.workspaceId),
        among(orderLines.productId, productIds),
        gt(orderLines.reserved, 0),
      ),
    );
  const sums = new Map<string, Quantity>();
  for (const { orderId, reserved } of rows) {
    sums.set(orderId, (sums.get(orderId) ?? 0) + reserved);
  }
  return sums;
}

/** Orders that lost units to a correction ask for attention until they are covered again. */
async function flagOrders(
  tx: Transaction,
  ctx: Context,
  changed: readonly string[],
  losers: readonly string[],
): Promise<void> {
  const these = (ids: readonly string[]) =>
    and(eq(orders.workspaceId, ctx.workspaceId), inArray(orders.id, [...ids]));
  if (losers.length > 0) {
    await tx.update(orders).set({ attention: "stock_released" }).where(these(losers));
  }
  if (changed.length > 0) {
    await tx
      .update(orders)
      .set({ attention: null })
      .where(
        and(
          these(changed),
          // What a marketplace refused or a buyer wants is no matter of stock.
          notInArray(orders.attention, ["channel_refused", "cancel_asked"]),
          eq(orders.stockCover, "in_stock"),
        ),
      );
  }
}

async function levelOf(tx: Transaction, ctx: Context, { id, sku }: Product): Promise<StockLevel> {
  const [level] = await tx
    .select({
      onHand: products.onHand,
      reserved: products.reserved,
      available: sql`${products.onHand} - ${products.reserved}`.mapWith(products.onHand),
    })
    .from(products)
    .where(and(eq(products.workspaceId, ctx.workspaceId), eq(products.id, id)));
  if (!level) {
    throw new Error("The product is gone although it is locked.");
  }
  return { sku, ...level };
}
