/** Decides how a table is written as CSV that a spreadsheet opens unharmed: RFC 4180, and no cell that runs as a formula. */

const PLAIN_NUMBER = /^[+-]?\d+(?:[.,]\d+)?$/;
const RUNS_AS_FORMULA = /^[=+\-@\t\r]/;

/** Spreadsheets run cells that begin so as formulas (CSV injection); an apostrophe keeps them text. */
function guarded(cell: string): string {
  return RUNS_AS_FORMULA.test(cell) && !PLAIN_NUMBER.test(cell) ? `'${cell}` : cell;
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** CSV text of the rows, with a byte order mark so that spreadsheets read it as UTF-8. */
export function csvText(rows: readonly (readonly string[])[]): string {
  const lines = rows.map((cells) => cells.map((cell) => quoted(guarded(cell))).join(","));
  return `\uFEFF${lines.map((line) => `${line}\r\n`).join("")}`;
}
