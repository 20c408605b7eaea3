import { findAsn } from "@/lib/asn/queries";
import { guardedRoute } from "@/lib/auth/guarded-route";

/** One ASN as a file: the X12 856, the one that cancelled it (`?part=cancellation`), or what a marketplace was told. */
export const GET = guardedRoute<{ id: string }>("documents.read", async (ctx, request, { id }) => {
  const asn = await findAsn(ctx, id);
  const isCancellation = new URL(request.url).searchParams.get("part") === "cancellation";
  const content = isCancellation ? asn?.cancellation : asn?.content;
  if (!asn || !content) {
    return Response.json({ type: "about:blank", status: 404, code: "not_found" }, { status: 404 });
  }
  const [type, ending] =
    asn.format === "x12_856"
      ? ["application/edi-x12", isCancellation ? "856-cancel.edi" : "856.edi"]
      : ["application/json; charset=utf-8", "asn.json"];
  return new Response(content, {
    headers: {
      "content-type": type,
      "content-disposition": `attachment; filename="${asn.shipment}.${ending}"`,
    },
  });
});
