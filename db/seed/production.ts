/** Decides the production orders of the recent orders' lines: how far each has come, and when it is due. */
import type { productionOrders } from "@/db/schema/production";
import { ONE, type Quantity } from "@/lib/shared/quantity";
import type { CreatedOrder } from "./create-recent";
import type { PlannedLine } from "./plan";
import type { Random } from "./random";
import type { Making } from "./situations";
import { finishedProduction, productionNumber, productionRow } from "./stock-rows";
import type { World } from "./world";

type ProductionRow = typeof productionOrders.$inferInsert & { readonly id: string };

/** One report: so many good units, so many days ago. */
type Report = { readonly quantity: Quantity; readonly at: number };

/** A production order, and when its output was reported. */
export type Made = { readonly row: ProductionRow; readonly reports: readonly Report[] };

const BLOCKED_BECAUSE = [
  "Oak boards are not dry enough",
  "Edge glue press is being repaired",
  "Waiting for the client's colour",
] as const;

/** Without a date, the promise is this many days away. */
const NO_PROMISE = 14;

export function productionFor(
  world: World,
  random: Random,
  of: {
    readonly serial: number;
    readonly order: CreatedOrder;
    readonly line: PlannedLine;
    readonly making: Making;
    readonly orderLineId: string;
  },
): Made {
  const { order, line, making, serial, orderLineId } = of;
  const { age } = order.planned;
  const productId = world.products.get(line.product.sku)?.id ?? "";
  if (making === "done") {
    // What is to leave has to be made before it leaves.
    const end = order.acts[0]?.at ?? Math.min(0.3, age * 0.2);
    const finished = end + (age - end) * 0.2;
    const begun = end + (age - end) * 0.9;
    const { quantity } = line;
    const job = { serial, productId, quantity, orderLineId, begun, finished };
    return {
      row: finishedProduction(world, job),
      reports: reportsOf(quantity, finished + (begun - finished) * 0.4, finished),
    };
  }
  const { clock } = world;
  const startedAt = making === "planned" ? null : clock.ago(age * 0.5);
  const made = madeSoFar(making, line.quantity);
  const row = productionRow(world, {
    number: productionNumber(serial),
    productId,
    orderLineId,
    quantity: line.quantity,
    made,
    // Some things go wrong, and people say so.
    scrapped: made > 0 && serial % 3 === 0 ? ONE : 0,
    dueOn: clock.day(dueIn(random, making, order.planned.promise ?? NO_PROMISE)),
    createdAt: clock.ago(age * 0.8),
    startedAt,
    blockedAt: making === "blocked" ? clock.ago(age * 0.15) : null,
    blockedReason: making === "blocked" ? random.pick(BLOCKED_BECAUSE) : null,
    finishedAt: making === "finished_short" ? clock.ago(age * 0.15) : null,
    finish: making === "finished_short" ? "short" : null,
  });
  return { row, reports: reportsOf(made, age * 0.4, age * 0.2) };
}

/** Two reports where there is enough for two. */
function reportsOf(made: Quantity, first: number, last: number): Report[] {
  const half = Math.floor(made / ONE / 2) * ONE;
  return [
    { quantity: half, at: first },
    { quantity: made - half, at: last },
  ].filter(({ quantity }) => quantity > 0);
}

/** Production for stock: the first is under way, the others wait for their turn. */
export function productionForStock(
  world: World,
  of: { readonly serial: number; readonly productId: string; readonly place: number },
): Made {
  const { serial, productId, place } = of;
  const isBegun = place === 0;
  const made = isBegun ? 8 * ONE : 0;
  const row = productionRow(world, {
    number: productionNumber(serial),
    productId,
    quantity: (20 + 10 * place) * ONE,
    made,
    scrapped: isBegun ? ONE : 0,
    dueOn: world.clock.day(6 + 3 * place),
    createdAt: world.clock.ago(4 + place),
    startedAt: isBegun ? world.clock.ago(1.5) : null,
  });
  return { row, reports: reportsOf(made, 1.1, 0.2) };
}

function madeSoFar(making: Making, quantity: Quantity): Quantity {
  const units = quantity / ONE;
  switch (making) {
    case "part":
    case "finished_short":
      return Math.max(1, Math.floor(units / 2)) * ONE;
    case "blocked":
      return Math.floor(units / 3) * ONE;
    default:
      return 0;
  }
}

/** Days from today. `promise` is the day that supply is measured against. */
function dueIn(random: Random, making: Making, promise: number): number {
  switch (making) {
    case "late":
      return Math.max(1, promise + random.between(2, 9));
    case "overdue":
      return -random.between(1, 4);
    case "finished_short":
      return -1;
    default:
      return random.between(1, Math.max(1, promise - 1));
  }
}
