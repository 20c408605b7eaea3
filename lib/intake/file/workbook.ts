/** Decides which rows an Excel workbook holds: those of its first visible sheet that has any. */
import { cellText, formatOf, type NumberFormat } from "@/lib/intake/file/cell-text";
import { attributeOf, tagsOf } from "@/lib/intake/file/xml";
import { openZip, type Zip, type ZipRefusal } from "@/lib/intake/file/zip";
import { accept, type Outcome, refuse } from "@/lib/shared/outcome";

export type WorkbookRefusal = ZipRefusal | "file_old_workbook" | "file_macros" | "file_spreadsheet";

export type WorkbookRow = { readonly row: number; readonly cells: readonly string[] };

const ZIP_MAGIC = "PK\x03\x04";
const OLE_MAGIC = "\xd0\xcf\x11\xe0";
/** The stream of a workbook with a password, as its directory names it in UTF-16. */
const ENCRYPTED = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0";
const COLUMNS_MAX = 16_384;
/** Far more than a file may have: enough to say that it has too many. */
const ROWS_READ_MAX = 200_000;

const latin1 = (bytes: Uint8Array) => Buffer.from(bytes).toString("latin1");

/** Whether the bytes are a workbook of any kind, readable or not. */
export function isWorkbook(bytes: Uint8Array): boolean {
  const opening = latin1(bytes.subarray(0, 4096));
  return (
    opening.startsWith(OLE_MAGIC) ||
    (opening.startsWith(ZIP_MAGIC) &&
      ["[Content_Types].xml", "xl/", "_rels/", "docProps/", "oasis.opendocument.spreadsheet"].some(
        (name) => opening.includes(name),
      ))
  );
}

/** The filled rows of a workbook, numbered as a spreadsheet numbers them. */
export function workbookRows(bytes: Uint8Array): Outcome<WorkbookRow[], WorkbookRefusal> {
  if (latin1(bytes.subarray(0, 4)) === OLE_MAGIC) {
    const isLocked = Buffer.from(bytes).includes(Buffer.from(ENCRYPTED, "latin1"));
    return refuse(isLocked ? "file_password" : "file_old_workbook");
  }
  const zip = openZip(bytes);
  if (!zip.ok) {
    return zip;
  }
  const { names } = zip.value;
  if (names.some((name) => name.endsWith("vbaProject.bin"))) {
    return refuse("file_macros");
  }
  return names.includes("xl/workbook.xml") ? readSheets(zip.value) : refuse("file_spreadsheet");
}

function readSheets(zip: Zip): Outcome<WorkbookRow[], WorkbookRefusal> {
  const book = zip.text("xl/workbook.xml");
  const links = zip.text("xl/_rels/workbook.xml.rels");
  const styles = zip.text("xl/styles.xml");
  const shared = zip.text("xl/sharedStrings.xml");
  if (!book.ok || !links.ok || !styles.ok || !shared.ok) {
    return [book, links, styles, shared].find((part) => !part.ok) ?? refuse("file_damaged");
  }
  const reading: Reading = {
    formats: formatsOf(styles.value ?? ""),
    strings: stringsOf(shared.value ?? ""),
    epoch1904: /date1904="(?:1|true)"/.test(book.value ?? ""),
  };
  for (const path of sheetPaths(book.value ?? "", links.value ?? "")) {
    const sheet = zip.text(path);
    if (!sheet.ok) {
      return sheet;
    }
    const rows = rowsOf(sheet.value ?? "", reading);
    if (rows.length > 0) {
      return accept(rows);
    }
  }
  return accept([]);
}

/** The parts of the visible sheets in the order of their tabs. */
function sheetPaths(book: string, links: string): string[] {
  const targets = new Map<string, string>();
  for (const tag of tagsOf(links)) {
    const id = attributeOf(tag, "Id");
    const target = attributeOf(tag, "Target");
    if (id !== null && target !== null) {
      targets.set(id, target.startsWith("/") ? target.slice(1) : `xl/${target}`);
    }
  }
  return [...tagsOf(book)].flatMap((tag) => {
    if (
      tag.name !== "sheet" ||
      !tag.opens ||
      (attributeOf(tag, "state") ?? "visible") !== "visible"
    ) {
      return [];
    }
    return targets.get(attributeOf(tag, "r:id") ?? "") ?? [];
  });
}

