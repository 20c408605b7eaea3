import { fileRoute, pdfResponse } from "@/lib/api/files";
import { isPrintKind, mergedDocuments } from "@/lib/documents/queries";

/** All documents of one kind of a print job in one PDF: `label.pdf`, `packing_slip.pdf`, `bill_of_lading.pdf`. */
export const GET = fileRoute<{ id: string; file: string }>(
  "documents.read",
  async (ctx, { id, file }) => {
    const kind = file.endsWith(".pdf") ? file.slice(0, -".pdf".length) : "";
    const bytes = isPrintKind(kind) ? await mergedDocuments(ctx, id, kind) : null;
    return bytes && pdfResponse(bytes, { kind, number: id });
  },
);
