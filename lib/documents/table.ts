/** Decides how rows of a table fall on pages: cells wrap, rows stay whole, the heading is repeated. */
import { type Align, type Canvas, drawLines, drawRule, INK } from "./canvas";
import { shrunk, type Type, wrapped } from "./typesetting";

export type Column<Row> = {
  readonly title: string;
  readonly width: number;
  readonly align?: Align;
  /** Lines a cell may take before it ends in an ellipsis; 1 when left out. */
  readonly lines?: number;
  readonly type?: (row: Row) => Partial<Type>;
  readonly text: (row: Row) => string;
};

export type Place = { readonly canvas: Canvas; readonly y: number };

const GAP = 8;
const LEADING = 12;
const PADDING = 5;
const BODY: Type = { size: 9 };
const HEADING: Type = { size: 7, ink: INK.quiet };

/** Gives the column of width 0 what the others leave of `width`. */
export function withRest<Row>(columns: readonly Column<Row>[], width: number): Column<Row>[] {
  const taken = columns.reduce((sum, column) => sum + column.width, 0);
  return columns.map((column) => (column.width > 0 ? column : { ...column, width: width - taken }));
}

/**
 * Draws a table from `place` down and returns where it ended. `nextPage` opens a page and answers
 * where the table goes on; there the heading is drawn again.
 */
export function drawTable<Row>(
  place: Place,
  table: {
    readonly x: number;
    readonly columns: readonly Column<Row>[];
    readonly rows: readonly Row[];
    readonly bottom: number;
    readonly nextPage: () => Place;
  },
): Place {
  let { canvas, y } = drawHeading(place, table.x, table.columns);
  for (const row of table.rows) {
    const cells = table.columns.map((column) => cellOf(canvas, column, row));
    const height = Math.max(...cells.map((cell) => cell.lines.length)) * LEADING + 2 * PADDING;
    if (y + height > table.bottom) {
      ({ canvas, y } = drawHeading(table.nextPage(), table.x, table.columns));
    }
    let { x } = table;
    for (const [index, column] of table.columns.entries()) {
      const at = { x, y: y + PADDING + 8.5, width: column.width - GAP, align: column.align };
      const cell = cells[index];
      if (cell) {
        drawLines(canvas, cell.lines, inside(at), { ...cell.type, leading: LEADING });
      }
      x += column.width;
    }
    y += height;
    drawRule(canvas, { x: table.x, y }, { x: x, y }, { thickness: 0.35 });
  }
  return { canvas, y };
}

/** Words wrap; numbers, which stand on the right, get smaller instead. */
function cellOf<Row>(
  canvas: Canvas,
  column: Column<Row>,
  row: Row,
): { lines: string[]; type: Type } {
  const { fonts } = canvas;
  const text = column.text(row);
  const width = column.width - GAP;
  const type = { ...BODY, ...column.type?.(row) };
  return column.align === "right"
    ? { lines: [text], type: shrunk(fonts, text, width, type) }
    : { lines: wrapped(fonts, text, { width, lines: column.lines ?? 1 }, type), type };
}

function drawHeading<Row>(place: Place, left: number, columns: readonly Column<Row>[]): Place {
  const { canvas } = place;
  const titles = columns.map((column) =>
    wrapped(canvas.fonts, column.title, { width: column.width - GAP, lines: 2 }, HEADING),
  );
  const most = Math.max(...titles.map((title) => title.length));
  const leading = 8.5;
  let x = left;
  for (const [index, column] of columns.entries()) {
    const title = titles[index] ?? [];
    const y = place.y + 7 + (most - title.length) * leading;
    const at = { x, y, width: column.width - GAP, align: column.align };
    drawLines(canvas, title, inside(at), { ...HEADING, leading });
    x += column.width;
  }
  const y = place.y + 7 + (most - 1) * leading + 5;
  drawRule(canvas, { x: left, y }, { x, y }, { thickness: 0.75, ink: INK.black });
  return { canvas, y };
}

/** Text on the right ends at the column's edge, so that the last column meets the margin. */
function inside<At extends { x: number; align?: Align }>(at: At): At {
  return at.align === "right" ? { ...at, x: at.x + GAP } : at;
}
