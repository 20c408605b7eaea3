import "server-only";
import { cancelAsn } from "@/lib/asn/cancel";
import { sendAsn, sendAsns } from "@/lib/asn/commands";
import { type AsnRow, findAsns, findShipmentAsns } from "@/lib/asn/queries";
import type { Moved } from "@/lib/orders/move";
import { newId } from "@/lib/shared/ids";
import { accept, type Outcome, refuse } from "@/lib/shared/outcome";
import type { Context } from "@/lib/workspaces/context";
import { movedJson } from "./action-routes";
import { notHere, type Route, reads, sent, writes } from "./guard";
import { type JsonAnswer, ok } from "./json";
import { answer } from "./operation";
import { orderAsns, sentOrderAsns, sentShipmentAsns, shipmentAsns } from "./shapes/asn";
import { noQuery } from "./shapes/list";
import { nothing } from "./shapes/queue";

const X12 = "application/edi-x12";

/** The states in which an ASN speaks for its shipment. */
const LIVE = new Set(["sent", "accepted"]);

function asnJson(asn: AsnRow) {
  return {
    shipment: asn.shipment,
    state: asn.state,
    format: asn.format,
    control_number: asn.controlNumber,
    sent_at: asn.sentAt,
    sent_by: asn.sentBy,
    cancelled_at: asn.cancelledAt,
  };
}

/** ASNs of an order or of one shipment: the state is that of the latest one. */
function asnsJson(order: string, asns: readonly AsnRow[]) {
  return { order, state: asns.at(-1)?.state ?? "not_sent", asns: asns.map(asnJson) };
}

async function sendOrderAsns(ctx: Context, number: string): Promise<Outcome<JsonAnswer>> {
  const { sent: announced, refused } = await sendAsns(ctx, [number]);
  const [refusal] = refused;
  if (refusal) {
    return { ok: false, refusal: refusal.refusal };
  }
  const asns = (await findAsns(ctx, number)) ?? [];
  const moved = announced.flatMap((one) => (one.moved ? [movedJson(one.moved)] : []));
  return accept(ok({ ...asnsJson(number, asns), moved }));
}

async function sendShipmentAsn(ctx: Context, number: string): Promise<Outcome<JsonAnswer>> {
  const outcome = await sendAsn(ctx, { shipmentNumber: number }, newId());
  return outcome.ok ? shipmentAnswer(ctx, number, outcome.value.moved) : outcome;
}

async function cancelShipmentAsn(ctx: Context, number: string): Promise<Outcome<JsonAnswer>> {
  const outcome = await cancelAsn(ctx, { shipmentNumber: number, batchId: newId() });
  return outcome.ok ? shipmentAnswer(ctx, number, outcome.value.moved) : outcome;
}

async function shipmentAnswer(
  ctx: Context,
  number: string,
  moved: Moved | null,
): Promise<Outcome<JsonAnswer>> {
  const found = await findShipmentAsns(ctx, number);
  const json = asnsJson(found?.order ?? "", found?.asns ?? []);
  return accept(ok({ ...json, shipment: number, moved: moved ? [movedJson(moved)] : [] }));
}

/** The notices that were sent, one interchange after the other; where none stands, what cancelled the last one. */
function x12Answer(order: string, asns: readonly AsnRow[]): Outcome<Response> {
  const live = asns
    .filter((asn) => LIVE.has(asn.state) && asn.format === "x12_856")
    .map((asn) => asn.content)
    .join("");
  const text = live || (asns.at(-1)?.cancellation ?? "");
  if (text === "") {
    return refuse("asn_not_sent");
  }
  const disposition = `attachment; filename="856-${order}.edi"`;
  return accept(
    new Response(text, { headers: { "content-type": X12, "content-disposition": disposition } }),
  );
}

/** The text where the caller asks for it, else what is known of the ASNs. */
function asnAnswer(
  request: Request,
  of: { readonly order: string; readonly shipment?: string; readonly asns: readonly AsnRow[] },
): Outcome<JsonAnswer | Response> {
  const { order, shipment, asns } = of;
  const wantsText = request.headers.get("accept")?.toLowerCase().includes(X12);
  return wantsText
    ? x12Answer(shipment ?? order, asns)
    : accept(ok({ ...asnsJson(order, asns), ...(shipment === undefined ? {} : { shipment }) }));
}

const files = { [X12]: "The notices that are out, as X12 856: ask for it with `Accept`." };
const SEND_REFUSALS = [
  "archived",
  "nothing_dispatched",
  "already_sent",
  "channel_tells",
  "shipment_voided",
  "asn_invalid",
] as const;

export const asnRoutes: readonly Route[] = [
  writes(
    ["POST", "/orders/:number/asn"],
    "asn.send",
    {
      id: "sendOrderAsns",
      summary: "Send the ASNs of an order",
      description: "One for each dispatched shipment that has none. Archives a closed order.",
      body: sent(nothing),
      answers: { 200: answer("Its ASNs, and its change of tab.", sentOrderAsns) },
      refusals: SEND_REFUSALS,
    },
    async ({ ctx, params }) => sendOrderAsns(ctx, params.number ?? ""),
  ),

  reads(
    "/orders/:number/asn",
    "orders.read",
    {
      id: "getOrderAsns",
      summary: "Read the ASNs of an order",
      query: noQuery,
      answers: { 200: answer("Its ASNs.", orderAsns, { files }) },
      refusals: ["asn_not_sent"],
    },
    async ({ ctx, params, request }) => {
      const order = params.number ?? "";
      const asns = await findAsns(ctx, order);
      return asns ? asnAnswer(request, { order, asns }) : notHere();
    },
  ),

  writes(
    ["POST", "/shipments/:number/asn"],
    "asn.send",
    {
      id: "sendShipmentAsn",
      summary: "Send the ASN of a shipment",
      body: sent(nothing),
      answers: { 200: answer("Its ASNs, and its order's change of tab.", sentShipmentAsns) },
      refusals: SEND_REFUSALS,
    },
    async ({ ctx, params }) => sendShipmentAsn(ctx, params.number ?? ""),
  ),

  writes(
    ["POST", "/shipments/:number/asn/cancel"],
    "asn.send",
    {
      id: "cancelShipmentAsn",
      summary: "Cancel the ASN of a shipment",
      description: "An order that the ASN archived is closed again.",
      body: sent(nothing),
      answers: { 200: answer("Its ASNs, and its order's change of tab.", sentShipmentAsns) },
      refusals: ["asn_not_sent", "channel_confirmed"],
    },
    async ({ ctx, params }) => cancelShipmentAsn(ctx, params.number ?? ""),
  ),

  reads(
    "/shipments/:number/asn",
    "orders.read",
    {
      id: "getShipmentAsns",
      summary: "Read the ASNs of a shipment",
      query: noQuery,
      answers: { 200: answer("Its ASNs.", shipmentAsns, { files }) },
      refusals: ["asn_not_sent"],
    },
    async ({ ctx, params, request }) => {
      const shipment = params.number ?? "";
      const found = await findShipmentAsns(ctx, shipment);
      return found ? asnAnswer(request, { ...found, shipment }) : notHere();
    },
  ),
];
