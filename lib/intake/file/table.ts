/** Decides which table a delimited text holds: one delimiter, a row of headings, and rows of as many cells. */
import { CsvError, parse } from "csv-parse/sync";
import type { DecodedFile, Encoding } from "@/lib/intake/file/decode";
import { sniffDelimiter } from "@/lib/intake/file/delimiter";
import { accept, type Outcome, type Refusal, refuse } from "@/lib/shared/outcome";

export type Row = {
  /** As a spreadsheet counts: the headings are row 1, blank rows count, a cell of several lines is one row. */
  readonly row: number;
  readonly cells: readonly string[];
};

/** Something wrong in one row of a file; `column` is the file's own heading. */
export type RowMessage = {
  readonly row: number;
  readonly column: string | null;
  readonly message: string;
};

export type Table = {
  readonly headings: readonly string[];
  readonly rows: readonly Row[];
  /** Rows that don't fit the headings; their cells belong to no column. */
  readonly broken: readonly (Row & { readonly message: string })[];
  readonly delimiter: string;
  readonly encoding: Encoding;
};

export type TableRefusal =
  | "file_quote_not_closed"
  | "file_no_rows"
  | "file_too_many_rows"
  | "file_too_many_columns"
  | "headings_missing"
  | "headings_duplicate";

export const ROWS_MAX = 50_000;
export const COLUMNS_MAX = 200;
export const CELL_MAX = 32 * 1024;

/** Amazon's reports are never quoted: a quotation mark in them is an inch. */
const UNQUOTED = /(^|\t)(order-item-id|amazon-order-id)(\t|$)/i;

const NUMBER_OR_DAY = /^[\d.,:/+\- ]*\d[\d.,:/+\- ]*$/;

/** Reads the table. Refuses what makes the whole file unreadable; a single bad row is kept in `broken`. */
export function readTable(decoded: DecodedFile): Outcome<Table, TableRefusal> {
  const { delimiter, text } = sniffDelimiter(decoded.text);
  const parsed = parseRecords(text, delimiter);
  if (!parsed.ok) {
    return parsed;
  }
  const filled = parsed.value
    .map((cells, index): Row => ({ row: index + 1, cells }))
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ""));
  return tableOf(filled, { delimiter, encoding: decoded.encoding });
}

/** The same of a sheet's filled rows, which end with their last filled cell. */
export function readSheet(rows: readonly Row[]): Outcome<Table, TableRefusal> {
  const width = rows.reduce((most, { cells }) => Math.max(most, cells.length), 0);
  const even = rows.map(({ row, cells }) => ({
    row,
    cells: [...cells, ...Array<string>(width - cells.length).fill("")],
  }));
  return tableOf(even, { delimiter: "", encoding: "utf-8" });
}

function tableOf(
  filled: readonly Row[],
  how: Pick<Table, "delimiter" | "encoding">,
): Outcome<Table, TableRefusal> {
  const [first, ...body] = filled;
  if (!first) {
    return refuse("file_no_rows");
  }
  const headings = readHeadings(first.cells, body);
  const problem = headingProblem(headings, body.length);
  if (problem) {
    return { ok: false, refusal: problem };
  }
  const rows: Row[] = [];
  const broken: (Row & { message: string })[] = [];
  for (const row of body) {
    const cells = fitted(row.cells, headings.length);
    const message = rowProblem(cells, headings);
    if (message) {
      broken.push({ ...row, message });
    } else {
      rows.push({ row: row.row, cells });
    }
  }
  return accept({ headings, rows, broken, ...how });
}

function parseRecords(text: string, delimiter: string): Outcome<string[][], TableRefusal> {
  try {
    const isUnquoted = UNQUOTED.test(/^[^\r\n]*/.exec(text)?.[0] ?? "");
    const records: string[][] = parse(text, {
      delimiter,
      record_delimiter: ["\r\n", "\n", "\r"],
      relax_column_count: true,
      ...(isUnquoted ? { quote: false } : { relax_quotes: true }),
    });
    return accept(records);
  } catch (error) {
    if (error instanceof CsvError && error.code === "CSV_QUOTE_NOT_CLOSED") {
      const line = /at line (\d+)/.exec(error.message)?.[1];
      return refuse("file_quote_not_closed", { data: { line: line ? Number(line) : null } });
    }
    throw error;
  }
}

/** Columns without heading and without cells are left out; one with cells is named by its place. */
function readHeadings(cells: readonly string[], body: readonly Row[]): string[] {
  const headings = cells.map((cell) => cell.replace(/\s+/gu, " ").trim());
  while (headings.at(-1) === "") {
    const last = headings.length - 1;
    if (body.some((row) => (row.cells[last] ?? "").trim() !== "")) {
      break;
    }
    headings.pop();
  }
  return headings.map((heading, index) => heading || `Column ${index + 1}`);
}

function headingProblem(
  headings: readonly string[],
  rowCount: number,
): Refusal<TableRefusal> | null {
  if (headings.length > COLUMNS_MAX) {
    return { code: "file_too_many_columns", data: { columns: headings.length, max: COLUMNS_MAX } };
  }
  const values = headings.filter((heading) => NUMBER_OR_DAY.test(heading));
  if (values.length >= 2 || values.length === headings.length) {
    return { code: "headings_missing", data: { example: values[0] ?? "" } };
  }
  const seen = new Set<string>();
  for (const heading of headings) {
    const name = normaliseHeading(heading);
    if (name !== "" && seen.has(name)) {
      return { code: "headings_duplicate", data: { heading } };
    }
    seen.add(name);
  }
  if (rowCount === 0) {
    return { code: "file_no_rows" };
  }
  return rowCount > ROWS_MAX
    ? { code: "file_too_many_rows", data: { rows: rowCount, max: ROWS_MAX } }
    : null;
}

function fitted(cells: readonly string[], count: number): readonly string[] {
  const extra = cells.slice(count);
  return extra.length > 0 && extra.every((cell) => cell.trim() === "")
    ? cells.slice(0, count)
    : cells;
}

function rowProblem(cells: readonly string[], headings: readonly string[]): string | null {
  if (cells.length !== headings.length) {
    const count = cells.length === 1 ? "1 cell" : `${cells.length} cells`;
    return `This row has ${count}, but there are ${headings.length} headings.`;
  }
  const long = cells.findIndex((cell) => cell.length > CELL_MAX);
  return long < 0
    ? null
    : `The cell of ${headings[long]} is longer than ${CELL_MAX.toLocaleString("en")} characters.`;
}

/** The filled cells of a column. */
export function columnCells(table: Table, index: number): string[] {
  return table.rows.map((row) => row.cells[index] ?? "").filter((cell) => cell.trim() !== "");
}

/** A heading without case, accents, spaces and signs, so that `Order No.` and `order_no` are one name. */
export function normaliseHeading(heading: string): string {
  return heading
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll("ß", "ss")
    .replaceAll("#", "no")
    .replaceAll("%", "percent")
    .replace(/[^\p{L}\p{N}]/gu, "");
}

/** The same text for files with the same headings in any order: FNV-1a, 64 bits, in hexadecimal. */
export function headingFingerprint(headings: readonly string[]): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(headings.map(normaliseHeading).sort().join("\n"))) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  }
  return hash.toString(16).padStart(16, "0");
}
