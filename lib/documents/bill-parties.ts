/** Draws the upper half of a bill of lading: who ships to whom, under which number, with which carrier. */
import { bolBars, drawBars, MILLIMETRE, modulesOf } from "./barcode";
import { type Box, type Canvas, drawFrame, drawLines, drawRule, drawText } from "./canvas";
import type { DocumentAddress, ShipmentDocument } from "./content";
import { drawField, drawFinePrint, drawSection, drawTick, FORM_LINE } from "./form";
import { shrunk, wrapped } from "./typesetting";
import { addressLines, joined } from "./words";

const MODULE = 0.375 * MILLIMETRE;

/** The upper half of the form: parties on the left, number, carrier and freight terms on the right. */
export function drawParties(
  canvas: Canvas,
  box: Box,
  bill: ShipmentDocument,
  number: string,
): void {
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
