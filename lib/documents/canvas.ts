/** Draws text, lines and boxes on a page, measured in points from its top left corner. */
import {
  beginText,
  endText,
  fill,
  lineTo,
  moveText,
  moveTo,
  type PDFName,
  type PDFOperator,
  type PDFPage,
  rectangle,
  setFillingGrayscaleColor,
  setFontAndSize,
  setLineWidth,
  setStrokingGrayscaleColor,
  showText,
  stroke,
} from "pdf-lib";
import type { Fonts, Weight } from "./fonts";
import { fitted, type Type, widthOf } from "./typesetting";

/** Greys from black ink to the colour of hairlines. */
export const INK = { black: 0, quiet: 0.42, line: 0.78, tint: 0.93 } as const;

export type Align = "left" | "right" | "center";
export type Box = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

export type Canvas = {
  readonly page: PDFPage;
  readonly fonts: Fonts;
  readonly width: number;
  readonly height: number;
  readonly fontNames: Readonly<Record<Weight, PDFName>>;
};

/** Takes a page to draw on. Its fonts are named once, however many texts follow. */
export function canvasOf(page: PDFPage, fonts: Fonts): Canvas {
  const { width, height } = page.getSize();
  const name = (weight: Weight) => page.node.newFontDictionary(weight, fonts[weight].ref);
  return {
    page,
    fonts,
    width,
    height,
    fontNames: { regular: name("regular"), semibold: name("semibold") },
  };
}

/** Draws one line of text with its baseline at `y`. With `width` it is cut to fit and can be aligned. */
export function drawText(
  canvas: Canvas,
  text: string,
  at: { readonly x: number; readonly y: number; readonly width?: number; readonly align?: Align },
  type: Type,
): void {
  const weight = type.weight ?? "regular";
  const line = fitted(canvas.fonts, text, at.width ?? Number.POSITIVE_INFINITY, type);
  if (line === "") {
    return;
  }
  const room = (at.width ?? 0) - widthOf(canvas.fonts, line, type);
  const shift = at.align === "right" ? room : at.align === "center" ? room / 2 : 0;
  draw(canvas, [
    beginText(),
    setFillingGrayscaleColor(type.ink ?? INK.black),
    setFontAndSize(canvas.fontNames[weight], type.size),
    moveText(at.x + shift, canvas.height - at.y),
    showText(canvas.fonts[weight].encoded(line)),
    endText(),
  ]);
}

/** Draws lines of text below each other, the first baseline at `y`. Returns the baseline after the last. */
export function drawLines(
  canvas: Canvas,
  lines: readonly string[],
  at: { readonly x: number; readonly y: number; readonly width: number; readonly align?: Align },
  type: Type & { readonly leading: number },
): number {
  for (const [index, line] of lines.entries()) {
    drawText(canvas, line, { ...at, y: at.y + index * type.leading }, type);
  }
  return at.y + lines.length * type.leading;
}

export function drawRule(
  canvas: Canvas,
  from: { readonly x: number; readonly y: number },
  to: { readonly x: number; readonly y: number },
  line: { readonly thickness?: number; readonly ink?: number } = {},
): void {
  draw(canvas, [
    setStrokingGrayscaleColor(line.ink ?? INK.line),
    setLineWidth(line.thickness ?? 0.5),
    moveTo(from.x, canvas.height - from.y),
    lineTo(to.x, canvas.height - to.y),
    stroke(),
  ]);
}

export function drawFrame(
  canvas: Canvas,
  box: Box,
  line: { readonly thickness?: number; readonly ink?: number } = {},
): void {
  draw(canvas, [
    setStrokingGrayscaleColor(line.ink ?? INK.line),
    setLineWidth(line.thickness ?? 0.5),
    rectangle(box.x, canvas.height - box.y - box.height, box.width, box.height),
    stroke(),
  ]);
}

/** Fills boxes with one grey, in one go: the bars of a barcode, the ground of a heading. */
export function fillBoxes(canvas: Canvas, boxes: readonly Box[], ink: number): void {
  draw(canvas, [
    setFillingGrayscaleColor(ink),
    ...boxes.map((box) =>
      rectangle(box.x, canvas.height - box.y - box.height, box.width, box.height),
    ),
    fill(),
  ]);
}

function draw(canvas: Canvas, operators: readonly PDFOperator[]): void {
  canvas.page.pushOperators(...operators);
}
