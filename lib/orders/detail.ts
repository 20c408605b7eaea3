import "server-only";
import { and, asc, eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { clients } from "@/db/schema/clients";
import { invoices, payments } from "@/db/schema/invoices";
import { orderEvents } from "@/db/schema/orders";
import { shipments } from "@/db/schema/shipments";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { archivedBefore, lastArchivedMove } from "./archived-events";
import {
  type Explanations,
  explanationsOf,
  type LineExplanation,
  lineExplanations,
  stockNotes,
} from "./explanations";
import { type LoadedOrder, loadOrders } from "./facts";
import { holdersOf } from "./holders";
import { owedOf, toMakeOf } from "./lifecycle";
import { findOrderId, type LineSupply, supplyOf } from "./queries";
import type { Sentence } from "./sentence";
import { type ShipmentView, shipmentViews } from "./shipment-views";
import { explainTab } from "./tab-words";
import { allowedMoves, type MoveRequest } from "./transitions";
import { statusViews } from "./view";

export type EventView = typeof orderEvents.$inferSelect;

type LastMove = Pick<EventView, "at" | "cause" | "actorName" | "policyVersion"> & {
  readonly actorKind: EventView["actorKind"] | null;
};

/** All that the order's page and the API show of one order. */
export type OrderDetail = {
  readonly order: LoadedOrder;
  readonly client: Pick<typeof clients.$inferSelect, "id" | "code" | "name">;
  readonly status: ReturnType<typeof statusViews>;
  readonly explanations: Explanations;
  /** Why units that are there are not this order's. */
  readonly stockNotes: readonly Sentence[];
  readonly lineExplanations: readonly LineExplanation[];
  readonly overdue: boolean;
  readonly whyThisTab: string;
  readonly lastMove: LastMove | null;
  readonly allowed: readonly MoveRequest["type"][];
  readonly lines: readonly (LoadedOrder["lines"][number] & {
    readonly owed: number;
    readonly toMake: number;
    readonly supply: readonly LineSupply[];
  })[];
  readonly shipments: readonly ShipmentView[];
  readonly invoices: readonly (typeof invoices.$inferSelect)[];
  readonly payments: readonly (typeof payments.$inferSelect)[];
  /** Oldest first. */
  readonly events: readonly EventView[];
  /** The year with which they begin, where earlier ones are in the archive. */
  readonly archivedBefore: number | null;
};

/** One order; null for a number that the workspace does not have. */
export async function findOrder(ctx: Context, number: string): Promise<OrderDetail | null> {
  return withWorkspace(ctx, async (tx) => {
    const id = await findOrderId(tx, ctx, number);
    const [order] = id ? await loadOrders(tx, ctx, [id]) : [];
    return order ? detailOf(tx, ctx, order) : null;
  });
}

/** The order that a shipment is of; null for a number that the workspace does not have. */
export async function orderOfShipment(ctx: Context, number: string): Promise<OrderDetail | null> {
  return withWorkspace(ctx, async (tx) => {
    const [shipment] = await tx
      .select({ orderId: shipments.orderId })
      .from(shipments)
      .where(and(eq(shipments.workspaceId, ctx.workspaceId), eq(shipments.number, number)));
    const [order] = shipment ? await loadOrders(tx, ctx, [shipment.orderId]) : [];
    return order ? detailOf(tx, ctx, order) : null;
  });
}

async function detailOf(tx: Transaction, ctx: Context, order: LoadedOrder): Promise<OrderDetail> {
  const id = order.row.id;
  const supply = (await supplyOf(tx, ctx, [id])).get(id) ?? [];
  const [client] = await tx
    .select({ id: clients.id, code: clients.code, name: clients.name })
    .from(clients)
    .where(and(eq(clients.workspaceId, ctx.workspaceId), eq(clients.id, order.row.clientId)));
  if (!client) {
    throw new Error("The order's client is gone.");
  }
  const events = await tx
    .select()
    .from(orderEvents)
    .where(and(eq(orderEvents.workspaceId, ctx.workspaceId), eq(orderEvents.orderId, id)))
    .orderBy(asc(orderEvents.seq));
  const before = events[0]?.seq === 1 ? null : await archivedBefore(tx, ctx, id);
  const lastMove =
    events.findLast((event) => event.moveId !== null) ??
    (before === null ? null : await lastArchivedMove(tx, ctx, id));
  const ofOrder = { workspaceId: ctx.workspaceId, orderId: id };
  const { dueOn, tab } = order.row;
  const shipped = await shipmentViews(tx, ofOrder, order);
  const invoiced = await tx
    .select()
    .from(invoices)
    .where(and(eq(invoices.workspaceId, ofOrder.workspaceId), eq(invoices.orderId, id)))
    .orderBy(asc(invoices.createdAt));
  const standing = invoiced.filter((one) => one.voidedAt === null).map((one) => one.number);
  return {
    order,
    client,
    status: statusViews(ctx, order),
    explanations: explanationsOf(ctx, order, { supply, shipments: shipped, invoices: standing }),
    stockNotes: stockNotes(order, await holdersOf(tx, ctx, order)),
    lineExplanations: lineExplanations(ctx, order, supply),
    overdue: tab === "open" && dueOn !== null && dueOn < ctx.today,
    whyThisTab: whyOf(order, lastMove),
    lastMove,
    allowed: allowedMoves(order),
    lines: order.lines.map((line) => ({
      ...line,
      owed: owedOf(line),
      toMake: toMakeOf(line),
      supply: supply.filter((piece) => piece.lineId === line.id),
    })),
    shipments: shipped,
    invoices: invoiced,
    payments: await tx
      .select()
      .from(payments)
      .where(and(eq(payments.workspaceId, ofOrder.workspaceId), eq(payments.orderId, id)))
      .orderBy(asc(payments.createdAt)),
    events,
    archivedBefore: before,
  };
}

function whyOf(order: LoadedOrder, move: LastMove | null): string {
  return explainTab(
    order.row.tab,
    move
      ? {
          cause: move.cause,
          actorName: move.actorName,
          byRule: move.actorKind === "rule",
          policyVersion: move.policyVersion,
        }
      : null,
  );
}
