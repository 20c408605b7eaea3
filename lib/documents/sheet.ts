/** Decides the paper of a document: its size, margins, properties and the foot of each page. */
import { PDFDocument } from "pdf-lib";
import { type Canvas, canvasOf, drawRule, drawText, INK } from "./canvas";
import type { Paper } from "./content";
import { embedFonts, type Fonts } from "./fonts";
import { momentText } from "./words";

/** Width and height in points. */
export type PageSize = readonly [number, number];

export const PAPERS: Readonly<Record<Paper, PageSize>> = {
  a4: [595.28, 841.89],
  letter: [612, 792],
};

export const MARGIN = 42;
/** Above the foot: nothing else is drawn below it. */
const FOOT = 54;

export type Sheet = {
  readonly pdf: PDFDocument;
  readonly fonts: Fonts;
  readonly pages: Canvas[];
  readonly addPage: () => Canvas;
};

type Properties = {
  readonly workspace: { readonly name: string };
  readonly printedAt: Date;
  readonly locale: string;
};

/** Opens an empty document. Its dates come from the input, so that the same input gives the same bytes. */
export async function openSheet(title: string, of: Properties, size: PageSize): Promise<Sheet> {
  const pdf = await PDFDocument.create({ updateMetadata: false });
  pdf.setTitle(title, { showInWindowTitleBar: true });
  pdf.setAuthor(of.workspace.name);
  pdf.setCreator("Orderflow");
  pdf.setProducer("Orderflow");
  pdf.setCreationDate(of.printedAt);
  pdf.setModificationDate(of.printedAt);
  pdf.setLanguage("en");
  const fonts = await embedFonts(pdf.context);
  const pages: Canvas[] = [];
  const addPage = () => {
    const page = canvasOf(pdf.addPage([...size]), fonts);
    pages.push(page);
    return page;
  };
  return { pdf, fonts, pages, addPage };
}

/** The lowest point that the body of a page may reach. */
export function bodyBottom(page: Canvas): number {
  return page.height - FOOT - 8;
}

/** Writes the foot of each page, once their number is known, and gives the file. */
export async function closeSheet(
  sheet: Sheet,
  of: Properties & { readonly timeZone: string; readonly copy: number },
  name: string,
): Promise<Uint8Array> {
  const printed = `Printed ${momentText(of.printedAt, of.timeZone, of.locale)}`;
  const copy = of.copy > 1 ? [`Copy ${of.copy}`] : [];
  const left = [of.workspace.name, name].join(" \u00b7 ");
  const type = { size: 7.5, ink: INK.quiet };
  for (const [index, page] of sheet.pages.entries()) {
    const top = page.height - FOOT + 6;
    const width = page.width - 2 * MARGIN;
    drawRule(page, { x: MARGIN, y: top }, { x: MARGIN + width, y: top });
    const pageOf = `Page ${index + 1} of ${sheet.pages.length}`;
    drawText(page, left, { x: MARGIN, y: top + 13, width: width * 0.5 }, type);
    const right = [...copy, printed, pageOf].join(" \u00b7 ");
    drawText(
      page,
      right,
      { x: MARGIN + width / 2, y: top + 13, width: width / 2, align: "right" },
      type,
    );
  }
  sheet.fonts.finish();
  return sheet.pdf.save();
}
