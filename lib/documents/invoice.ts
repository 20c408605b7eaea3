/** Renders the invoice: what is asked for, line by line, and how the total comes about. */
import { formatMinor, grossMinor } from "@/lib/shared/money";
import { type Canvas, drawLines, drawRule, drawText, INK } from "./canvas";
import type { InvoiceDocument, InvoiceLine } from "./content";
import { drawAddress, drawFacts, drawHead, drawShortHead } from "./letterhead";
import { bodyBottom, closeSheet, MARGIN, openSheet, PAPERS } from "./sheet";
import { type Column, drawTable, type Place, withRest } from "./table";
import { shrunk, type Type, wrapped } from "./typesetting";
import { amountText, dayText, joined } from "./words";

const QUIET: Type = { size: 9, ink: INK.quiet };

/** An A4 or Letter PDF of as many pages as the lines need. Amounts are printed as given, none is computed anew. */
export async function renderInvoice(invoice: InvoiceDocument): Promise<Uint8Array> {
  const name = `Invoice ${invoice.invoiceNumber}`;
  const sheet = await openSheet(name, invoice, PAPERS[invoice.paper]);
  const first = sheet.addPage();
  const nextPage = () => {
    const canvas = sheet.addPage();
    return { canvas, y: drawShortHead(canvas, name, `${invoice.client.name}, continued`) };
  };
  const end = drawTable(
    { canvas: first, y: drawTop(first, invoice) },
    {
      x: MARGIN,
      columns: withRest(columnsOf(invoice), first.width - 2 * MARGIN),
      rows: invoice.lines,
      bottom: bodyBottom(first),
      nextPage,
    },
  );
  drawTotals(end, invoice, nextPage);
  return closeSheet(sheet, invoice, name);
}

function drawTop(canvas: Canvas, invoice: InvoiceDocument): number {
  const head = { name: "Invoice", number: invoice.invoiceNumber };
  const y = drawHead(canvas, invoice, head) + 20;
  const width = canvas.width - 2 * MARGIN;
  const left = { x: MARGIN, y, width: width * 0.5 };
  const below = drawAddress(canvas, left, "Bill to", invoice.billTo, invoice.shipFrom);
  const due = { x: MARGIN + width * 0.6, width: width * 0.4, align: "right" } as const;
  const total = money(invoice.totalMinor, invoice);
  const big = shrunk(canvas.fonts, total, due.width, { size: 18, weight: "semibold" });
  drawText(canvas, "Total", { ...due, y }, { size: 7, ink: INK.quiet });
  drawText(canvas, total, { ...due, y: y + 20 }, big);
  const dueText = invoice.dueOn ? `Due ${dayText(invoice.dueOn, invoice.locale)}` : "";
  drawText(canvas, dueText, { ...due, y: y + 34 }, { size: 9.5 });
  const facts = Math.max(below, y + 44) + 8;
  drawRule(canvas, { x: MARGIN, y: facts - 2 }, { x: MARGIN + width, y: facts - 2 });
  return drawFacts(canvas, facts + 12, factsOf(invoice), 4) + 8;
}

function factsOf(invoice: InvoiceDocument) {
  const day = (on: string | null) => (on === null ? null : dayText(on, invoice.locale));
  return [
    { label: "Invoice date", value: day(invoice.invoicedOn) },
    { label: "Due", value: day(invoice.dueOn) },
    { label: "Order", value: invoice.orderNumber },
    { label: "Ordered", value: day(invoice.orderedOn) },
    { label: "Your PO number", value: invoice.poNumber },
    { label: "Your reference", value: invoice.externalId },
    { label: "Client", value: joined([invoice.client.code, invoice.client.name], ", ") },
  ];
}

function money(minor: number, invoice: InvoiceDocument): string {
  return formatMinor(minor, invoice.currency, invoice.locale);
}

/** The discount's column is there only when a line has one. */
function columnsOf(invoice: InvoiceDocument): Column<InvoiceLine>[] {
  const number = { align: "right" } as const;
  const discount: Column<InvoiceLine> = {
    ...number,
    title: "Discount",
    width: 64,
    text: (row) => (row.discountMinor === 0 ? "\u2013" : money(-row.discountMinor, invoice)),
    type: (row) => (row.discountMinor === 0 ? { ink: INK.quiet } : {}),
  };
  return [
    { title: "#", width: 26, text: (row) => String(row.line), type: () => ({ ink: INK.quiet }) },
    { title: "SKU", width: 84, lines: 4, text: (row) => row.sku },
    { title: "Product", width: 0, lines: 3, text: (row) => row.name },
    {
      ...number,
      title: "Quantity",
      width: 54,
      text: (row) => amountText(row.quantity, invoice.locale),
    },
    {
      ...number,
      title: "Unit price",
      width: 66,
      text: (row) => money(row.unitPriceMinor, invoice),
    },
    ...(invoice.lines.some((line) => line.discountMinor !== 0) ? [discount] : []),
    { ...number, title: "Total", width: 72, text: (row) => money(row.totalMinor, invoice) },
  ];
}

/** The sums under the table's last column, kept together with the note on one page. */
function drawTotals(end: Place, invoice: InvoiceDocument, nextPage: () => Place): void {
  const sums = sumsOf(invoice);
  const width = end.canvas.width - 2 * MARGIN;
  const room = { width: width * 0.46, lines: 8 };
  const note = invoice.note ? wrapped(end.canvas.fonts, invoice.note, room, { size: 9 }) : [];
  const height = Math.max(sums.length * 16 + 40, note.length * 12 + 40);
  const { canvas, y } = end.y + height > bodyBottom(end.canvas) ? nextPage() : end;
  const left = MARGIN + width * 0.55;
  const sum = { x: left, width: width * 0.45 };
  let line = y + 20;
  for (const [label, minor] of sums) {
    const amount = { ...sum, y: line, align: "right" } as const;
    drawText(canvas, label, { ...sum, y: line }, QUIET);
    drawText(canvas, money(minor, invoice), amount, { size: 9 });
    line += 16;
  }
  drawRule(canvas, { x: left, y: line - 8 }, { x: left + sum.width, y: line - 8 }, TOTAL_LINE);
  const bold = { size: 11, weight: "semibold" } as const;
  drawText(canvas, "Total", { ...sum, y: line + 8 }, bold);
  const total = { x: left + 50, width: sum.width - 50, y: line + 8, align: "right" } as const;
  drawText(canvas, money(invoice.totalMinor, invoice), total, bold);
  if (note.length > 0) {
    drawText(canvas, "Note", { x: MARGIN, y: y + 20 }, { size: 7, ink: INK.quiet });
    drawLines(canvas, note, { x: MARGIN, y: y + 33, width: room.width }, { size: 9, leading: 12 });
  }
}

const TOTAL_LINE = { thickness: 0.75, ink: INK.black };

function sumsOf(invoice: InvoiceDocument): (readonly [string, number])[] {
  const { lines } = invoice;
  const gross = lines.reduce(
    (sum, line) => sum + grossMinor(line.quantity, line.unitPriceMinor),
    0,
  );
  const net = lines.reduce((sum, line) => sum + line.totalMinor, 0);
  return [
    ...(gross === net
      ? []
      : ([
          ["Before discount", gross],
          ["Discount", net - gross],
        ] as const)),
    ["Subtotal", net],
    ["Shipping", invoice.shippingMinor],
    ["Tax", invoice.taxMinor],
  ];
}
