/** Decides the head of a page that goes to a client: sender, title, addresses and the facts below. */
import { type Bars, drawBars, MILLIMETRE, modulesOf, QUIET_ZONE } from "./barcode";
import { type Canvas, drawLines, drawRule, drawText, INK } from "./canvas";
import type { DocumentAddress } from "./content";
import { MARGIN } from "./sheet";
import { shrunk, wrapped } from "./typesetting";
import { addressLines, joined } from "./words";

export type Fact = { readonly label: string; readonly value: string | null };

const LABEL = { size: 7, ink: INK.quiet } as const;

/** The sender on the left, what the document is on the right. Returns the y below. */
export function drawHead(
  canvas: Canvas,
  of: {
    readonly workspace: { readonly name: string };
    readonly shipFrom: DocumentAddress;
    readonly copy: number;
  },
  title: { readonly name: string; readonly number: string },
): number {
  const width = canvas.width - 2 * MARGIN;
  const left = { x: MARGIN, width: width * 0.56 };
  const right = { x: MARGIN + width * 0.6, width: width * 0.4, align: "right" } as const;
  const big = { size: 14, weight: "semibold" } as const;
  const name = wrapped(canvas.fonts, of.workspace.name, { width: left.width, lines: 2 }, big);
  const below = drawLines(canvas, name, { ...left, y: 58 }, { ...big, leading: 17 }) - 3;
  const sender = joined(addressLines(of.shipFrom, null), ", ");
  const lines = wrapped(canvas.fonts, sender, { width: left.width, lines: 2 }, { size: 8 });
  const end = drawLines(
    canvas,
    lines,
    { ...left, y: below },
    { size: 8, ink: INK.quiet, leading: 11 },
  );
  drawText(canvas, title.name, { ...right, y: 58 }, big);
  const copy = of.copy > 1 ? `Copy ${of.copy}` : null;
  drawText(canvas, joined([title.number, copy], " \u00b7 "), { ...right, y: 72 }, { size: 10 });
  const y = end + 8;
  drawRule(canvas, { x: MARGIN, y }, { x: MARGIN + width, y }, { thickness: 0.75, ink: INK.black });
  return y;
}

/** The head of the pages after the first: the same facts on one line. Returns the y below. */
export function drawShortHead(canvas: Canvas, left: string, right: string): number {
  const width = canvas.width - 2 * MARGIN;
  drawText(canvas, left, { x: MARGIN, y: 54, width: width * 0.4 }, { size: 9, weight: "semibold" });
  const there = { x: MARGIN + width * 0.4, y: 54, width: width * 0.6, align: "right" } as const;
  drawText(canvas, right, there, { size: 9, ink: INK.quiet });
  return 66;
}

/** A labelled address: the name stands out, everything wraps inside `width`. Returns the y below. */
export function drawAddress(
  canvas: Canvas,
  at: { readonly x: number; readonly y: number; readonly width: number },
  label: string,
  address: DocumentAddress,
  from: DocumentAddress | null,
): number {
  const { fonts } = canvas;
  drawText(canvas, label, at, LABEL);
  const bold = { size: 9.5, weight: "semibold" } as const;
  const name = wrapped(fonts, address.name, { width: at.width, lines: 3 }, bold);
  const y = drawLines(canvas, name, { ...at, y: at.y + 14 }, { ...bold, leading: 12.5 });
  const lines = addressLines(address, from).flatMap((line) =>
    wrapped(fonts, line, { width: at.width, lines: 2 }, { size: 9.5 }),
  );
  return drawLines(canvas, lines, { ...at, y }, { size: 9.5, leading: 12.5 });
}

/** Facts in columns, a label above each value; those without a value are left out. Returns the y below. */
export function drawFacts(
  canvas: Canvas,
  top: number,
  facts: readonly Fact[],
  columns: number,
): number {
  const known = facts.filter((fact) => fact.value !== null && fact.value !== "");
  const width = (canvas.width - 2 * MARGIN) / columns;
  const type = { size: 9.5 };
  let y = top;
  for (let start = 0; start < known.length; start += columns) {
    let end = y;
    for (const [index, fact] of known.slice(start, start + columns).entries()) {
      const at = { x: MARGIN + index * width, y, width: width - 10 };
      drawText(canvas, fact.label, at, LABEL);
      const lines = wrapped(canvas.fonts, fact.value ?? "", { width: at.width, lines: 4 }, type);
      end = Math.max(end, drawLines(canvas, lines, { ...at, y: y + 12 }, { ...type, leading: 12 }));
    }
    y = end + 4;
  }
  return y;
}

/**
 * A barcode with its text below, as wide as fits, ending at the right edge. Returns the y below;
 * too narrow to be read, it is left out and only the text remains.
 */
export function drawLabelledBars(
  canvas: Canvas,
  at: {
    readonly right: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  },
  code: Bars | null,
  text: string,
): number {
  const modules = code ? modulesOf(code) + 2 * QUIET_ZONE : 1;
  const module = Math.min(0.375 * MILLIMETRE, at.width / modules);
  const readable = code !== null && module >= 0.25 * MILLIMETRE;
  if (readable) {
    const x = at.right - modulesOf(code) * module;
    drawBars(canvas, code, { x, y: at.y, height: at.height, module });
  }
  const y = at.y + (readable ? at.height + 10 : 9);
  const below = { x: at.right - at.width, y, width: at.width, align: "right" } as const;
  drawText(canvas, text, below, shrunk(canvas.fonts, text, at.width, { size: 8 }));
  return y + 12;
}
