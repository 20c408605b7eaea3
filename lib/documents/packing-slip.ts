/** Renders the packing slip: what is in a shipment and what is still owed, never a price. */
import { code128Bars } from "./barcode";
import { type Canvas, drawLines, drawRule, drawText, INK } from "./canvas";
import {
  type DocumentLine,
  type DocumentPackage,
  type ShipmentDocument,
  totalWeight,
} from "./content";
import { drawAddress, drawFacts, drawHead, drawLabelledBars, drawShortHead } from "./letterhead";
import { bodyBottom, closeSheet, MARGIN, openSheet, PAPERS } from "./sheet";
import { type Column, drawTable, type Place, withRest } from "./table";
import { wrapped } from "./typesetting";
import { amountText, dayText, weightText } from "./words";

/** An A4 or Letter PDF of as many pages as the lines need. */
export async function renderPackingSlip(slip: ShipmentDocument): Promise<Uint8Array> {
  const name = `Packing slip ${slip.shipmentNumber}`;
  const sheet = await openSheet(name, slip, PAPERS[slip.paper]);
  const first = sheet.addPage();
  const width = first.width - 2 * MARGIN;
  const end = drawTable(
    { canvas: first, y: drawTop(first, slip) },
    {
      x: MARGIN,
      columns: withRest(columnsOf(slip.locale), width),
      rows: slip.lines,
      bottom: bodyBottom(first),
      nextPage: () => continued(sheet.addPage(), name, slip),
    },
  );
  const nextPage = () => continued(sheet.addPage(), name, slip);
  drawEnd(drawCartons(end, slip, nextPage), slip, nextPage);
  return closeSheet(sheet, slip, name);
}

function continued(canvas: Canvas, name: string, slip: ShipmentDocument): Place {
  return { canvas, y: drawShortHead(canvas, name, `${slip.orderNumber}, continued`) };
}

function drawTop(canvas: Canvas, slip: ShipmentDocument): number {
  const head = { name: "Packing slip", number: slip.shipmentNumber };
  const y = drawHead(canvas, slip, head) + 20;
  const width = canvas.width - 2 * MARGIN;
  const column = width * 0.33;
  const room = { y, width: column - 14 };
  const shipTo = drawAddress(canvas, { ...room, x: MARGIN }, "Ship to", slip.shipTo, slip.shipFrom);
  const sold = { ...room, x: MARGIN + column };
  drawText(canvas, "Client", sold, { size: 7, ink: INK.quiet });
  const client = { width: sold.width, lines: 3 };
  const clientName = wrapped(canvas.fonts, slip.client.name, client, { size: 9.5 });
  const below = drawLines(canvas, clientName, { ...sold, y: y + 14 }, { size: 9.5, leading: 12.5 });
  drawText(canvas, slip.client.code, { ...sold, y: below }, { size: 9.5, ink: INK.quiet });

  const bars = { right: MARGIN + width, width: width * 0.34, height: 26 };
  const order = drawLabelledBars(
    canvas,
    { ...bars, y: y - 5 },
    code128Bars(slip.orderNumber),
    `Order ${slip.orderNumber}`,
  );
  const ship = drawLabelledBars(
    canvas,
    { ...bars, y: order },
    code128Bars(slip.shipmentNumber),
    `Shipment ${slip.shipmentNumber}`,
  );
  const facts = Math.max(shipTo, below + 12, ship) + 10;
  drawRule(canvas, { x: MARGIN, y: facts - 2 }, { x: MARGIN + width, y: facts - 2 });
  return drawFacts(canvas, facts + 12, factsOf(slip), 4) + 8;
}

