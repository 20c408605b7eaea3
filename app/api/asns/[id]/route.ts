import { findAsn } from "@/lib/asn/queries";
import { guardedRoute } from "@/lib/auth/guarded-route";

/** The X12 856 of one ASN as a file. */
export const GET = guardedRoute<{ id: string }>("documents.read", async (ctx, _request, { id }) => {
  const asn = await findAsn(ctx, id);
  if (asn === null) {
    return Response.json({ type: "about:blank", status: 404, code: "not_found" }, { status: 404 });
  }
  return new Response(asn.content, {
    headers: {
      "content-type": "application/edi-x12",
      "content-disposition": `attachment; filename="${asn.shipment}.856.edi"`,
    },
  });
});
