import "server-only";
import { and, eq, inArray, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { among } from "@/db/lists";
import { clients } from "@/db/schema/clients";
import { orders } from "@/db/schema/orders";
import { accept, type Outcome, refuse } from "@/lib/shared/outcome";
import { loadStock } from "@/lib/stock/load-stock";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { type LoadedOrder, loadOrders, orderIdsByNumber } from "./facts";
import { promiseOf } from "./lifecycle";
import { type Effect, type Gap, queueEffects } from "./queue";
import type { QueuePlace } from "./queue-input";
import type { QueueRefusal } from "./queue-moves";
import { gapAt, ownGap, placeOf, placesOf } from "./queue-place";

/** What a move would do, before anybody confirms it. */
export type QueuePreview = {
  readonly from: number;
  readonly to: number;
  /** How many stand in the queue. */
  readonly orders: number;
  /** The same place in words that stay true while others move: beside a neighbour. */
  readonly place: QueuePlace;
  readonly effects: readonly (Effect & {
    readonly number: string;
    readonly client: string;
    /** Its ship-by or due date. */
    readonly promise: string | null;
  })[];
};

/** Computes by the allocation's own plan who would slip and who would gain. Writes nothing. */
export async function previewQueueMove(
  ctx: Context,
  { order: number, place }: { readonly order: string; readonly place: QueuePlace },
): Promise<Outcome<QueuePreview, QueueRefusal>> {
  return withWorkspace(ctx, async (tx) => {
    const [id] = await orderIdsByNumber(tx, ctx, [number]);
    const [order] = await loadOrders(tx, ctx, id ? [id] : []);
    if (!order) {
      return refuse("not_found");
    }
    if (order.row.tab !== "open") {
      return refuse("not_open");
    }
    const gap = await gapAt(tx, ctx, order.row, place);
    if (!gap.ok) {
      return gap;
    }
    const { before, after } = gap.value;
    const own = await ownGap(tx, ctx, order.row);
    const { from, to } = await placesOf(tx, ctx, order.row, own, gap.value);
    return accept({
      from,
      to,
      orders: await queueLength(tx, ctx),
      place: after ? { before: after.number } : before ? { to: "last" } : { to: "first" },
      effects: from === to ? [] : await effectsOf(tx, ctx, order, gap.value),
    });
  });
}

async function queueLength(tx: Transaction, ctx: Context): Promise<number> {
  const { rows } = await tx.execute<{ orders: number }>(
    sql`select orders from tab_counts where workspace_id = ${ctx.workspaceId} and tab = 'open'`,
  );
  return rows[0]?.orders ?? 0;
}

async function effectsOf(tx: Transaction, ctx: Context, order: LoadedOrder, to: Gap) {
  const productIds = [...new Set(order.lines.map((line) => line.productId))];
  const stocks = [...(await loadStock(tx, ctx, productIds)).values()];
  const touched = new Set(stocks.flatMap((stock) => stock.demands.map((one) => one.orderId)));
  const others = await otherLines(tx, ctx, [...touched], productIds);
  const effects = queueEffects(stocks, { order: order.row.id, to }, others, ctx.today);
  const named = await nameOrders(
    tx,
    ctx,
    effects.map(({ orderId }) => orderId),
  );
  return effects.flatMap((effect) => {
    const name = named.get(effect.orderId);
    return name ? [{ ...effect, ...name }] : [];
  });
}

/** What these orders' other lines wait for: the cache that their own allocation wrote. */
async function otherLines(
  tx: Transaction,
  ctx: Context,
  orderIds: readonly string[],
  productIds: readonly string[],
) {
  const { rows } = await tx.execute<{
    order_id: string;
    line_id: string;
    expected: number;
    expected_on: string | null;
    short: number;
  }>(sql`
    select l.order_id, l.id as line_id, (l.expected * 1000)::bigint as expected, l.expected_on,
      (greatest(0, l.ordered - l.short_closed - l.shipped - l.reserved - l.expected) * 1000)::bigint as short
    from order_lines l
    join products p on p.workspace_id = l.workspace_id and p.id = l.product_id
    where l.workspace_id = ${ctx.workspaceId} and ${among(sql`l.order_id`, orderIds)}
      and not ${among(sql`l.product_id`, productIds)} and p.tracked and p.kind = 'goods'`);
  return rows.map((row) => ({
    orderId: row.order_id,
    lineId: row.line_id,
    expected: Number(row.expected),
    expectedOn: row.expected_on,
    short: Number(row.short),
  }));
}

async function nameOrders(tx: Transaction, ctx: Context, ids: readonly string[]) {
  const rows =
    ids.length === 0
      ? []
      : await tx
          .select({
            id: orders.id,
            number: orders.number,
            shipByOn: orders.shipByOn,
            dueOn: orders.dueOn,
            client: clients.name,
          })
          .from(orders)
          .innerJoin(
            clients,
            and(eq(clients.workspaceId, orders.workspaceId), eq(clients.id, orders.clientId)),
          )
          .where(and(eq(orders.workspaceId, ctx.workspaceId), inArray(orders.id, [...ids])));
  return new Map(
    rows.map(({ id, number, client, ...dates }) => [
      id,
      { number, client, promise: promiseOf(dates) },
    ]),
  );
}

/** Where an order stands; its place is null where it is in no queue. Null for a number nobody has. */
export async function queueStanding(
  ctx: Context,
  number: string,
): Promise<{
  readonly client: string;
  readonly place: number | null;
  readonly orders: number;
} | null> {
  return withWorkspace(ctx, async (tx) => {
    const [id] = await orderIdsByNumber(tx, ctx, [number]);
    const [order] = await tx
      .select({ id: orders.id, rank: orders.rank, tab: orders.tab, client: clients.name })
      .from(orders)
      .innerJoin(
        clients,
        and(eq(clients.workspaceId, orders.workspaceId), eq(clients.id, orders.clientId)),
      )
      .where(and(eq(orders.workspaceId, ctx.workspaceId), eq(orders.id, id ?? ctx.workspaceId)));
    if (!order) {
      return null;
    }
    const own = await ownGap(tx, ctx, order);
    return {
      client: order.client,
      place: order.tab === "open" ? await placeOf(tx, ctx, order, own) : null,
      orders: await queueLength(tx, ctx),
    };
  });
}
