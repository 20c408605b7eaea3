import { findAsn } from "@/lib/asn/queries";
import { guardedRoute } from "@/lib/auth/guarded-route";

/** One ASN as a file: the X12 856, or what a marketplace was told. */
export const GET = guardedRoute<{ id: string }>("documents.read", async (ctx, _request, { id }) => {
  const asn = await findAsn(ctx, id);
  if (asn === null) {
    return Response.json({ type: "about:blank", status: 404, code: "not_found" }, { status: 404 });
  }
  const [type, ending] =
    asn.format === "x12_856"
      ? ["application/edi-x12", "856.edi"]
      : ["application/json; charset=utf-8", "asn.json"];
  return new Response(asn.content, {
    headers: {
      "content-type": type,
      "content-disposition": `attachment; filename="${asn.shipment}.${ending}"`,
    },
  });
});
