import "server-only";
import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import type { Quantity } from "@/lib/shared/quantity";
import { withWorkspace } from "@/lib/workspaces/context";
import { type PastOrder, planPast } from "./past";
import { addPastOrder } from "./past-order";
import { insertPast, NumberBlock, noRows, type PastRows } from "./past-rows";
import type { Planner } from "./plan";
import { finishedProduction, movementRow } from "./stock-rows";
import type { World } from "./world";

/** Orders that one transaction writes: memory stays small, however many there are. */
const BATCH_ORDERS = 1000;
/**
 * After so few orders the tables get statistics: without them a foreign key is checked by an index
 * that begins with the workspace only, which reads every row so far for each new one.
 */
const FIRST_BATCH_ORDERS = 50;
/** Goods for so many days of orders come in at once. */
const BATCH_DAYS = 14;
const PROGRESS_EVERY = 10_000;

type PastCounts = { readonly archived: number; readonly closed: number; readonly days: number };

/** Writes the orders before the last four weeks, batch by batch: finished stories with the goods that they took. */
export async function fillPast(
  db: Database,
  world: World,
  planner: Planner,
  counts: PastCounts,
  log: (text: string) => void,
): Promise<void> {
  const numbers = new NumberBlock();
  const total = counts.archived + counts.closed;
  let written = 0;
  for (const batch of batches(planPast(planner, world.profile, counts))) {
    const rows = noRows();
    const units = new Map<string, Quantity>();
    for (const past of batch) {
      for (const [sku, quantity] of addPastOrder(world, rows, numbers, past)) {
        units.set(sku, (units.get(sku) ?? 0) + quantity);
      }
    }
    supply(world, rows, numbers, units, batch[0]?.planned.age ?? counts.days);
    await withWorkspace(world.ctx, async (tx) => {
      await insertPast(tx, world.ctx, rows);
      await numbers.take(tx, world.ctx);
    });
    const before = written;
    if (before === 0) {
      await db.execute(sql`analyze`);
    }
    written += batch.length;
    if (Math.floor(written / PROGRESS_EVERY) > Math.floor(before / PROGRESS_EVERY)) {
      log(`${world.profile.name}: ${written} of ${total} past orders`);
    }
  }
}

function* batches(past: Iterable<PastOrder>): Generator<PastOrder[]> {
  let batch: PastOrder[] = [];
  let most = FIRST_BATCH_ORDERS;
  for (const order of past) {
    const first = batch[0]?.planned.age ?? order.planned.age;
    if (batch.length >= most || first - order.planned.age > BATCH_DAYS) {
      yield batch;
      batch = [];
      most = BATCH_ORDERS;
    }
    batch.push(order);
  }
  if (batch.length > 0) {
    yield batch;
  }
}

/** What a batch takes from stock has come in before: made for stock, or received. */
function supply(
  world: World,
  rows: PastRows,
  numbers: NumberBlock,
  units: ReadonlyMap<string, Quantity>,
  age: number,
): void {
  for (const { sku, made: isMade } of world.profile.products) {
    const quantity = units.get(sku) ?? 0;
    const productId = world.products.get(sku)?.id ?? "";
    if (quantity === 0) {
      continue;
    }
    if (!isMade) {
      rows.stockMovements.push(movementRow(world, { productId, quantity, reason: "receipt" }, age));
      continue;
    }
    const production = finishedProduction(world, {
      serial: numbers.next("production"),
      productId,
      quantity,
      orderLineId: null,
      begun: age + 6,
      finished: age,
    });
    rows.productionOrders.push(production);
    const { id: productionOrderId, number: note } = production;
    const made = { productId, quantity, reason: "production", productionOrderId, note } as const;
    rows.stockMovements.push(movementRow(world, made, age));
  }
}
