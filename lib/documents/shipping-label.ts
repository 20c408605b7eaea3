/** Renders the 4 x 6 inch carton label: zones for sender, recipient, numbers and the SSCC at the foot. */
import {
  type Bars,
  drawBars,
  MILLIMETRE,
  modulesOf,
  postalCodeBars,
  QUIET_ZONE,
  ssccBars,
} from "./barcode";
import { type Canvas, drawLines, drawRule, drawText, INK } from "./canvas";
import type { DocumentAddress, DocumentPackage, ShipmentDocument } from "./content";
import { openSheet } from "./sheet";
import { shrunk, type Type, wrapped } from "./typesetting";
import { addressLines, joined, weightText } from "./words";

const SIZE = [288, 432] as const;
const EDGE = 12;
const WIDTH = SIZE[0] - 2 * EDGE;
// Label printers know black only: a grey would come out as dots.
const LABEL: Type = { size: 6.5 };
const LINE = { thickness: 0.75, ink: INK.black };

// Half a millimetre is four dots of a 203 dpi printer, and inside the 0.495 to 0.94 mm that the
// GS1 General Specifications want on logistic labels.
const MODULE = 0.5 * MILLIMETRE;
/** The 31.75 mm that the GS1 General Specifications ask of an SSCC. */
const SSCC_HEIGHT = 31.75 * MILLIMETRE;

/** A PDF with one page per package. Throws when there is no package: a label is of a carton. */
export async function renderShippingLabel(label: ShipmentDocument): Promise<Uint8Array> {
  if (label.packages.length === 0) {
    throw new Error(`Shipment ${label.shipmentNumber} has no package to label.`);
  }
  const sheet = await openSheet(`Shipping label ${label.shipmentNumber}`, label, SIZE);
  for (const carton of label.packages) {
    const canvas = sheet.addPage();
    drawSender(canvas, label, carton);
    drawRecipient(canvas, label);
    drawNumbers(canvas, label, carton);
    drawSscc(canvas, carton);
    drawFoot(canvas, label, carton);
  }
  sheet.fonts.finish();
  return sheet.pdf.save();
}

function drawSender(canvas: Canvas, label: ShipmentDocument, carton: DocumentPackage): void {
  const half = WIDTH / 2;
  const from = { x: EDGE, width: half - 8 };
  drawText(canvas, "From", { ...from, y: 17 }, LABEL);
  const lines = [label.shipFrom.name, ...addressLines(label.shipFrom, label.shipTo)];
  drawLines(canvas, lines.slice(0, 5), { ...from, y: 27 }, { size: 8, leading: 10 });

  const carrier = { x: EDGE + half + 8, width: half - 8 };
  drawText(canvas, "Carrier", { ...carrier, y: 17 }, LABEL);
  const room = { width: carrier.width, lines: 2 };
  const bold = { size: 9, weight: "semibold" } as const;
  const name = wrapped(canvas.fonts, label.carrier ?? "\u2013", room, bold);
  let y = drawLines(canvas, name, { ...carrier, y: 28 }, { ...bold, leading: 10.5 });
  const tracking = carton.trackingNumber ?? label.trackingNumber;
  for (const [title, value] of [
    ["Tracking", tracking],
    ["BoL", label.bolNumber],
    ["PRO", label.proNumber],
  ] as const) {
    if (value && y < 64) {
      const text = `${title} ${value}`;
      drawText(
        canvas,
        text,
        { ...carrier, y },
        shrunk(canvas.fonts, text, carrier.width, { size: 7.5 }),
      );
      y += 10;
    }
  }
  const x = EDGE + half;
  drawRule(canvas, { x, y: 10 }, { x, y: 72 }, LINE);
  drawRule(canvas, { x: EDGE, y: 72 }, { x: EDGE + WIDTH, y: 72 }, LINE);
}

/** The largest type in which the whole address fits its zone; the last size is cut where it must be. */
function drawRecipient(canvas: Canvas, label: ShipmentDocument): void {
  drawText(canvas, "Ship to", { x: EDGE, y: 83 }, LABEL);
  const bottom = 176;
  for (const size of [15, 13.5, 12, 10.5, 9, 8]) {
    const leading = size * 1.18;
    const lines = recipientLines(canvas, label, size);
    const y = 83 + leading;
    const last = y + (lines.length - 1) * leading;
    if (last <= bottom - 6 || size === 8) {
      const fitting = lines.slice(0, Math.floor((bottom - 6 - y) / leading) + 1);
      for (const [index, line] of fitting.entries()) {
        drawText(canvas, line.text, { x: EDGE, y: y + index * leading, width: WIDTH }, line.type);
      }
      break;
    }
  }
  drawRule(canvas, { x: EDGE, y: bottom }, { x: EDGE + WIDTH, y: bottom }, LINE);
}

