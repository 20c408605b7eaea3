import "server-only";
import { and, asc, eq, inArray, isNotNull, isNull } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { asns } from "@/db/schema/asns";
import { products } from "@/db/schema/products";
import { packages, shipmentLines, shipments } from "@/db/schema/shipments";
import { appendEvent } from "@/lib/orders/events";
import { type LoadedOrder, lockOrders, orderIdsByNumber } from "@/lib/orders/facts";
import { type Moved, moveAfterFact } from "@/lib/orders/move";
import { shippingParties } from "@/lib/orders/parties";
import { todayIn } from "@/lib/shared/dates";
import { newId } from "@/lib/shared/ids";
import { accept, type Outcome, type Refusal, refuse } from "@/lib/shared/outcome";
import { hurryNotice } from "@/lib/shipments/channel-notice";
import { asnStates } from "@/lib/shipments/facts";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { takeNumbers } from "@/lib/workspaces/series";
import { checkShipNotice } from "./check";
import { type NoticePackage, shipNotice } from "./ship-notice";
import { partyId } from "./x12-elements";

type AsnRefusal =
  | "not_found"
  | "archived"
  | "nothing_dispatched"
  | "already_sent"
  | "channel_tells"
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
    const outcome = await sendAsn(ctx, number, batchId);
    if (outcome.ok) {
      sent.push(outcome.value);
    } else {
      refused.push({ order: number, refusal: outcome.refusal });
    }
  }
  return { batchId, sent, refused };
}

async function sendAsn(
  ctx: Context,
  orderNumber: string,
  batchId: string,
): Promise<Outcome<SentAsn, AsnRefusal>> {
  return withWorkspace(ctx, async (tx) => {
    const [id] = await orderIdsByNumber(tx, ctx, [orderNumber]);
    const [order] = await lockOrders(tx, ctx, id ? [id] : []);
    if (!order) {
      return refuse("not_found");
    }
    const open = await shipmentsWithoutAsn(tx, ctx, order.row.id);
    if (open.length === 0) {
      const any = (await asnStates(tx, ctx, order.row.id)).length > 0;
      return refuse(any ? "already_sent" : "nothing_dispatched");
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
      const text = await writeNotice(tx, ctx, order, shipment, control);
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
    return accept({ order: orderNumber, shipments: numbers, moved });
  }).catch((error: unknown) => {
    if (error instanceof InvalidNotice) {
      return refuse("asn_invalid", { data: { shipment: error.shipment, problem: error.message } });
    }
    throw error;
  });
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

async function writeNotice(
  tx: Transaction,
  ctx: Context,
  order: LoadedOrder,
  shipment: Shipment,
  controlNumber: number,
): Promise<string> {
  const { client, shipTo, shipFrom } = await shippingParties(tx, ctx, order);
  return shipNotice({
    // The default profile: mutually defined ids (ZZ), ours from the workspace, theirs from the client.
    sender: { qualifier: "ZZ", id: partyId(ctx.workspace.name) },
    receiver: { qualifier: "ZZ", id: partyId(client.code) },
    version: "004010",
    usage: "P",
    controlNumber,
    purpose: "original",
    at: ctx.now,
    timeZone: ctx.workspace.timeZone,
    shipmentNumber: shipment.number,
    shippedOn: todayIn(ctx.workspace.timeZone, shipment.dispatchedAt ?? ctx.now),
    deliverOn: order.row.deliverByOn,
    orderNumber: order.row.number,
    poNumber: order.row.poNumber,
    orderedOn: order.row.orderedOn,
    bolNumber: shipment.bolNumber,
    carrier: shipment.carrier,
    scac: null,
    trackingNumber: shipment.trackingNumber,
    weight: null,
    shipFrom,
    shipTo,
    packages: await noticePackages(tx, ctx, order, shipment),
  });
}

async function noticePackages(
  tx: Transaction,
  ctx: Pick<Context, "workspaceId">,
  order: LoadedOrder,
  shipment: Shipment,
): Promise<NoticePackage[]> {
  const cartons = await tx
    .select()
    .from(packages)
    .where(and(eq(packages.workspaceId, ctx.workspaceId), eq(packages.shipmentId, shipment.id)))
    .orderBy(asc(packages.position));
  const contents = await tx
    .select({ line: shipmentLines, gtin: products.gtin })
    .from(shipmentLines)
    .innerJoin(
      products,
      and(
        eq(products.workspaceId, shipmentLines.workspaceId),
        eq(products.id, shipmentLines.productId),
      ),
    )
    .where(
      and(
        eq(shipmentLines.workspaceId, ctx.workspaceId),
        eq(shipmentLines.shipmentId, shipment.id),
      ),
    );
  const items = order.lines.flatMap((ordered) => {
    const content = contents.find(({ line }) => line.orderLineId === ordered.id);
    return content
      ? [
          {
            line: ordered.line,
            sku: ordered.sku,
            name: ordered.name,
            gtin: content.gtin,
            quantity: content.line.quantity,
          },
        ]
      : [];
  });
  // A shipment has one package until packages get contents of their own; it holds all items.
  return cartons.slice(0, 1).map((carton) => ({
    sscc: carton.sscc,
    trackingNumber: shipment.trackingNumber,
    items,
  }));
}
