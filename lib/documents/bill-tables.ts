/** Draws the two tables of a bill of lading, and decides when the first goes to a supplement page. */
import {
  type Align,
  type Box,
  type Canvas,
  drawFrame,
  drawRule,
  drawText,
  fillBoxes,
  INK,
} from "./canvas";
import { type ShipmentDocument, totalWeight } from "./content";
import { BAND, drawSection, FORM_LINE } from "./form";
import { shrunk, type Type, wrapped } from "./typesetting";
import { amountText, joined, weightText } from "./words";

export type BillRow = {
  readonly order: string;
  readonly packages: string;
  readonly weight: string;
  readonly info: string;
};

type Cell = { readonly width: number; readonly title: string; readonly align?: Align };

const HEADING = 14;
export const ROW = 14;
const TITLE: Type = { size: 6.5, ink: INK.quiet };
const TEXT: Type = { size: 8 };
const TOTAL: Type = { size: 8, weight: "semibold" };

/** The order first, then what of each of its lines is in the shipment. */
export function billRows(bill: ShipmentDocument): BillRow[] {
  const order = {
    order: bill.poNumber ?? bill.orderNumber,
    packages: String(bill.packages.length),
    weight: weightText(billWeight(bill), bill),
    info: joined([`Order ${bill.orderNumber}`, bill.externalId], " \u00b7 "),
  };
  const lines = bill.lines.filter((line) => line.inThisShipment > 0);
  const rows = lines.map((line) => ({
    order: "",
    packages: "",
    weight: weightText(line.weight, bill),
    info: `${amountText(line.inThisShipment, bill.locale)} \u00d7 ${joined([line.sku, line.name], "  ")}`,
  }));
  return [order, ...rows];
}

/** The weighed cartons count; without them the sum of the lines; null when neither is known. */
function billWeight(bill: ShipmentDocument): number | null {
  return totalWeight(bill.packages) ?? totalWeight(bill.lines);
}

/** Customer order information in a frame of `box`; rows that don't fit are named as being on the supplement. */
export function drawOrderTable(
  canvas: Canvas,
  box: Box,
  bill: ShipmentDocument,
  rows: readonly BillRow[],
): void {
  const inside = drawSection(canvas, box, "Customer order information");
  const columns = orderColumns(box.width);
  const room = orderRoom(box);
  const shown =
    rows.length <= room ? rows : [...rows.slice(0, room - 1), continued(rows.length - room + 1)];
  drawGrid(canvas, inside, columns, { row: ROW, count: room, total: true });
  for (const [index, row] of shown.entries()) {
    drawOrderRow(canvas, columns, { x: box.x, y: inside.y + HEADING + index * ROW }, row);
  }
  const y = box.y + box.height - ROW;
  const weight = weightText(billWeight(bill), bill);
  drawCells(
    canvas,
    columns,
    { x: box.x, y },
    ["Grand total", String(bill.packages.length), weight],
    TOTAL,
  );
}

/** How many rows the frame of the order table holds. */
export function orderRoom(box: Box): number {
  return Math.floor((box.height - BAND - HEADING - ROW) / ROW);
}

function continued(count: number): BillRow {
  return { order: "", packages: "", weight: "", info: `${count} more: see the supplement page` };
}

/** One table of the supplement, in at most the height of `box`. Returns how many rows it took. */
export function drawSupplementTable(canvas: Canvas, box: Box, rows: readonly BillRow[]): number {
  const room = Math.floor((box.height - BAND - HEADING) / ROW);
  const shown = rows.slice(0, room);
  const frame = { ...box, height: BAND + HEADING + shown.length * ROW };
  const inside = drawSection(canvas, frame, "Customer order information, supplement");
  const columns = orderColumns(box.width);
  drawGrid(canvas, inside, columns, { row: ROW, count: shown.length, total: false });
  for (const [index, row] of shown.entries()) {
    drawOrderRow(canvas, columns, { x: box.x, y: inside.y + HEADING + index * ROW }, row);
  }
  return shown.length;
}

function orderColumns(width: number): Cell[] {
  const cells: Cell[] = [
    { width: 138, title: "Customer order number" },
    { width: 46, title: "# Pkgs", align: "right" },
    { width: 64, title: "Weight", align: "right" },
    { width: 54, title: "Pallet/slip Y  N", align: "center" },
  ];
  const taken = cells.reduce((sum, cell) => sum + cell.width, 0);
  return [...cells, { width: width - taken, title: "Additional shipper information" }];
}

