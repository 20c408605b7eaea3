import "server-only";
import { and, eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { among } from "@/db/lists";
import { toldOrders } from "@/db/schema/messages";
import { orderEvents } from "@/db/schema/orders";
import { workspaces } from "@/db/schema/workspaces";
import { type ClientOrder, clientOrderOf, type LeftShipment } from "@/lib/orders/client-view";
import { type LoadedOrder, loadOrders } from "@/lib/orders/facts";
import { leftShipments } from "@/lib/orders/left-shipments";
import { owedOf, statusesOf, wantsGoods } from "@/lib/orders/lifecycle";
import { supplyOf } from "@/lib/orders/queries";
import { chunksOf } from "@/lib/shared/chunks";
import { todayIn } from "@/lib/shared/dates";
import type { Context } from "@/lib/workspaces/context";
import { type Told, type Truth, toldAtFirst } from "./news";

/** An order as its client knows it, and as it is. */
export type Look = {
  readonly id: string;
  /** Null for history, which nobody is told of. */
  readonly told: Told | null;
  readonly truth: Truth;
  readonly order: ClientOrder;
};

/** How many orders are read at once. */
const CHUNK = 500;

/** Reads what is true of orders and what their client was told of them. Unknown ids are left out. */
export async function lookAt(
  tx: Transaction,
  ctx: Context,
  orderIds: readonly string[],
): Promise<Look[]> {
  const looks: Look[] = [];
  for (const chunk of chunksOf(orderIds, CHUNK)) {
    looks.push(...(await lookAtChunk(tx, ctx, chunk)));
  }
  return looks;
}

async function lookAtChunk(tx: Transaction, ctx: Context, ids: readonly string[]): Promise<Look[]> {
  const loaded = new Map((await loadOrders(tx, ctx, ids)).map((order) => [order.row.id, order]));
  // In the order asked, which is that in which the orders changed.
  const orders = ids.flatMap((id) => loaded.get(id) ?? []);
  const left = await leftShipments(tx, ctx, ids);
  const supply = await supplyOf(tx, ctx, ids);
  const told = await toldOf(tx, ctx, ids);
  const fresh = ids.filter((id) => !told.has(id));
  const causes = await causesOf(tx, ctx, fresh);
  const since = fresh.length > 0 ? await messagesSince(tx, ctx) : null;
  return orders.map((order) => {
    const { row } = order;
    const shipments = left.get(row.id) ?? [];
    const truth = truthOf(ctx, order, shipments);
    return {
      id: row.id,
      truth,
      told:
        told.get(row.id) ??
        toldAtFirst(
          {
            orderedOn: row.orderedOn,
            createdOn: todayIn(ctx.workspace.timeZone, row.createdAt),
            createdAt: row.createdAt,
            // What began so long ago that its beginning is in the archive, the client knows as it knows a file's.
            byFile: (causes.get(row.id) ?? "import") === "import",
            messagesSince: since,
            shipments: shipments.map((one) => ({
              ...shownOf(one),
              leftAt: one.at,
              deliveredAt: one.deliveredAt,
            })),
          },
          truth,
        ),
      order: clientOrderOf(ctx, order, {
        supply: supply.get(row.id) ?? [],
        shipments,
        shipTo: null,
      }),
    };
  });
}

function truthOf(ctx: Context, order: LoadedOrder, shipments: readonly LeftShipment[]): Truth {
  const { row } = order;
  const { stock } = statusesOf(order);
  const isKnown = stock.cover === "expected" && stock.on !== null && stock.on >= ctx.today;
  return {
    confirmed: !row.onHold && wantsGoods(order),
    expectedOn: isKnown ? stock.on : null,
    dueOn: row.dueOn,
    shipments: shipments.map(shownOf),
    isOwed:
      row.tab === "open" &&
      !row.onHold &&
      order.lines.some((line) => line.kind === "goods" && owedOf(line) > 0),
  };
}

function shownOf({ number, trackingNumber, deliveredAt }: LeftShipment) {
  return { number, trackingNumber, delivered: deliveredAt !== null };
}

async function toldOf(tx: Transaction, ctx: Context, ids: readonly string[]) {
  const rows = await tx
    .select()
    .from(toldOrders)
    .where(and(eq(toldOrders.workspaceId, ctx.workspaceId), among(toldOrders.orderId, ids)));
  return new Map(rows.map((row) => [row.orderId, row.told]));
}

/** What made the orders come, by order. */
async function causesOf(tx: Transaction, ctx: Context, ids: readonly string[]) {
  if (ids.length === 0) {
    return new Map<string, string>();
  }
  const rows = await tx
    .select({ id: orderEvents.orderId, cause: orderEvents.cause })
    .from(orderEvents)
    .where(
      and(
        eq(orderEvents.workspaceId, ctx.workspaceId),
        among(orderEvents.orderId, ids),
        eq(orderEvents.seq, 1),
      ),
    );
  return new Map(rows.map((row) => [row.id, row.cause]));
}

async function messagesSince(tx: Transaction, ctx: Context): Promise<Date | null> {
  const [row] = await tx
    .select({ since: workspaces.messagesSince })
    .from(workspaces)
    .where(eq(workspaces.id, ctx.workspaceId));
  return row?.since ?? null;
}
