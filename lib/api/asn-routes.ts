import "server-only";
import { sendAsns } from "@/lib/asn/commands";
import { type AsnRow, findAsns } from "@/lib/asn/queries";
import { accept, type Outcome, refuse } from "@/lib/shared/outcome";
import type { Context } from "@/lib/workspaces/context";
import { movedJson } from "./action-routes";
import { noQuery, notHere, type Route, reads, writes } from "./guard";
import { type JsonAnswer, ok } from "./json";

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
  };
}

/** The ASNs of an order: its state is that of its latest one. */
function asnsJson(order: string, asns: readonly AsnRow[]) {
  return { order, state: asns.at(-1)?.state ?? "not_sent", asns: asns.map(asnJson) };
}

async function sendAsn(ctx: Context, number: string): Promise<Outcome<JsonAnswer>> {
  const { sent, refused } = await sendAsns(ctx, [number]);
  const [refusal] = refused;
  if (refusal) {
    return { ok: false, refusal: refusal.refusal };
  }
  const asns = (await findAsns(ctx, number)) ?? [];
  const moved = sent.flatMap((one) => (one.moved ? [movedJson(one.moved)] : []));
  return accept(ok({ ...asnsJson(number, asns), moved }));
}

/** The notices that were sent, one interchange after the other. */
function x12Answer(order: string, asns: readonly AsnRow[]): Outcome<Response> {
  const text = asns
    .filter((asn) => LIVE.has(asn.state) && asn.format === "x12_856")
    .map((asn) => asn.content)
    .join("");
  if (text === "") {
    return refuse("asn_not_sent");
  }
  const disposition = `attachment; filename="856-${order}.edi"`;
  return accept(
    new Response(text, { headers: { "content-type": X12, "content-disposition": disposition } }),
  );
}

export const asnRoutes: readonly Route[] = [
  writes(["POST", "/orders/:number/asn"], "asn.send", noQuery, async ({ ctx, params }) =>
    sendAsn(ctx, params.number ?? ""),
  ),

  reads("/orders/:number/asn", "orders.read", noQuery, async ({ ctx, params, request }) => {
    const number = params.number ?? "";
    const asns = await findAsns(ctx, number);
    if (!asns) {
      return notHere();
    }
    const wantsText = request.headers.get("accept")?.toLowerCase().includes(X12);
    return wantsText ? x12Answer(number, asns) : accept(ok(asnsJson(number, asns)));
  }),
];
