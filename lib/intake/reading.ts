/** Decides what an uploaded file holds, what its columns mean, and what a person still has to say about it. */
import { type DecodeRefusal, decodeFile, FILE_BYTES_MAX } from "@/lib/intake/file/decode";
import type { Field } from "@/lib/intake/file/fields";
import {
  LAYOUT_CLIENTS,
  LAYOUT_SOURCES,
  type Layout,
  recogniseLayout,
} from "@/lib/intake/file/layouts";
import {
  completeMapping,
  type Habits,
  layoutDraft,
  type Mapping,
  type MappingProblem,
  mappedColumns,
  mappingProblems,
  type Question,
  suggestMapping,
} from "@/lib/intake/file/mapping";
import { type FileOrders, readOrders } from "@/lib/intake/file/orders";
import {
  headingFingerprint,
  readSheet,
  readTable,
  type Table,
  type TableRefusal,
} from "@/lib/intake/file/table";
import { isWorkbook, type WorkbookRefusal, workbookRows } from "@/lib/intake/file/workbook";
import { accept, type Outcome } from "@/lib/shared/outcome";

export type FileRefusal = DecodeRefusal | TableRefusal | WorkbookRefusal;

export type ImportFile = {
  readonly table: Table;
  readonly layout: Layout | "other";
  /** The same for files with the same headings. */
  readonly fingerprint: string;
  /** Nothing in the file says how its letters are written: a person should look at its accents. */
  readonly encodingGuessed: boolean;
};

export function readImportFile(bytes: Uint8Array): Outcome<ImportFile, FileRefusal> {
  if (bytes.length <= FILE_BYTES_MAX && isWorkbook(bytes)) {
    const rows = workbookRows(bytes);
    return rows.ok ? fileOf(readSheet(rows.value), false) : rows;
  }
  const decoded = decodeFile(bytes);
  return decoded.ok ? fileOf(readTable(decoded.value), decoded.value.guessed) : decoded;
}

function fileOf(
  table: Outcome<Table, TableRefusal>,
  encodingGuessed: boolean,
): Outcome<ImportFile, FileRefusal> {
  if (!table.ok) {
    return table;
  }
  const { headings } = table.value;
  return accept({
    table: table.value,
    layout: recogniseLayout(headings) ?? "other",
    fingerprint: headingFingerprint(headings),
    encodingGuessed,
  });
}

/** A mapping in which only what somebody chose is set; formats that the cells prove are not. */
export type MappingDraft = Pick<Mapping, "columns"> & Partial<Mapping>;

/** The mapping that nobody has to confirm: a known layout's. Null for any other file. */
export function layoutMapping(file: ImportFile, habits: Habits): MappingDraft | null {
  return file.layout === "other" ? null : layoutDraft(file.layout, file.table.headings, habits);
}

/** What the headings and cells suggest; a person should look at it. */
export function suggestedMapping(file: ImportFile, habits: Habits): MappingDraft {
  const { columns, constants } = suggestMapping(file.table, habits).mapping;
  return { columns, constants };
}

export type SettledMapping = {
  readonly mapping: Mapping;
  readonly problems: readonly MappingProblem[];
  /** Formats that the cells leave open, answered or not. */
  readonly choices: readonly Question[];
  /** Those of them that nobody has answered. */
  readonly questions: readonly Question[];
};

/** Completes a draft from the file's cells. */
export function settleMapping(table: Table, draft: MappingDraft, habits: Habits): SettledMapping {
  const { columns, constants = {} } = draft;
  const { mapping, questions } = completeMapping(table, { ...draft, columns, constants }, habits);
  const { questions: choices } = completeMapping(table, { columns, constants }, habits);
  return { mapping, problems: mappingProblems(table.headings, mapping), choices, questions };
}

/** A file read by a mapping without problems: its orders, and what the check against the database needs. */
export type ReadImport = FileOrders & {
  readonly source: string;
  /** The file's own heading of each field that it has. */
  readonly headings: ReadonlyMap<Field, string>;
  /** The file tells clients by name only, so that their codes are made from the names. */
  readonly clientsByName: boolean;
};

export function readImport(file: ImportFile, mapping: Mapping, habits: Habits): ReadImport {
  const source = LAYOUT_SOURCES[file.layout];
  const columns = mappedColumns(file.table.headings, mapping.columns);
  const headings = new Map(columns.map(({ field, heading }) => [field, heading]));
  const client = LAYOUT_CLIENTS[file.layout];
  const isTheirs = client !== undefined && client.code === mapping.constants.clientCode;
  return {
    ...readOrders(file.table, mapping, {
      currency: habits.currency,
      source,
      ...(isTheirs ? { clientName: client.name } : {}),
    }),
    source,
    headings,
    clientsByName:
      !headings.has("clientCode") && !headings.has("clientEmail") && !mapping.constants.clientCode,
  };
}
