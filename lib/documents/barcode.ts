/** Decides the bars of a barcode: GS1-128 for identifiers of the trade, Code 128 for our own numbers. */
import { code128, type DrawingContext, gs1_128 } from "bwip-js/generic";
import { type Canvas, fillBoxes, INK } from "./canvas";

/** Points in a millimetre. */
export const MILLIMETRE = 72 / 25.4;

/** Clear space left and right of the bars, in modules, by the Code 128 standard. */
export const QUIET_ZONE = 10;

/** Widths of bars and spaces in modules, a bar first. */
export type Bars = readonly number[];

/** A serial shipping container code, AI (00), 18 digits. */
export function ssccBars(sscc: string): Bars {
  return drawn(gs1_128, `(00)${sscc}`);
}

/** A shipment identification number, AI (402), 17 digits: the number of a bill of lading. */
export function bolBars(bolNumber: string): Bars {
  return drawn(gs1_128, `(402)${bolNumber}`);
}

/** A ship-to post code within one postal authority, AI (420). */
export function postalCodeBars(digits: string): Bars {
  return drawn(gs1_128, `(420)${digits}`);
}

/** A plain Code 128. Null for text that it can't hold: only printable ASCII scans the same everywhere. */
export function code128Bars(text: string): Bars | null {
  return /^[\x20-\x7e]{1,40}$/.test(text) ? drawn(code128, text) : null;
}

/** The number of modules without the quiet zones. */
export function modulesOf(code: Bars): number {
  return code.reduce((sum, width) => sum + width, 0);
}

/**
 * Draws bars with their left edge at `x`; the caller leaves the quiet zones. `module` is the width
 * of the narrowest bar in points.
 */
export function drawBars(
  canvas: Canvas,
  code: Bars,
  at: { readonly x: number; readonly y: number; readonly height: number; readonly module: number },
): void {
  let x = at.x;
  const boxes = [];
  for (const [index, modules] of code.entries()) {
    const width = modules * at.module;
    if (index % 2 === 0) {
      boxes.push({ x, y: at.y, width, height: at.height });
    }
    x += width;
  }
  fillBoxes(canvas, boxes, INK.black);
}

/**
 * Has a symbology draw into a list. Only the two symbologies used are imported: all of them would
 * be four times the code. Throws when the text doesn't fit, a wrong check digit among others.
 */
function drawn(symbology: typeof code128, text: string): Bars {
  // At scale 2 every bar is an even number of dots wide, and so has its centre on a whole dot.
  return symbology({ bcid: "", text, scale: 2 }, recorder());
}

function recorder(): DrawingContext<Bars> {
  const widths: number[] = [];
  let end = 0;
  const nothing = () => {};
  return {
    scale: () => null,
    measure: () => ({ width: 0, ascent: 0, descent: 0 }),
    init: nothing,
    line: (centre, _y0, _x1, _y1, thickness) => {
      const start = (centre - thickness / 2) / 2;
      if (widths.length > 0) {
        widths.push(start - end);
      }
      widths.push(thickness / 2);
      end = start + thickness / 2;
    },
    polygon: nothing,
    hexagon: nothing,
    ellipse: nothing,
    fill: nothing,
    text: nothing,
    end: () => widths,
  };
}
