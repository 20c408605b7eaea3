/** Decides the file of rejected rows that a person downloads: their own columns, and what is wrong with each row. */
import type { RowMessage, Table } from "@/lib/intake/file/table";
import { csvText } from "@/lib/shared/csv";

/** The rejected rows as CSV with an `Error` column; several messages of a row stand in one cell. */
export function importErrorsCsv(table: Table, rejected: readonly RowMessage[]): string {
  const messages = new Map<number, string[]>();
  for (const { row, column, message } of rejected) {
    const text = column ? `${column}: ${message}` : message;
    messages.set(row, [...(messages.get(row) ?? []), text]);
  }
  const rows = [...table.rows, ...table.broken]
    .filter(({ row }) => messages.has(row))
    .sort((one, other) => one.row - other.row)
    .map(({ row, cells }) => {
      const fitted = table.headings.map((_, index) => cells[index] ?? "");
      return [...fitted, messages.get(row)?.join(" ") ?? ""];
    });
  return csvText([[...table.headings, "Error"], ...rows]);
}