function recipientLines(canvas: Canvas, label: ShipmentDocument, size: number) {
  const set = (text: string, type: Type) =>
    wrapped(canvas.fonts, text, { width: WIDTH, lines: 2 }, type).map((line) => ({
      text: line,
      type,
    }));
  const name = set(label.shipTo.name, { size, weight: "semibold" });
  const rest = addressLines(label.shipTo, label.shipFrom);
  return [...name, ...rest.flatMap((line) => set(line, { size }))];
}

function drawNumbers(canvas: Canvas, label: ShipmentDocument, carton: DocumentPackage): void {
  const top = 176;
  const bottom = 262;
  const digits = postalDigits(label.shipTo, label.shipFrom);
  const split = digits ? EDGE + 150 : EDGE;
  if (digits) {
    drawPostalCode(canvas, digits, { top, width: 150 });
    drawRule(canvas, { x: split, y: top }, { x: split, y: bottom }, LINE);
  }
  const x = digits ? split + 8 : EDGE;
  const width = EDGE + WIDTH - x;
  const cartonText = `${carton.number} of ${label.packages.length}`;
  const weight = weightText(carton.weight, label);
  const entries: readonly (readonly [string, string, Type])[] = [
    ["Order", label.orderNumber, { size: 11, weight: "semibold" }],
    ["PO number", label.poNumber ?? "\u2013", { size: 11, weight: "semibold" }],
    ["Carton", joined([cartonText, weight], " \u00b7 "), { size: 11, weight: "semibold" }],
  ];
  for (const [index, [title, value, type]] of entries.entries()) {
    const y = top + 11 + index * 27;
    drawText(canvas, title, { x, y, width }, LABEL);
    drawText(canvas, value, { x, y: y + 12.5, width }, shrunk(canvas.fonts, value, width, type));
  }
  drawRule(canvas, { x: EDGE, y: bottom }, { x: EDGE + WIDTH, y: bottom }, LINE);
}

function drawPostalCode(
  canvas: Canvas,
  digits: string,
  at: { readonly top: number; readonly width: number },
): void {
  drawText(canvas, "Ship to post code", { x: EDGE, y: at.top + 11 }, LABEL);
  const code = postalCodeBars(digits);
  const module = Math.min(MODULE, (at.width - 4) / (modulesOf(code) + 2 * QUIET_ZONE));
  const x = EDGE + (at.width - modulesOf(code) * module) / 2 - 2;
  drawBars(canvas, code, { x, y: at.top + 17, height: 50, module });
  const text = { x: EDGE, y: at.top + 79, width: at.width - 4, align: "center" } as const;
  drawText(canvas, `(420) ${digits}`, text, { size: 9 });
}

/** The digits for AI (420): a post code inside one postal authority, five digits or nine. Null for others. */
function postalDigits(to: DocumentAddress, from: DocumentAddress): string | null {
  const domestic = to.country === from.country || to.country === "US";
  const match = /^(\d{5})(?:-?(\d{4}))?$/.exec(to.postalCode.trim());
  return domestic && match ? `${match[1]}${match[2] ?? ""}` : null;
}

function drawSscc(canvas: Canvas, carton: DocumentPackage): void {
  const code: Bars = ssccBars(carton.sscc);
  drawText(canvas, carton.internal ? "Internal SSCC" : "SSCC", { x: EDGE, y: 273 }, LABEL);
  const x = (SIZE[0] - modulesOf(code) * MODULE) / 2;
  drawBars(canvas, code, { x, y: 280, height: SSCC_HEIGHT, module: MODULE });
  const text = { x: EDGE, y: 280 + SSCC_HEIGHT + 15, width: WIDTH, align: "center" } as const;
  drawText(canvas, `(00) ${carton.sscc}`, text, { size: 13, weight: "semibold" });
}

function drawFoot(canvas: Canvas, label: ShipmentDocument, carton: DocumentPackage): void {
  const y = 397;
  drawRule(canvas, { x: EDGE, y }, { x: EDGE + WIDTH, y }, LINE);
  const marks = joined(
    [
      "Not a carrier label",
      carton.internal ? "Internal SSCC" : null,
      label.copy > 1 ? `Copy ${label.copy}` : null,
    ],
    " \u00b7 ",
  );
  drawText(canvas, marks, { x: EDGE, y: y + 12, width: WIDTH }, { size: 7.5, weight: "semibold" });
  const reference = label.externalId ? `Ref. ${label.externalId}` : null;
  const numbers = joined(
    [`Shipment ${label.shipmentNumber}`, reference, label.client.code],
    " \u00b7 ",
  );
  drawText(canvas, numbers, { x: EDGE, y: y + 23, width: WIDTH }, { size: 7.5 });
}
