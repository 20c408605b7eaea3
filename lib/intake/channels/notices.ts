import "server-only";
import { and, asc, desc, eq, inArray, isNotNull, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { connections } from "@/db/schema/channels";
import { orders } from "@/db/schema/orders";
import { shipments } from "@/db/schema/shipments";
import { outbox } from "@/db/schema/traffic";
import { isId } from "@/lib/shared/ids";
import { accept, type Outcome, refuse } from "@/lib/shared/outcome";
import { noticeKeys } from "@/lib/shipments/channel-notice";
import { type Context, withWorkspace } from "@/lib/workspaces/context";

/** What a marketplace knows of a shipment. */
export type NoticeView = {
  readonly shipment: string;
  readonly order: string;
  readonly channel: string;
  readonly state: "waiting" | "trying" | "told" | "refused";
  /** Why it was refused, or what went wrong at the last try. */
  readonly reason: string | null;
  /** When it is tried next. */
  readonly nextAt: Date | null;
};

const FAILED_MAX = 50;

const isNotice = (ctx: Pick<Context, "workspaceId">) =>
  and(eq(outbox.workspaceId, ctx.workspaceId), eq(outbox.topic, "channel_shipment"));

function noticeRows(tx: Transaction) {
  return tx
    .select({
      message: outbox,
      shipment: shipments.number,
      order: orders.number,
      channel: connections.name,
    })
    .from(outbox)
    .innerJoin(
      shipments,
      and(
        eq(shipments.workspaceId, outbox.workspaceId),
        sql`${shipments.id} = (${outbox.payload}->>'shipmentId')::uuid`,
        sql`${shipments.dispatchNo} = (${outbox.payload}->>'dispatchNo')::int`,
        isNotNull(shipments.dispatchedAt),
      ),
    )
    .innerJoin(
      orders,
      and(eq(orders.workspaceId, shipments.workspaceId), eq(orders.id, shipments.orderId)),
    )
    .innerJoin(
      connections,
      and(
        eq(connections.workspaceId, outbox.workspaceId),
        sql`${connections.id} = (${outbox.payload}->>'connectionId')::uuid`,
      ),
    )
    .$dynamic();
}

type NoticeRow = Awaited<ReturnType<typeof noticeRows>>[number];

function viewOf({ message, shipment, order, channel }: NoticeRow): NoticeView {
  const isOpen = message.doneAt === null && message.failedAt === null;
  return {
    shipment,
    order,
    channel,
    state: message.doneAt
      ? "told"
      : message.failedAt
        ? "refused"
        : message.lastError
          ? "trying"
          : "waiting",
    reason: message.doneAt ? null : message.lastError,
    nextAt: isOpen ? message.availableAt : null,
  };
}

/** What the marketplace knows of each dispatched shipment of an order; the worst counts where there is more than one word. */
export async function noticesOfOrder(ctx: Context, orderNumber: string): Promise<NoticeView[]> {
  const rows = await withWorkspace(ctx, async (tx) => {
    const sent = await tx
      .select({ id: shipments.id, dispatchNo: shipments.dispatchNo })
      .from(shipments)
      .innerJoin(
        orders,
        and(eq(orders.workspaceId, shipments.workspaceId), eq(orders.id, shipments.orderId)),
      )
      .where(and(eq(shipments.workspaceId, ctx.workspaceId), eq(orders.number, orderNumber)));
    return noticeRows(tx)
      .where(and(isNotice(ctx), inArray(outbox.key, sent.flatMap(keysOf))))
      .orderBy(asc(outbox.id));
  });
  const worst = new Map<string, NoticeView>();
  for (const view of rows.map(viewOf)) {
    const known = worst.get(view.shipment);
    if (!known || BADNESS[view.state] >= BADNESS[known.state]) {
      worst.set(view.shipment, view);
    }
  }
  return [...worst.values()];
}

const keysOf = (shipment: { readonly id: string; readonly dispatchNo: number }) =>
  Object.values(noticeKeys(shipment));

const BADNESS = { told: 0, waiting: 1, trying: 2, refused: 3 } as const satisfies Record<
  NoticeView["state"],
  number
>;

/** The shipments that a marketplace could not be told of and that wait for a person, newest first. */
export async function failedNotices(
  ctx: Context,
  connectionId: string,
): Promise<readonly NoticeView[]> {
  if (!isId(connectionId)) {
    return [];
  }
  const rows = await withWorkspace(ctx, (tx) =>
    noticeRows(tx)
      .where(and(isNotice(ctx), isNotNull(outbox.failedAt), eq(connections.id, connectionId)))
      .orderBy(desc(outbox.id))
      .limit(FAILED_MAX),
  );
  return rows.map(viewOf);
}

/** Lets a marketplace be told of a shipment once more, at once, after it refused. */
export async function retryNotice(
  ctx: Context,
  shipmentNumber: string,
): Promise<Outcome<{ order: string }, "not_found" | "nothing_refused">> {
  return withWorkspace(ctx, async (tx) => {
    const [found] = await tx
      .select({ id: shipments.id, dispatchNo: shipments.dispatchNo, order: orders.number })
      .from(shipments)
      .innerJoin(
        orders,
        and(eq(orders.workspaceId, shipments.workspaceId), eq(orders.id, shipments.orderId)),
      )
      .where(and(eq(shipments.workspaceId, ctx.workspaceId), eq(shipments.number, shipmentNumber)));
    if (!found) {
      return refuse("not_found");
    }
    const again = await tx
      .update(outbox)
      .set({ failedAt: null, availableAt: ctx.now })
      .where(and(isNotice(ctx), inArray(outbox.key, keysOf(found)), isNotNull(outbox.failedAt)))
      .returning({ id: outbox.id });
    return again.length > 0 ? accept({ order: found.order }) : refuse("nothing_refused");
  });
}