type Reading = {
  readonly formats: readonly NumberFormat[];
  readonly strings: readonly string[];
  readonly epoch1904: boolean;
};

/** The number formats of the cells' styles, by the style's place. */
function formatsOf(xml: string): NumberFormat[] {
  const codes = new Map<number, string>();
  const formats: NumberFormat[] = [];
  let inCells = false;
  for (const tag of tagsOf(xml)) {
    if (tag.name === "numFmt") {
      codes.set(Number(attributeOf(tag, "numFmtId")), attributeOf(tag, "formatCode") ?? "");
    } else if (tag.name === "cellXfs") {
      inCells = tag.opens && !tag.closes;
    } else if (tag.name === "xf" && tag.opens && inCells) {
      const id = Number(attributeOf(tag, "numFmtId") ?? 0);
      formats.push(formatOf(id, codes.get(id) ?? null));
    }
  }
  return formats;
}

/** Texts that cells share. A text of several styles is one; how Japanese is pronounced is no part of it. */
function stringsOf(xml: string): string[] {
  const strings: string[] = [];
  let text = "";
  let inSound = false;
  for (const tag of tagsOf(xml)) {
    if (tag.name === "rPh") {
      inSound = tag.opens && !tag.closes;
    } else if (tag.name === "si") {
      if (tag.closes) {
        strings.push(text);
        text = "";
      }
    } else if (tag.name === "t" && tag.opens && !tag.closes && !inSound) {
      text += tag.text();
    }
  }
  return strings;
}

type Cell = { readonly type: string; readonly style: number; readonly column: number };

function rowsOf(xml: string, reading: Reading): WorkbookRow[] {
  const rows: WorkbookRow[] = [];
  let row = 0;
  let cells: string[] = [];
  let cell: Cell | null = null;
  let column = 0;
  const endRow = () => {
    if (cells.some((text) => text.trim() !== "")) {
      rows.push({ row, cells: Array.from(cells, (text) => text ?? "") });
    }
    cells = [];
    column = 0;
  };
  for (const tag of tagsOf(xml)) {
    if (tag.name === "row") {
      if (tag.opens) {
        row = Number(attributeOf(tag, "r") ?? row + 1);
      }
      if (tag.closes) {
        endRow();
      }
    } else if (tag.name === "c" && tag.opens) {
      column = columnOf(attributeOf(tag, "r")) ?? column + 1;
      const type = attributeOf(tag, "t") ?? "n";
      cell = { type, style: Number(attributeOf(tag, "s") ?? 0), column };
    } else if ((tag.name === "v" || tag.name === "t") && tag.opens && !tag.closes && cell) {
      if (cell.column <= COLUMNS_MAX) {
        const at = cell.column - 1;
        cells[at] = (tag.name === "t" ? (cells[at] ?? "") : "") + textOf(cell, tag.text(), reading);
      }
    } else if (tag.name === "sheetData" && tag.closes) {
      break;
    }
    if (rows.length > ROWS_READ_MAX) {
      break;
    }
  }
  return rows;
}

/** The place of a cell such as `AB12`, from 1. */
function columnOf(reference: string | null): number | null {
  const letters = /^[A-Z]{1,3}/.exec(reference ?? "")?.[0];
  return letters === undefined
    ? null
    : [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}

function textOf({ type, style }: Cell, stored: string, reading: Reading): string {
  switch (type) {
    case "s":
      return reading.strings[Number(stored)] ?? "";
    case "b":
      return stored === "1" ? "TRUE" : "FALSE";
    case "n":
      return (
        cellText(
          stored,
          reading.formats[style] ?? { shows: "number", digits: 0 },
          reading.epoch1904,
        ) ?? stored
      );
    default:
      return stored;
  }
}
