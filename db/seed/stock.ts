import "server-only";
import { sql } from "drizzle-orm";
import { stockMovements } from "@/db/schema/products";
import { ONE, type Quantity } from "@/lib/shared/quantity";
import { withWorkspace } from "@/lib/workspaces/context";
import { insertRows } from "../insert-rows";
import type { SeedProduct, Supply } from "./profile";
import type { RecentOrder } from "./recent";
import { movementRow } from "./stock-rows";
import type { World } from "./world";

/** Units of each product that these orders ask for, by SKU. */
export function demandOf(recent: readonly RecentOrder[]): Map<string, Quantity> {
  const demand = new Map<string, Quantity>();
  for (const { planned } of recent) {
    for (const { product, quantity } of planned.lines) {
      demand.set(product.sku, (demand.get(product.sku) ?? 0) + quantity);
    }
  }
  return demand;
}

/** What lay in stock before anything of the last four weeks was ordered. */
const OPENING: Readonly<Record<Supply, (demand: Quantity, spare: number) => Quantity>> = {
  stocked: (demand, spare) => demand + spare * ONE,
  miscounted: (demand) => demand,
  running_out: (demand) => Math.floor((demand * 0.45) / ONE) * ONE,
  to_order: () => 0,
  arriving: () => 0,
  arriving_late: () => 0,
  untracked: () => 0,
  service: () => 0,
};

/** Counts the opening stock that the recent orders need, then sets every product's counter from the ledger. */
export async function countOpeningStock(
  world: World,
  recent: readonly RecentOrder[],
  days: number,
): Promise<void> {
  const demand = demandOf(recent);
  const rows = world.profile.products.flatMap((product, position) => {
    const quantity = openingOf(product, demand.get(product.sku) ?? 0, position);
    const productId = world.products.get(product.sku)?.id ?? "";
    return quantity > 0
      ? [movementRow(world, { productId, quantity, reason: "count", note: "Opening count" }, days)]
      : [];
  });
  await withWorkspace(world.ctx, async (tx) => {
    await insertRows(tx, stockMovements, rows);
    await tx.execute(sql`
      update products p set on_hand = m.quantity
      from (
        select product_id, sum(quantity) as quantity from stock_movements
        where workspace_id = ${world.ctx.workspaceId} group by product_id
      ) m
      where p.workspace_id = ${world.ctx.workspaceId} and p.id = m.product_id`);
  });
}

function openingOf({ supply }: SeedProduct, demand: Quantity, position: number): Quantity {
  return OPENING[supply](demand, 4 + ((position * 7) % 23));
}
