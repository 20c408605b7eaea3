/** Decides how the rows look by which demo goods come into stock: made, received or counted. */
import type { productionOrders } from "@/db/schema/production";
import type { stockMovements } from "@/db/schema/products";
import { newId } from "@/lib/shared/ids";
import type { Quantity } from "@/lib/shared/quantity";
import type { World } from "./world";

type ProductionRow = typeof productionOrders.$inferInsert;
type MovementRow = typeof stockMovements.$inferInsert;

/** Every column, so that all rows of one insert have the same keys. */
export function productionRow(
  world: World,
  of: Pick<ProductionRow, "number" | "productId" | "quantity" | "dueOn" | "createdAt"> &
    Partial<ProductionRow>,
): ProductionRow & { readonly id: string } {
  return {
    orderLineId: null,
    made: 0,
    scrapped: 0,
    startedAt: null,
    blockedAt: null,
    blockedReason: null,
    finishedAt: null,
    finish: null,
    ...of,
    id: newId(),
    workspaceId: world.ctx.workspaceId,
  };
}

/** A production order that is finished as planned, so many days ago. */
export function finishedProduction(
  world: World,
  of: {
    readonly serial: number;
    readonly productId: string;
    readonly quantity: Quantity;
    readonly orderLineId: string | null;
    readonly begun: number;
    readonly finished: number;
  },
): ProductionRow & { readonly id: string } {
  const { clock } = world;
  const finishedAt = clock.ago(of.finished);
  return productionRow(world, {
    number: productionNumber(of.serial),
    productId: of.productId,
    orderLineId: of.orderLineId,
    quantity: of.quantity,
    made: of.quantity,
    dueOn: clock.dayOf(finishedAt),
    createdAt: clock.ago(of.begun),
    startedAt: clock.ago(of.finished + (of.begun - of.finished) * 0.6),
    finishedAt,
    finish: "done",
  });
}

export function productionNumber(serial: number): string {
  return `MO-${100 + serial}`;
}

export function movementRow(
  world: World,
  of: Pick<MovementRow, "productId" | "quantity" | "reason"> & Partial<MovementRow>,
  age: number,
): MovementRow {
  return {
    shipmentLineId: null,
    dispatchNo: null,
    productionOrderId: null,
    note: null,
    ...of,
    id: newId(),
    workspaceId: world.ctx.workspaceId,
    actorName: world.crew.warehouse.name,
    at: world.clock.ago(age),
  };
}
