/** Decides what one mapped cell of a row says: a text, a number, a day, or a message that names the mend. */
import { cellText, isDamagedNumber, isFormula } from "@/lib/intake/file/cells";
import { readDay } from "@/lib/intake/file/dates";
import { FIELDS, type Field } from "@/lib/intake/file/fields";
import { type Mapping, mappedColumns } from "@/lib/intake/file/mapping";
import { readNumber } from "@/lib/intake/file/numbers";
import type { Row, RowMessage, Table } from "@/lib/intake/file/table";
import type { Decimal } from "@/lib/shared/money";

export type RowReader = {
  readonly fields: readonly Field[];
  readonly rejected: RowMessage[];
  readonly warnings: RowMessage[];
  has(field: Field): boolean;
  /** Trimmed text; empty where the field has no column. */
  text(row: Row, field: Field): string;
  /** Like `text`, but a code that a spreadsheet has rounded is rejected. */
  code(row: Row, field: Field): string;
  /** Null when the cell is empty, or rejected. */
  number(row: Row, field: Field): Decimal | null;
  /** `YYYY-MM-DD`; null when the cell is empty, or rejected. */
  day(row: Row, field: Field): string | null;
  reject(row: number, field: Field | null, message: string): void;
  warn(row: number, field: Field | null, message: string): void;
};

/** Cells in messages are shown short. */
export function shown(cell: string): string {
  return cell.length > 40 ? `"${cell.slice(0, 39)}…"` : `"${cell}"`;
}

export function createRowReader(table: Table, mapping: Mapping): RowReader {
  const columns = new Map(
    mappedColumns(table.headings, mapping.columns).map((column) => [column.field, column]),
  );
  const rejected: RowMessage[] = [];
  const warnings: RowMessage[] = [];
  const columnOf = (field: Field | null) =>
    field && (columns.get(field)?.heading ?? FIELDS[field].label);
  const text = (row: Row, field: Field) => {
    const index = columns.get(field)?.index;
    return index === undefined ? "" : cellText(row.cells[index] ?? "");
  };
  const reject = (row: number, field: Field | null, message: string) => {
    rejected.push({ row, column: columnOf(field), message });
  };
  return {
    fields: [...columns.keys()],
    rejected,
    warnings,
    has: (field) => columns.has(field),
    text,
    reject,
    warn: (row, field, message) => {
      warnings.push({ row, column: columnOf(field), message });
    },
    code: (row, field) => {
      const code = text(row, field);
      if (isDamagedNumber(code)) {
        const hint = "Format the column as text and export again.";
        reject(row.row, field, `${shown(code)} was shortened by a spreadsheet. ${hint}`);
      }
      return code;
    },
    number: (row, field) => {
      const cell = text(row, field);
      if (cell === "") {
        return null;
      }
      const number = readNumber(cell.replace("%", ""), mapping.decimalMarks[field] ?? ".");
      if (!number) {
        reject(row.row, field, unreadable(cell, "a number"));
      }
      return number;
    },
    day: (row, field) => {
      const cell = text(row, field);
      if (cell === "") {
        return null;
      }
      const day = readDay(cell, mapping.dateOrders[field] ?? "dmy");
      if (!day) {
        reject(row.row, field, unreadable(cell, "a day such as 2026-03-31"));
      }
      return day;
    },
  };
}

function unreadable(cell: string, expected: string): string {
  return isFormula(cell)
    ? `${shown(cell)} is a formula. Put its value into the cell.`
    : `${shown(cell)} is not ${expected}.`;
}
