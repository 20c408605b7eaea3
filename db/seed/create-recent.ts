import "server-only";
import { createOrders } from "@/lib/orders/create";
import { withWorkspace } from "@/lib/workspaces/context";
import { CREATED_BY, SOURCES } from "./plan";
import type { RecentOrder } from "./recent";
import type { World } from "./world";

/** Orders that one command creates at most. */
const GROUP_MAX = 1000;
/** With more orders than this, those that people type come in by the day too. */
const BY_THE_DAY_FROM = 600;

/** A recent order that is in the database. */
export type CreatedOrder = RecentOrder & { readonly id: string; readonly number: string };

/**
 * Creates the orders in the order in which they came, those of a day and source together. They get
 * their stock when supply is made.
 */
export async function createRecent(
  world: World,
  recent: readonly RecentOrder[],
): Promise<CreatedOrder[]> {
  const created: CreatedOrder[] = [];
  for (const group of groupsOf(world, recent)) {
    const [first] = group;
    if (!first) {
      continue;
    }
    const { age, source } = first.planned;
    const ctx = world.at(age, world.bringers[source]);
    const inputs = group.map(({ planned }) => planned.input);
    const outcome = await withWorkspace(ctx, (tx) =>
      createOrders(tx, ctx, inputs, { cause: CREATED_BY[source] }),
    );
    if (!outcome.ok) {
      throw new Error(`A demo order was refused: ${JSON.stringify(outcome.refusal)}`);
    }
    for (const [index, order] of group.entries()) {
      const { id = "", number = "" } = outcome.value[index] ?? {};
      created.push({ ...order, id, number });
    }
  }
  return created;
}

/** A group comes when its first order does, so that nothing happens to an order before it came. */
function groupsOf(world: World, recent: readonly RecentOrder[]): RecentOrder[][] {
  const byKey = Map.groupBy(recent.entries(), ([index, { planned }]) => {
    const alone = planned.source === "manual" && recent.length < BY_THE_DAY_FROM;
    const day = world.clock.dayOf(planned.createdAt);
    return alone ? `${index}` : `${day} ${SOURCES.indexOf(planned.source)}`;
  });
  return [...byKey.values()].flatMap((group) => {
    const orders = group.map(([, order]) => order);
    const parts: RecentOrder[][] = [];
    for (let start = 0; start < orders.length; start += GROUP_MAX) {
      parts.push(orders.slice(start, start + GROUP_MAX));
    }
    return parts;
  });
}