function drawOrderRow(
  canvas: Canvas,
  columns: readonly Cell[],
  at: { readonly x: number; readonly y: number },
  row: BillRow,
): void {
  drawCells(canvas, columns, at, [row.order, row.packages, row.weight, "", row.info], TEXT);
}

/** Carrier information: one row for the cartons and what is in them, the others left to the carrier. */
export function drawCarrierTable(canvas: Canvas, box: Box, bill: ShipmentDocument): void {
  const inside = drawSection(canvas, box, "Carrier information");
  const columns = carrierColumns(box.width);
  const cartons = String(bill.packages.length);
  const weight = weightText(billWeight(bill), bill);
  const row = 21;
  const top = inside.y + HEADING;
  const count = Math.floor((inside.height - HEADING - ROW) / row);
  drawGrid(canvas, inside, columns, { row, count, total: true });
  drawCells(canvas, columns, { x: box.x, y: top }, [cartons, "CTN", cartons, "CTN", weight], TEXT);
  drawCommodity(canvas, columns, { x: box.x, y: top }, bill);
  const total = { x: box.x, y: box.y + box.height - ROW };
  drawCells(canvas, columns, total, [cartons, "", cartons, "", weight, "", "Grand total"], TOTAL);
}

function carrierColumns(width: number): Cell[] {
  const before: Cell[] = [
    { width: 46, title: "Units qty", align: "right" },
    { width: 34, title: "Type" },
    { width: 46, title: "Pkgs qty", align: "right" },
    { width: 34, title: "Type" },
    { width: 64, title: "Weight", align: "right" },
    { width: 34, title: "H.M. (X)", align: "center" },
  ];
  const after: Cell[] = [
    { width: 56, title: "NMFC # (LTL)" },
    { width: 48, title: "Class (LTL)" },
  ];
  const taken = [...before, ...after].reduce((sum, cell) => sum + cell.width, 0);
  return [...before, { width: width - taken, title: "Commodity description" }, ...after];
}

function drawCommodity(
  canvas: Canvas,
  columns: readonly Cell[],
  at: { readonly x: number; readonly y: number },
  bill: ShipmentDocument,
): void {
  const before = columns.slice(0, 6).reduce((sum, cell) => sum + cell.width, 0);
  const width = (columns[6]?.width ?? 0) - 8;
  const shipped = bill.lines.filter((line) => line.inThisShipment > 0);
  const names = [...new Set(shipped.map((line) => line.name))].join("; ");
  const type = { size: 7 };
  for (const [index, line] of wrapped(canvas.fonts, names, { width, lines: 2 }, type).entries()) {
    drawText(canvas, line, { x: at.x + before + 4, y: at.y + 9.7 + index * 8.3, width }, type);
  }
}

/** Titles, a line above each row and between the columns, and a grey ground for the totals at the foot. */
function drawGrid(
  canvas: Canvas,
  box: Box,
  columns: readonly Cell[],
  rows: { readonly row: number; readonly count: number; readonly total: boolean },
): void {
  const titles = columns.map((column) => column.title);
  drawCells(canvas, columns, box, titles, TITLE);
  const top = box.y + HEADING;
  const right = box.x + box.width;
  if (rows.total) {
    const y = top + rows.row * rows.count;
    fillBoxes(canvas, [{ ...box, y, height: ROW }], INK.tint);
    drawRule(canvas, { x: box.x, y }, { x: right, y }, FORM_LINE);
  }
  for (let index = 1; index < rows.count; index += 1) {
    const y = top + index * rows.row;
    drawRule(canvas, { x: box.x, y }, { x: right, y }, { thickness: 0.35 });
  }
  let { x } = box;
  for (const column of columns.slice(0, -1)) {
    x += column.width;
    drawRule(canvas, { x, y: box.y }, { x, y: box.y + box.height }, { thickness: 0.35 });
  }
  drawRule(canvas, { x: box.x, y: top }, { x: right, y: top }, FORM_LINE);
  drawFrame(canvas, box, FORM_LINE);
}

function drawCells(
  canvas: Canvas,
  columns: readonly Cell[],
  at: { readonly x: number; readonly y: number },
  texts: readonly string[],
  type: Type,
): void {
  let { x } = at;
  for (const [index, column] of columns.entries()) {
    const text = texts[index] ?? "";
    const width = column.width - 8;
    const last = index === columns.length - 1;
    const fit = shrunk(canvas.fonts, text, width, type, last ? 6.5 : 5);
    drawText(canvas, text, { x: x + 4, y: at.y + 9.7, width, align: column.align }, fit);
    x += column.width;
  }
}