function factsOf(slip: ShipmentDocument) {
  const day = (on: string | null) => (on === null ? null : dayText(on, slip.locale));
  return [
    { label: "Order", value: slip.orderNumber },
    { label: "Your PO number", value: slip.poNumber },
    { label: "Your reference", value: slip.externalId },
    { label: "Ordered", value: day(slip.orderedOn) },
    { label: "Ship by", value: day(slip.shipByOn) },
    { label: "Deliver by", value: day(slip.deliverByOn) },
    { label: "Carrier", value: slip.carrier },
    { label: "Tracking number", value: slip.trackingNumber },
    { label: "Bill of lading", value: slip.bolNumber },
    { label: "Cartons", value: slip.packages.length > 0 ? String(slip.packages.length) : null },
    { label: "Weight", value: weightText(totalWeight(slip.lines), slip) },
  ];
}

function columnsOf(locale: string): Column<DocumentLine>[] {
  const amount = (value: number) => (value === 0 ? "\u2013" : amountText(value, locale));
  const quiet = (value: number) => (value === 0 ? { ink: INK.quiet } : {});
  const number = { width: 62, align: "right" } as const;
  return [
    { title: "#", width: 26, text: (row) => String(row.line), type: () => ({ ink: INK.quiet }) },
    { title: "SKU", width: 96, lines: 4, text: (row) => row.sku },
    { title: "Product", width: 0, lines: 3, text: (row) => row.name },
    { ...number, title: "Ordered", text: (row) => amount(row.ordered) },
    {
      ...number,
      title: "Shipped before",
      text: (row) => amount(row.shippedBefore),
      type: (row) => quiet(row.shippedBefore),
    },
    {
      ...number,
      title: "In this shipment",
      text: (row) => amount(row.inThisShipment),
      type: (row) => ({ weight: "semibold", ...quiet(row.inThisShipment) }),
    },
    {
      ...number,
      title: "Backordered",
      text: (row) => amount(row.backordered),
      type: (row) => quiet(row.backordered),
    },
  ];
}

/** Which carton holds what, where there are several. */
function drawCartons(end: Place, slip: ShipmentDocument, nextPage: () => Place): Place {
  if (slip.packages.length < 2) {
    return end;
  }
  const width = end.canvas.width - 2 * MARGIN;
  const isFull = end.y + 60 > bodyBottom(end.canvas);
  const place = isFull ? nextPage() : { canvas: end.canvas, y: end.y + 18 };
  const columns: Column<DocumentPackage>[] = [
    { title: "Carton", width: 60, text: (one) => `${one.number} of ${slip.packages.length}` },
    { title: "SSCC", width: 128, text: (one) => one.sscc },
    {
      title: "Contents",
      width: 0,
      lines: 12,
      text: ({ contents }) =>
        contents
          .map(({ sku, quantity }) => `${amountText(quantity, slip.locale)} \u00d7 ${sku}`)
          .join(", "),
    },
  ];
  return drawTable(place, {
    x: MARGIN,
    columns: withRest(columns, width),
    rows: slip.packages,
    bottom: bodyBottom(end.canvas),
    nextPage,
  });
}

/** The note and the lines to sign on, kept together on one page. */
function drawEnd(end: Place, slip: ShipmentDocument, nextPage: () => Place): void {
  const width = end.canvas.width - 2 * MARGIN;
  const room = { width: width * 0.7, lines: 6 };
  const note = slip.note ? wrapped(end.canvas.fonts, slip.note, room, { size: 9 }) : [];
  const height = 56 + (note.length > 0 ? note.length * 12 + 26 : 0);
  const place = end.y + height > bodyBottom(end.canvas) ? nextPage() : end;
  const { canvas } = place;
  let y = place.y + 20;
  if (note.length > 0) {
    drawText(canvas, "Note", { x: MARGIN, y }, { size: 7, ink: INK.quiet });
    y = drawLines(canvas, note, { x: MARGIN, y: y + 13, width }, { size: 9, leading: 12 }) + 10;
  }
  const signature = (width - 2 * 16) / 3;
  for (const [index, label] of ["Packed by", "Checked by", "Date"].entries()) {
    const x = MARGIN + index * (signature + 16);
    drawRule(canvas, { x, y: y + 20 }, { x: x + signature, y: y + 20 }, { ink: INK.quiet });
    drawText(canvas, label, { x, y: y + 30 }, { size: 7, ink: INK.quiet });
  }
}
