/** Puts several PDFs into one, page after page, in the order given. */
import { PDFDocument } from "pdf-lib";

/** Throws when one of them is no PDF. A list of one comes back as it is; an empty list is a mistake. */
export async function mergePdfs(list: readonly Uint8Array[]): Promise<Uint8Array> {
  const [first] = list;
  if (!first) {
    throw new Error("There is nothing to merge.");
  }
  if (list.length === 1) {
    return first;
  }
  const merged = await PDFDocument.create({ updateMetadata: false });
  for (const bytes of list) {
    const part = await PDFDocument.load(bytes, { updateMetadata: false });
    for (const page of await merged.copyPages(part, part.getPageIndices())) {
      merged.addPage(page);
    }
  }
  merged.setProducer("Orderflow");
  return merged.save();
}
