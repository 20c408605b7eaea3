/** Renders the bill of lading in the places of the VICS form, with a supplement when the orders overflow. */
import { bolBars, drawBars, MILLIMETRE, modulesOf } from "./barcode";
import {
  type BillRow,
  billRows,
  drawCarrierTable,
  drawOrderTable,
  drawSupplementTable,
  orderRoom,
  ROW,
} from "./bill-tables";
import { type Box, type Canvas, drawFrame, drawLines, drawRule, drawText, INK } from "./canvas";
import type { DocumentAddress, ShipmentDocument } from "./content";
import { drawBlank, drawField, drawFinePrint, drawSection, drawTick, FORM_LINE } from "./form";
import { openSheet, PAPERS, type Sheet } from "./sheet";
import { shrunk, wrapped } from "./typesetting";
import { addressLines, dayText, joined, momentText } from "./words";

const EDGE = 36;
const MODULE = 0.375 * MILLIMETRE;

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

function drawParties(canvas: Canvas, box: Box, bill: ShipmentDocument, number: string): void {
  const left = { ...box, width: Math.round(box.width * 0.54) };
  const right = { ...box, x: left.x + left.width, width: box.width - left.width };
  const [from, to, third] = [78, 90, 50];
  const rest = box.height - from - to - third;
  const shipFrom = drawSection(canvas, { ...left, height: from }, "Ship from");
  drawParty(canvas, shipFrom, bill.shipFrom, { label: "SID #", value: bill.shipmentNumber });
  const shipTo = drawSection(canvas, { ...left, y: box.y + from, height: to }, "Ship to");
  drawParty(canvas, shipTo, bill.shipTo, { label: "CID #", value: bill.client.code });
  const y = box.y + from + to;
  drawSection(canvas, { ...left, y, height: third }, "Third party freight charges bill to");
  const notes = drawSection(
    canvas,
    { ...left, y: y + third, height: rest },
    "Special instructions",
  );
  const room = { width: notes.width - 10, lines: 3 };
  const note = bill.note ? wrapped(canvas.fonts, bill.note, room, { size: 7.5 }) : [];
  const at = { x: notes.x + 5, y: notes.y + 9, width: room.width };
  drawLines(canvas, note, at, { size: 7.5, leading: 8.8 });

  drawNumber(canvas, { ...right, height: from }, number);
  drawCarrier(canvas, { ...right, y: box.y + from, height: to }, bill);
  drawFreightTerms(canvas, { ...right, y, height: third }, bill);
  const master = { ...right, y: y + third, height: rest };
  drawFrame(canvas, master, FORM_LINE);
  const text = "Master bill of lading: with attached underlying bills of lading";
  drawTick(canvas, { x: master.x + 8, y: master.y + rest / 2 + 3 }, text);
}

function drawParty(
  canvas: Canvas,
  box: Box,
  address: DocumentAddress,
  reference: { readonly label: string; readonly value: string },
): void {
  const width = box.width - 10;
  const at = { x: box.x + 5, y: box.y + 11, width };
  const { fonts } = canvas;
  const bold = { size: 9, weight: "semibold" } as const;
  const name = wrapped(fonts, address.name, { width, lines: 2 }, bold);
  const y = drawLines(canvas, name, at, { ...bold, leading: 11 });
  const foot = box.y + box.height - 5;
  const room = Math.floor((foot - 10 - y) / 10.5) + 1;
  // An address too long for its frame is set on fewer lines, and those smaller, rather than cut.
  const parts = addressLines(address, null);
  const lines = parts.flatMap((line) => wrapped(fonts, line, { width, lines: 2 }, { size: 8.5 }));
  for (const [index, line] of (lines.length <= room ? lines : shortest(parts, room)).entries()) {
    const type = shrunk(fonts, line, width, { size: 8.5 });
    drawText(canvas, line, { ...at, y: y + index * 10.5 }, type);
  }
  drawField(
    canvas,
    { x: at.x, y: foot, width: width - 40, label: 26 },
    reference.label,
    reference.value,
  );
  drawTick(canvas, { x: box.x + box.width - 36, y: foot }, "FOB");
}

/** The lines of an address joined until there are at most `room` of them. */
function shortest(lines: readonly string[], room: number): string[] {
  const result = [...lines];
  while (result.length > room && result.length > 1) {
    const last = result.pop() ?? "";
    result.push(joined([result.pop() ?? "", last], ", "));
  }
  return result;
}

function drawNumber(canvas: Canvas, box: Box, number: string): void {
  const inside = drawSection(canvas, box, "Bill of lading number");
  const code = bolBars(number);
  const x = inside.x + (inside.width - modulesOf(code) * MODULE) / 2;
  drawBars(canvas, code, { x, y: inside.y + 7, height: 40, module: MODULE });
  const text = { x: inside.x, y: inside.y + 59, width: inside.width, align: "center" } as const;
  drawText(canvas, `(402) ${number}`, text, { size: 10, weight: "semibold" });
}

function drawCarrier(canvas: Canvas, box: Box, bill: ShipmentDocument): void {
  const inside = drawSection(canvas, box, "Carrier");
  const fields = [
    ["Carrier name", bill.carrier],
    ["Trailer number", bill.trailerNumber],
    ["Seal number(s)", bill.sealNumber],
    ["SCAC", bill.scac],
    ["PRO number", bill.proNumber ?? bill.trackingNumber],
  ] as const;
  const step = inside.height / fields.length;
  for (const [index, [label, value]] of fields.entries()) {
    const y = inside.y + (index + 1) * step;
    const at = { x: inside.x + 5, y: y - 4.5, width: inside.width - 10, label: 58 };
    drawField(canvas, at, label, value);
    if (index < fields.length - 1) {
      drawRule(canvas, { x: inside.x, y }, { x: inside.x + inside.width, y }, { thickness: 0.35 });
    }
  }
}

function drawFreightTerms(canvas: Canvas, box: Box, bill: ShipmentDocument): void {
  const inside = drawSection(canvas, box, "Freight charge terms");
  const terms = bill.freightTerms;
  const y = inside.y + 14;
  const third = inside.width / 3;
  drawTick(canvas, { x: inside.x + 8, y }, "Prepaid", terms === "prepaid");
  drawTick(canvas, { x: inside.x + third, y }, "Collect", terms === "collect");
  drawTick(canvas, { x: inside.x + third * 2 - 8, y }, "Third party", terms === "third_party");
  const note = { x: inside.x + 8, y: inside.y + 28, width: inside.width - 16 };
  drawFinePrint(canvas, note, "Freight charges are prepaid unless marked otherwise.", 1);
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
