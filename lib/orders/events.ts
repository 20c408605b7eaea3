import "server-only";
import { and, eq, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { among } from "@/db/lists";
import { orderEvents, orders } from "@/db/schema/orders";
import { announce } from "@/lib/workspaces/announce";
import type { Actor, Context } from "@/lib/workspaces/context";
import { announcedAs } from "./announced";
import { askForNews, mayBeNews } from "./ask-for-news";
import type { Tab } from "./lifecycle";

/** The kinds of order event, in the past tense. */
export const EVENT_TYPES = [
  "created",
  "updated",
  "held",
  "released",
  "queue_moved",
  "tracking_link_created",
  "tracking_link_revoked",
  "shipment_prepared",
  "shipment_changed",
  "shipment_voided",
  "shipment_void_taken_back",
  "document_printed",
  "dispatched",
  "dispatch_undone",
  "marked_shipped",
  "delivered",
  "delivery_taken_back",
  "asn_sent",
  "asn_changed",
  "asn_refused",
  "asn_cancelled",
  "invoiced",
  "paid",
  "short_closed",
  "short_close_taken_back",
  "production_created",
  "production_changed",
  "production_started",
  "production_reported",
  "production_report_taken_back",
  "production_blocked",
  "production_unblocked",
  "production_finished_short",
  "production_cancelled",
  "production_reopened",
  "closed",
  "archived",
  "reopened",
  "unarchived",
  "undone",
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

export type NewEvent = {
  readonly type: EventType;
  /** What made it happen: `by_hand`, `label_printed`, `import` and the like. */
  readonly cause: string;
  readonly actor?: Actor;
  readonly policyVersion?: number | null;
  readonly move?: { readonly id: string; readonly from: Tab; readonly to: Tab };
  readonly data?: Record<string, unknown>;
};

/** Appends one event to an order that is locked; its number is the order's next. */
export async function appendEvent(
  tx: Transaction,
  ctx: Context,
  orderId: string,
  event: NewEvent,
): Promise<number> {
  const [row] = await appendEvents(tx, ctx, [{ orderId, ...event }]);
  if (!row) {
    throw new Error("An event was not written.");
  }
  return row.seq;
}

/** Appends one event to each of several orders that are locked. */
export async function appendEvents(
  tx: Transaction,
  ctx: Context,
  happened: readonly (NewEvent & { readonly orderId: string })[],
): Promise<EventRow[]> {
  const counters = await tx
    .update(orders)
    .set({ eventSeq: sql`${orders.eventSeq} + 1`, updatedAt: ctx.now })
    .where(
      and(
        eq(orders.workspaceId, ctx.workspaceId),
        among(
          orders.id,
          happened.map(({ orderId }) => orderId),
        ),
      ),
    )
    .returning({ id: orders.id, seq: orders.eventSeq, clientId: orders.clientId });
  const counterOf = new Map(counters.map((counter) => [counter.id, counter]));
  const rows = happened.map(({ orderId, ...event }) => {
    const counter = counterOf.get(orderId);
    if (!counter) {
      throw new Error("An event was written for an order that does not exist.");
    }
    return eventRow(ctx, orderId, counter.seq, event);
  });
  await tx.insert(orderEvents).values(rows);
  await announceEvents(tx, ctx, rows);
  const news = new Set(happened.flatMap(({ type, orderId }) => (mayBeNews(type) ? [orderId] : [])));
  await askForNews(
    tx,
    ctx,
    counters.filter(({ id }) => news.has(id)),
  );
  return rows;
}

/** Has programs told of events that were just written, in their order. */
export async function announceEvents(
  tx: Transaction,
  ctx: Context,
  rows: readonly EventRow[],
): Promise<void> {
  if (ctx.workspace.webhookEvents.length === 0) {
    return;
  }
  await announce(
    tx,
    ctx,
    rows.flatMap((row) => {
      const { type, cause, fromTab, toTab, data } = row;
      const move = fromTab && toTab ? { from: fromTab, to: toTab } : null;
      const told = { seq: row.seq, type, cause, from: fromTab, to: toTab, move: row.moveId, data };
      return announcedAs({ type, cause, data, ...(move ? { move } : {}) }).map((announced) => ({
        type: announced,
        orderId: row.orderId,
        data: { event: { ...told, actor: { kind: row.actorKind, name: row.actorName } } },
      }));
    }),
  );
}

export type EventRow = ReturnType<typeof eventRow>;

export function eventRow(ctx: Context, orderId: string, seq: number, event: NewEvent) {
  const actor = event.actor ?? ctx.actor;
  return {
    workspaceId: ctx.workspaceId,
    orderId,
    seq,
    type: event.type,
    at: ctx.now,
    actorKind: actor.kind,
    actorName: actor.name,
    cause: event.cause,
    policyVersion: event.policyVersion ?? null,
    fromTab: event.move?.from ?? null,
    toTab: event.move?.to ?? null,
    moveId: event.move?.id ?? null,
    data: event.data ?? {},
  };
}
