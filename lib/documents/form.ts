/** Draws the parts of a form to be filled in by hand: headings, labelled fields, boxes to tick. */
import {
  type Box,
  type Canvas,
  drawFrame,
  drawLines,
  drawRule,
  drawText,
  fillBoxes,
  INK,
} from "./canvas";
import { shrunk, type Type, wrapped } from "./typesetting";

export const FORM_LINE = { thickness: 0.5, ink: 0.3 } as const;
export const BAND = 12;

const LABEL: Type = { size: 6.5, ink: INK.quiet };
const VALUE: Type = { size: 9 };
const TICK = 7;

/** A frame with a heading on a grey ground. Returns the box below the heading. */
export function drawSection(canvas: Canvas, box: Box, title: string): Box {
  const band = { ...box, height: BAND };
  fillBoxes(canvas, [band], INK.tint);
  drawText(canvas, title, { x: box.x + 5, y: box.y + 8.7 }, { size: 7, weight: "semibold" });
  drawRule(
    canvas,
    { x: box.x, y: box.y + BAND },
    { x: box.x + box.width, y: box.y + BAND },
    FORM_LINE,
  );
  drawFrame(canvas, box, FORM_LINE);
  return { ...box, y: box.y + BAND, height: box.height - BAND };
}

/** A small label with its value behind it on one line; without a value there is room to write. */
export function drawField(
  canvas: Canvas,
  at: { readonly x: number; readonly y: number; readonly width: number; readonly label: number },
  label: string,
  value: string | null,
): void {
  drawText(canvas, label, { x: at.x, y: at.y, width: at.label }, LABEL);
  const room = { x: at.x + at.label, y: at.y, width: at.width - at.label };
  drawText(canvas, value ?? "", room, shrunk(canvas.fonts, value ?? "", room.width, VALUE));
}

/** A line to write on, with what belongs there below it. */
export function drawBlank(
  canvas: Canvas,
  at: { readonly x: number; readonly y: number; readonly width: number },
  label: string,
): void {
  drawRule(canvas, at, { x: at.x + at.width, y: at.y }, { ink: INK.quiet });
  drawText(canvas, label, { ...at, y: at.y + 8 }, LABEL);
}

/** A box to tick with its label; ticked, it has a cross that survives a bad copier. */
export function drawTick(
  canvas: Canvas,
  at: { readonly x: number; readonly y: number },
  label: string,
  ticked = false,
): void {
  const box = { x: at.x, y: at.y - TICK + 0.8, width: TICK, height: TICK };
  drawFrame(canvas, box, FORM_LINE);
  if (ticked) {
    const [right, low] = [box.x + TICK - 1.5, box.y + TICK - 1.5];
    const [left, high] = [box.x + 1.5, box.y + 1.5];
    const cross = { thickness: 1.1, ink: INK.black };
    drawRule(canvas, { x: left, y: high }, { x: right, y: low }, cross);
    drawRule(canvas, { x: left, y: low }, { x: right, y: high }, cross);
  }
  drawText(canvas, label, { x: at.x + TICK + 4, y: at.y }, { size: 7.5 });
}

/** Words in small type that wrap to at most `lines` lines. Returns the y below. */
export function drawFinePrint(
  canvas: Canvas,
  at: { readonly x: number; readonly y: number; readonly width: number },
  text: string,
  lines: number,
): number {
  const type = { size: 6.5, ink: INK.black };
  const set = wrapped(canvas.fonts, text, { width: at.width, lines }, type);
  return drawLines(canvas, set, at, { ...type, leading: 8.2 });
}
