/** Renders the bill of lading in the places of the VICS form, with a supplement when the orders overflow. */
import { drawParties } from "./bill-parties";
import {
  type BillRow,
  billRows,
  drawCarrierTable,
  drawOrderTable,
  drawSupplementTable,
  orderRoom,
  ROW,
} from "./bill-tables";
import { type Box, type Canvas, drawFrame, drawText, INK } from "./canvas";
import type { ShipmentDocument } from "./content";
import { drawBlank, drawField, drawFinePrint, drawSection, drawTick, FORM_LINE } from "./form";
import { openSheet, PAPERS, type Sheet } from "./sheet";
import { dayText, joined, momentText } from "./words";

const EDGE = 36;

/** An A4 or Letter PDF. Throws when the shipment has no bill of lading number. */
export async function renderBillOfLading(bill: ShipmentDocument): Promise<Uint8Array> {
  const number = bill.bolNumber;
  if (number === null) {
    throw new Error(`Shipment ${bill.shipmentNumber} has no bill of lading number.`);
  }
  const sheet = await openSheet(`Bill of lading ${number}`, bill, PAPERS[bill.paper]);
  const rows = billRows(bill);
  const canvas = sheet.addPage();
  // A4 is taller than Letter: its order table gets the difference.
  const extra = Math.floor((canvas.height - 792) / ROW) * ROW;
  const width = canvas.width - 2 * EDGE;
  const box = (y: number, height: number) => ({ x: EDGE, y, width, height });
  const orders = box(328, 110 + extra);
  const below = orders.y + orders.height;
  drawParties(canvas, box(64, 264), bill, number);
  drawOrderTable(canvas, orders, bill, rows);
  drawCarrierTable(canvas, box(below, 103), bill);
  drawValue(canvas, box(below + 103, 48));
  drawTerms(canvas, box(below + 151, 54));
  drawSignatures(canvas, box(below + 205, 88));
  if (rows.length > orderRoom(orders)) {
    drawSupplement(sheet, bill, rows, number);
  }
  drawHeads(sheet, bill, number);
  sheet.fonts.finish();
  return sheet.pdf.save();
}

/** Head and foot of each page, once the number of pages is known. */
function drawHeads(sheet: Sheet, bill: ShipmentDocument, number: string): void {
  const count = sheet.pages.length;
  for (const [index, canvas] of sheet.pages.entries()) {
    const width = canvas.width - 2 * EDGE;
    const at = { x: EDGE, y: 54, width };
    const title = index === 0 ? "Bill of lading" : "Supplement to the bill of lading";
    drawText(canvas, title, { ...at, align: "center" }, { size: 14, weight: "semibold" });
    const day = new Intl.DateTimeFormat("en-CA", { timeZone: bill.timeZone, dateStyle: "short" });
    drawText(canvas, `Date ${dayText(day.format(bill.printedAt), bill.locale)}`, at, { size: 8.5 });
    drawText(canvas, `Page ${index + 1} of ${count}`, { ...at, align: "right" }, { size: 8.5 });
    const printed = `Printed ${momentText(bill.printedAt, bill.timeZone, bill.locale)}`;
    const copy = bill.copy > 1 ? `Copy ${bill.copy}` : null;
    const foot = { ...at, y: canvas.height - 30 };
    const type = { size: 7, ink: INK.quiet };
    drawText(
      canvas,
      joined([number, bill.workspace.name], " \u00b7 "),
      { ...foot, width: width * 0.6 },
      type,
    );
    drawText(canvas, joined([copy, printed], " \u00b7 "), { ...foot, align: "right" }, type);
  }
}

function drawValue(canvas: Canvas, box: Box): void {
  const left = { ...box, width: Math.round(box.width * 0.54) };
  const right = { ...box, x: left.x + left.width, width: box.width - left.width };
  drawFrame(canvas, left, FORM_LINE);
  drawFrame(canvas, right, FORM_LINE);
  const text =
    "Where the rate depends on value, the shipper states the agreed or declared value of the goods, which does not exceed:";
  drawFinePrint(canvas, { x: left.x + 5, y: left.y + 10, width: left.width - 10 }, text, 2);
  drawBlank(canvas, { x: left.x + 5, y: left.y + 36, width: 130 }, "Declared value");
  drawBlank(canvas, { x: left.x + 150, y: left.y + 36, width: 80 }, "per");
  drawBlank(canvas, { x: right.x + 5, y: right.y + 36, width: 88 }, "COD amount");
  const x = right.x + 104;
  drawText(canvas, "Fee terms", { x, y: right.y + 14 }, { size: 6.5, ink: INK.quiet });
  drawTick(canvas, { x: x + 36, y: right.y + 14 }, "Collect");
  drawTick(canvas, { x: x + 84, y: right.y + 14 }, "Prepaid");
  drawTick(canvas, { x, y: right.y + 36 }, "Customer check acceptable");
}

