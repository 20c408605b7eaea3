import { fileRoute, pdfResponse } from "@/lib/api/files";
import { findDocument } from "@/lib/documents/queries";

export const GET = fileRoute<{ id: string }>("documents.read", async (ctx, { id }) => {
  const found = await findDocument(ctx, id);
  return found && pdfResponse(found.bytes, found.facts);
});
