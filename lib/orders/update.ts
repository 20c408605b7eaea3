import "server-only";
import { and, asc, eq, inArray, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { orderLines, orders } from "@/db/schema/orders";
import { newId } from "@/lib/shared/ids";
import { lineTotalMinor } from "@/lib/shared/money";
import { accept, type Outcome, refuse } from "@/lib/shared/outcome";
import { lockProducts, reallocate } from "@/lib/stock/allocate";
import type { Context } from "@/lib/workspaces/context";
import { rederive } from "./derive";
import { editChanges } from "./edit-changes";
import { draftedUnits, type EditRefusal, editRefusal, type OrderEdit } from "./edit-check";
import { appendEvent } from "./events";
import { type LoadedOrder, loadOrders, lockOrders } from "./facts";
import { orderTotals } from "./input";
import { owedOf } from "./lifecycle";
import { applyMove } from "./move";
import { lineRow, searchTextOf } from "./new-rows";
import { type ResolvedProduct, resolveProducts } from "./resolve";

export type EditOptions = {
  readonly cause: string;
  readonly createMissing?: boolean;
  /** A source may correct an order that it has cancelled itself. */
  readonly evenArchived?: boolean;
};

/** Changes an order in one piece. Something newly owed on a closed order reopens it. */
export async function updateOrder(
  tx: Transaction,
  ctx: Context,
  orderId: string,
  edit: OrderEdit,
  options: EditOptions & { readonly intakeHash?: string },
): Promise<Outcome<{ number: string }, EditRefusal>> {
  const { intakeHash = null, ...rest } = options;
  const outcome = await updateOrders(tx, ctx, [{ orderId, edit, intakeHash }], rest);
  return outcome.ok ? accept({ number: outcome.value[0] ?? "" }) : outcome;
}

/** An order's change, and what its source said, hashed, where a source said it. */
export type OrderChange = {
  readonly orderId: string;
  readonly edit: OrderEdit;
  readonly intakeHash: string | null;
};

/**
 * Changes many different orders, all or none, and gives out stock once. Answers their numbers;
 * a refusal is that of the first order that can't be changed.
 */
export async function updateOrders(
  tx: Transaction,
  ctx: Context,
  changes: readonly OrderChange[],
  options: EditOptions,
): Promise<Outcome<string[], EditRefusal>> {
  const ids = changes.map(({ orderId }) => orderId);
  const inputs = changes.map(({ edit }) => ({ lines: [...edit.lines] }));
  const resolved = await resolveProducts(tx, ctx, inputs, options.createMissing ?? false);
  if (!resolved.ok) {
    return resolved;
  }
  const { orders: locked, touched } = await lockWith(tx, ctx, ids, resolved.value);
  const drafted = await draftedUnits(tx, ctx, ids);
  const checked: { order: LoadedOrder; change: OrderChange }[] = [];
  for (const change of changes) {
    const order = locked.get(change.orderId);
    const refusal = order
      ? editRefusal(order, change.edit, drafted, options.evenArchived)
      : refuse("not_found");
    if (!order || refusal) {
      return refusal ?? refuse("not_found");
    }
    checked.push({ order, change });
  }
  for (const { order, change } of checked) {
    await writeLines(tx, ctx, order, change.edit, resolved.value);
    await writeOrder(tx, ctx, order, change);
    await appendEvent(tx, ctx, order.row.id, {
      type: "updated",
      cause: options.cause,
      data: editChanges(order, change.edit),
    });
  }
  const changed = await reallocate(tx, ctx, touched);
  await rederive(tx, ctx, [...ids, ...changed]);
  for (const { order } of checked) {
    if (order.closedAt !== null && order.archiveReason === null) {
      await reopenIfOwed(tx, ctx, order.row.id);
    }
  }
  return accept(checked.map(({ order }) => order.row.number));
}

/** Locks the orders' products and the new ones together, then the orders. Unknown orders are left out. */
async function lockWith(
  tx: Transaction,
  ctx: Context,
  orderIds: readonly string[],
  products: ReadonlyMap<string, ResolvedProduct>,
): Promise<{ orders: Map<string, LoadedOrder>; touched: string[] }> {
  const lines = await tx
    .selectDistinct({ productId: orderLines.productId })
    .from(orderLines)
    .where(
      and(eq(orderLines.workspaceId, ctx.workspaceId), inArray(orderLines.orderId, [...orderIds])),
    );
  const named = [...products.values()].map((product) => product.id);
  const touched = [...new Set([...lines.map((line) => line.productId), ...named])];
  await lockProducts(tx, ctx, touched);
  const loaded = await lockOrders(tx, ctx, orderIds);
  return { orders: new Map(loaded.map((order) => [order.row.id, order])), touched };
}

async function writeLines(
  tx: Transaction,
  ctx: Context,
  order: LoadedOrder,
  edit: OrderEdit,
  productsBySku: ReadonlyMap<string, ResolvedProduct>,
): Promise<void> {
  for (const line of order.lines.filter((one) => edit.removed?.includes(one.line))) {
    await letGo(tx, ctx, line.id);
    await tx
      .delete(orderLines)
      .where(and(eq(orderLines.workspaceId, ctx.workspaceId), eq(orderLines.id, line.id)));
  }
  let position = Math.max(0, ...order.lines.map((line) => line.line));
  for (const wanted of edit.lines) {
    const row = lineRow(ctx, order.row.id, wanted.line ?? position + 1, wanted, productsBySku);
    if (wanted.line === undefined) {
      position += 1;
      await tx.insert(orderLines).values(row);
      continue;
    }
    const line = order.lines.find((one) => one.line === wanted.line);
    if (line && line.sku !== wanted.sku) {
      await letGo(tx, ctx, line.id);
    }
    const { productId, sku, name, ordered, unitPriceMinor, discountMinor } = row;
    await tx
      .update(orderLines)
      .set({
        productId,
        sku,
        name: line && line.sku === sku && !wanted.name ? line.name : name,
        ordered,
        overShipAllowance: wanted.overShipAllowance ?? line?.overShipAllowance ?? 0,
        unitPriceMinor,
        discountMinor,
        totalMinor: lineTotalMinor(ordered, unitPriceMinor, discountMinor),
      })
      .where(
        and(
          eq(orderLines.workspaceId, ctx.workspaceId),
          eq(orderLines.orderId, order.row.id),
          eq(orderLines.line, wanted.line),
        ),
      );
  }
}

/** What a line had of its product; a production order that was given up for it is then one for stock. */
async function letGo(tx: Transaction, ctx: Context, lineId: string): Promise<void> {
  await tx.execute(
    sql`delete from reservations where workspace_id = ${ctx.workspaceId} and order_line_id = ${lineId}::uuid`,
  );
  await tx.execute(
    sql`delete from supply_allocations where workspace_id = ${ctx.workspaceId} and order_line_id = ${lineId}::uuid`,
  );
  await tx.execute(
    sql`update production_orders set order_line_id = null where workspace_id = ${ctx.workspaceId} and order_line_id = ${lineId}::uuid`,
  );
}

async function writeOrder(
  tx: Transaction,
  ctx: Context,
  order: LoadedOrder,
  { edit, intakeHash }: OrderChange,
): Promise<void> {
  const lines = await tx
    .select({
      quantity: orderLines.ordered,
      unitPriceMinor: orderLines.unitPriceMinor,
      discountMinor: orderLines.discountMinor,
      sku: orderLines.sku,
    })
    .from(orderLines)
    .where(and(eq(orderLines.workspaceId, ctx.workspaceId), eq(orderLines.orderId, order.row.id)))
    .orderBy(asc(orderLines.line));
  const poNumber = edit.poNumber || null;
  await tx
    .update(orders)
    .set({
      poNumber,
      currency: edit.currency,
      ...(edit.orderedOn ? { orderedOn: edit.orderedOn } : {}),
      shipByOn: edit.shipByOn ?? null,
      deliverByOn: edit.deliverByOn ?? null,
      allowPartial: edit.allowPartial ?? null,
      ...(edit.onHold === undefined ? {} : { onHold: edit.onHold }),
      note: edit.note || null,
      ...(edit.shipTo === undefined ? {} : { shipTo: edit.shipTo }),
      shippingMinor: edit.shippingMinor,
      taxMinor: edit.taxMinor,
      totalMinor: orderTotals({ ...edit, lines }).totalMinor,
      searchText: searchTextOf({ ...order.row, poNumber, skus: lines.map((line) => line.sku) }),
      version: order.row.version + 1,
      ...(intakeHash === null ? {} : { intakeHash }),
    })
    .where(and(eq(orders.workspaceId, ctx.workspaceId), eq(orders.id, order.row.id)));
}

async function reopenIfOwed(tx: Transaction, ctx: Context, orderId: string): Promise<void> {
  const [order] = await loadOrders(tx, ctx, [orderId]);
  const owes = order?.lines.some((line) => line.kind === "goods" && owedOf(line) > 0);
  if (order && order.closedAt !== null && owes) {
    await applyMove(tx, ctx, order, { type: "reopen" }, { cause: "edited", batchId: newId() });
  }
}