function drawTerms(canvas: Canvas, box: Box): void {
  const left = { ...box, width: Math.round(box.width * 0.62) };
  const right = { ...box, x: left.x + left.width, width: box.width - left.width };
  drawFrame(canvas, left, FORM_LINE);
  drawFrame(canvas, right, FORM_LINE);
  const received =
    "Received in apparent good order, subject to the written contract between carrier and shipper where there is one, otherwise to the rates and rules of the carrier, which the shipper may see on request, and to the law that applies. Liability for loss or damage may be limited: see 49 U.S.C. 14706(c)(1)(A) and (B).";
  drawFinePrint(canvas, { x: left.x + 5, y: left.y + 11, width: left.width - 10 }, received, 5);
  const unpaid =
    "The carrier delivers only against payment of freight and all other lawful charges.";
  drawFinePrint(canvas, { x: right.x + 5, y: right.y + 11, width: right.width - 10 }, unpaid, 2);
  drawBlank(
    canvas,
    { x: right.x + 5, y: right.y + 42, width: right.width - 10 },
    "Shipper signature",
  );
}

function drawSignatures(canvas: Canvas, box: Box): void {
  const width = box.width / 3;
  const part = (index: number, title: string) =>
    drawSection(canvas, { ...box, x: box.x + index * width, width }, title);
  const shipper = part(0, "Shipper signature and date");
  const text = { y: shipper.y + 10, width: width - 10 };
  const certified =
    "The goods above are properly classified, packed, marked and labelled, and in proper condition for transport under the rules that apply.";
  drawFinePrint(canvas, { ...text, x: shipper.x + 5 }, certified, 4);
  const line = { y: shipper.y + 62, width: width - 10 };
  drawBlank(canvas, { ...line, x: shipper.x + 5 }, "Signature, date");

  const loaded = part(1, "Trailer loaded          Freight counted");
  const x = loaded.x + 5;
  drawTick(canvas, { x, y: loaded.y + 16 }, "By shipper");
  drawTick(canvas, { x, y: loaded.y + 32 }, "By driver");
  const counted = loaded.x + width * 0.38;
  drawTick(canvas, { x: counted, y: loaded.y + 16 }, "By shipper");
  drawTick(canvas, { x: counted, y: loaded.y + 32 }, "By driver, pallets said");
  drawText(canvas, "to contain", { x: counted + 11, y: loaded.y + 41 }, { size: 7.5 });
  drawTick(canvas, { x: counted, y: loaded.y + 57 }, "By driver, pieces");

  const carrier = part(2, "Carrier signature and pickup date");
  const receipt =
    "The carrier confirms receipt of the packages and of required placards, and that emergency response information was made available.";
  drawFinePrint(canvas, { ...text, x: carrier.x + 5 }, receipt, 4);
  drawBlank(canvas, { ...line, x: carrier.x + 5 }, "Signature, pickup date");
}

function drawSupplement(
  sheet: Sheet,
  bill: ShipmentDocument,
  rows: readonly BillRow[],
  number: string,
): void {
  for (let done = 0; done < rows.length; ) {
    const canvas = sheet.addPage();
    const width = canvas.width - 2 * EDGE;
    const half = { width: width / 2, label: 86 };
    drawField(canvas, { ...half, x: EDGE, y: 76 }, "Bill of lading number", number);
    drawField(
      canvas,
      { ...half, label: 44, x: EDGE + width / 2, y: 76 },
      "Shipment",
      bill.shipmentNumber,
    );
    const room = canvas.height - 88 - 46;
    done += drawSupplementTable(canvas, { x: EDGE, y: 88, width, height: room }, rows.slice(done));
  }
}
