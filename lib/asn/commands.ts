import "server-only";
import { and, asc, eq, inArray, isNotNull, isNull } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { asns } from "@/db/schema/asns";
import { shipments } from "@/db/schema/shipments";
import { appendEvent } from "@/lib/orders/events";
import { lockOrders, orderIdsByNumber } from "@/lib/orders/facts";
import { type Moved, moveAfterFact } from "@/lib/orders/move";
import { newId } from "@/lib/shared/ids";
import { accept, type Outcome, type Refusal, refuse } from "@/lib/shared/outcome";
import { hurryNotice } from "@/lib/shipments/channel-notice";
import { asnStates } from "@/lib/shipments/facts";
import { lockShipment } from "@/lib/shipments/find";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { takeNumbers } from "@/lib/workspaces/series";
import { checkShipNotice } from "./check";
import { writeNotice } from "./write-notice";

type AsnRefusal =
  | "not_found"
  | "archived"
  | "nothing_dispatched"
  | "already_sent"
  | "channel_tells"
  | "shipment_voided"
  | "asn_invalid";

type SentAsn = {
  readonly order: string;
  readonly shipments: readonly string[];
  readonly moved: Moved | null;
};

export type AsnResult = {
  readonly batchId: string;
  readonly sent: readonly SentAsn[];
  readonly refused: readonly { readonly order: string; readonly refusal: Refusal }[];
};

type Shipment = typeof shipments.$inferSelect;

/** Sends the ASN of every dispatched shipment that has none yet, order by order: written, checked, recorded as sent. */
export async function sendAsns(ctx: Context, orderNumbers: readonly string[]): Promise<AsnResult> {
  const batchId = newId();
  const sent: SentAsn[] = [];
  const refused: { order: string; refusal: Refusal }[] = [];
  for (const number of new Set(orderNumbers)) {
    const outcome = await sendAsn(ctx, { orderNumber: number }, batchId);
    if (outcome.ok) {
      sent.push(outcome.value);
    } else {
      refused.push({ order: number, refusal: outcome.refusal });
    }
  }
  return { batchId, sent, refused };
}

/** Sends the ASN of an order's shipments that have none yet, or of the one shipment that is named. */
export async function sendAsn(
  ctx: Context,
  of: { readonly orderNumber: string } | { readonly shipmentNumber: string },
  batchId: string,
): Promise<Outcome<SentAsn, AsnRefusal>> {
  return withWorkspace(ctx, async (tx) => {
    const named = "shipmentNumber" in of ? await lockShipment(tx, ctx, of.shipmentNumber) : null;
    const order = "orderNumber" in of ? await lockByNumber(tx, ctx, of.orderNumber) : named?.order;
    if (!order) {
      return refuse("not_found");
    }
    const without = await shipmentsWithoutAsn(tx, ctx, order.row.id);
    const open = without.filter(({ id }) => !named || id === named.shipment.id);
    if (open.length === 0) {
      return refusalOf(named, (await asnStates(tx, ctx, order.row.id)).length > 0);
    }
    const waiting: Shipment[] = [];
    for (const shipment of open) {
      // A marketplace's own confirmation is the ASN: an X12 beside it would archive what it never heard of.
      if (!(await hurryNotice(tx, ctx, shipment))) {
        waiting.push(shipment);
      }
    }
    if (waiting.length === 0) {
      return refuse("channel_tells", { data: { shipment: open[0]?.number ?? "" } });
    }
    const notices: { shipment: Shipment; control: number; text: string }[] = [];
    for (const shipment of waiting) {
      const control = await takeNumbers(tx, ctx, "asn", 1);
      const text = await writeNotice(tx, ctx, order, shipment, {
        controlNumber: control,
        purpose: "original",
      });
      const [problem] = checkShipNotice(text);
      if (problem) {
        throw new InvalidNotice(shipment.number, problem.message);
      }
      notices.push({ shipment, control, text });
    }
    await tx.insert(asns).values(
      notices.map(({ shipment, control, text }) => ({
        id: newId(),
        workspaceId: ctx.workspaceId,
        shipmentId: shipment.id,
        state: "sent" as const,
        controlNumber: control,
        content: text,
        sentAt: ctx.now,
        sentBy: ctx.actor.name,
        createdAt: ctx.now,
      })),
    );
    const numbers = notices.map(({ shipment }) => shipment.number);
    await appendEvent(tx, ctx, order.row.id, {
      type: "asn_sent",
      cause: "by_hand",
      data: { shipments: numbers },
    });
    const states = await asnStates(tx, ctx, order.row.id);
    const moved = await moveAfterFact(tx, ctx, order, { cause: "asn_sent", asns: states, batchId });
    return accept({ order: order.row.number, shipments: numbers, moved });
  }).catch((error: unknown) => {
    if (error instanceof InvalidNotice) {
      return refuse("asn_invalid", { data: { shipment: error.shipment, problem: error.message } });
    }
    throw error;
  });
}

async function lockByNumber(tx: Transaction, ctx: Context, number: string) {
  const [id] = await orderIdsByNumber(tx, ctx, [number]);
  const [order] = await lockOrders(tx, ctx, id ? [id] : []);
  return order ?? null;
}

/** Why there is nothing to send: everything is out, or nothing has left. */
function refusalOf(named: { readonly shipment: Shipment } | null, anyLeft: boolean) {
  if (named?.shipment.voidedAt) {
    return refuse("shipment_voided", { data: { shipment: named.shipment.number } });
  }
  const hasLeft = named ? named.shipment.dispatchedAt !== null : anyLeft;
  return refuse(hasLeft ? "already_sent" : "nothing_dispatched");
}

/** Rolls the transaction back, so that a notice that fails its check leaves nothing behind. */
class InvalidNotice extends Error {
  constructor(
    readonly shipment: string,
    problem: string,
  ) {
    super(problem);
  }
}

async function shipmentsWithoutAsn(
  tx: Transaction,
  ctx: Pick<Context, "workspaceId">,
  orderId: string,
): Promise<Shipment[]> {
  const rows = await tx
    .select({ shipment: shipments })
    .from(shipments)
    .leftJoin(
      asns,
      and(
        eq(asns.workspaceId, shipments.workspaceId),
        eq(asns.shipmentId, shipments.id),
        inArray(asns.state, ["sent", "accepted"]),
      ),
    )
    .where(
      and(
        eq(shipments.workspaceId, ctx.workspaceId),
        eq(shipments.orderId, orderId),
        isNotNull(shipments.dispatchedAt),
        isNull(shipments.voidedAt),
        isNull(asns.id),
      ),
    )
    .orderBy(asc(shipments.createdAt), asc(shipments.id));
  return rows.map((row) => row.shipment);
}
