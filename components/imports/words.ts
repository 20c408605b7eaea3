/** Decides the words of imports: why a file is refused and how to mend it, and what an import did. */
import type { RefusalWords } from "@/components/forms/refusal-words";
import { FIELDS } from "@/lib/intake/file/fields";
import type { MappingProblem } from "@/lib/intake/file/mapping";
import type { RecentImport } from "@/lib/intake/queries";

export const IMPORT_WORDS: RefusalWords = {
  file_missing: "No file was chosen. Choose one and try again.",
  upload_broken: "The upload stopped half way. Nothing was kept; try again.",
  file_empty: "This file is empty. Export it again and upload the new one.",
  file_too_large: ({ max }) =>
    `This file is larger than ${Math.floor(Number(max ?? 0) / 1024 / 1024) || 10} MB. Split it into smaller files.`,
  file_binary:
    "This is not a text file, so it has no rows to read. Export your orders as CSV and upload that.",
  file_spreadsheet:
    "This is another program's spreadsheet. In it choose Save As, Excel workbook (.xlsx) or CSV UTF-8, and upload that.",
  file_old_workbook:
    "This is an old Excel file (.xls). In Excel choose Save As, Excel workbook (.xlsx), and upload that.",
  file_macros:
    "This workbook holds macros (.xlsm). In Excel choose Save As, Excel workbook (.xlsx), and upload that.",
  file_password:
    "This workbook has a password, so it can't be read. Save it without one and upload that.",
  file_damaged:
    "This workbook is damaged: it ends half way or can't be unpacked. Save it again and upload that.",
  file_unpacks_too_large: ({ max }) =>
    `This workbook unpacks to more than ${Math.floor(Number(max ?? 0) / 1024 / 1024) || 64} MB. Delete what is no order, or split it into smaller files.`,
  file_wrong_encoding:
    "Some letters of this file can't be read. Save it again as CSV UTF-8 and upload that.",
  file_quote_not_closed: ({ line }) =>
    line
      ? `A quotation mark that opens on line ${line} never closes. Close it and upload the file again.`
      : "A quotation mark in this file never closes. Close it and upload the file again.",
  file_no_rows: "This file has headings but no orders under them. Add rows and upload it again.",
  file_too_many_rows: ({ rows, max }) =>
    `This file has ${grouped(rows)} rows; ${grouped(max)} are the most. Split it into smaller files.`,
  file_too_many_columns: ({ columns, max }) =>
    `This file has ${grouped(columns)} columns; ${grouped(max)} are the most. Delete those you don't need.`,
  headings_missing: ({ example }) =>
    `The first row must name the columns, but it holds values such as “${example}”. Add a row of headings on top.`,
  headings_duplicate: ({ heading }) =>
    `Two columns are named “${heading}”. Rename or delete one and upload the file again.`,
  mapping_incomplete: "Some columns are not matched yet. Nothing was imported.",
  format_unclear: "A format in this file can be read in two ways. Say which one is meant.",
  rows_rejected: "Nothing was imported: some rows can't be taken. They are listed below.",
  changed_meanwhile:
    "Someone else changed this import meanwhile. Nothing was imported; look at the check again.",
  import_applied: "This file was imported already.",
  import_discarded: "This upload was discarded. Upload the file again.",
};

function grouped(value: unknown): string {
  return Number(value ?? 0).toLocaleString("en");
}

const MISSING: Readonly<Record<string, string>> = {
  orderNumber: "Say which column holds the order number.",
  quantity: "Say which column holds the quantity.",
  clientCode: "Say which column holds the client, or type one client code for all orders below.",
  sku: "Say which column holds the SKU or the product name.",
};

/** What keeps a mapping from being used, with the mend. */
export function problemText({ code, field, heading }: MappingProblem): string {
  const label = field === null ? "" : FIELDS[field].label;
  switch (code) {
    case "field_missing":
      return MISSING[field ?? ""] ?? `Say which column holds ${label}.`;
    case "field_twice":
      return `“${heading}” is a second column for ${label}. Leave one of them out.`;
    case "column_unknown":
      return `The file has no column “${heading}” any more.`;
    case "discount_twice":
      return "Two columns hold a discount. Leave one of them out.";
  }
}

export function count(many: number, one: string, more = `${one}s`): string {
  return `${many.toLocaleString("en")} ${many === 1 ? one : more}`;
}

/** What an import did, as in `830 orders imported`. */
export function resultText(result: NonNullable<RecentImport["result"]>): string {
  const { created, updated, unchanged } = result;
  const written = created + updated;
  if (written === 0) {
    return unchanged === 0 ? "No orders in this file" : nothingNewText(unchanged);
  }
  return `${count(written, "order")} imported`;
}

export function nothingNewText(unchanged: number): string {
  return unchanged === 1
    ? "Nothing new: the order is here already"
    : `Nothing new: all ${count(unchanged, "order")} are here already`;
}

/** The parts of a result, as in `828 new, 2 changed, 5 unchanged`. */
export function partsText(result: NonNullable<RecentImport["result"]>): string {
  const parts = [
    [result.created, "new"],
    [result.updated, "changed"],
    [result.unchanged, "unchanged"],
  ] as const;
  return parts
    .filter(([many]) => many > 0)
    .map(([many, word]) => `${many.toLocaleString("en")} ${word}`)
    .join(", ");
}

/** `89 clients and 77 products` */
export function missingText(clients: number, products: number): string {
  return [
    ...(clients > 0 ? [count(clients, "client")] : []),
    ...(products > 0 ? [count(products, "product")] : []),
  ].join(" and ");
}
