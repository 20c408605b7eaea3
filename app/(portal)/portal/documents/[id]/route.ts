import { pdfResponse } from "@/lib/api/files";
import { problemResponse } from "@/lib/api/problems/problem";
import { guardedRoute } from "@/lib/auth/guarded-route";
import { findPackingSlip } from "@/lib/documents/client-documents";

export const GET = guardedRoute<{ id: string }>("portal.read", async (ctx, _request, { id }) => {
  const found = await findPackingSlip(ctx, id);
  return found ? pdfResponse(found.bytes, found.facts) : problemResponse({ code: "not_found" });
});
