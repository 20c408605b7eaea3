/** What the tests of this folder share: reading a file from its bytes or text as the product does. */
import { decodeFile } from "@/lib/intake/file/decode";
import { LAYOUT_CLIENTS, LAYOUT_SOURCES, recogniseLayout } from "@/lib/intake/file/layouts";
import { type Habits, mappingProblems, suggestMapping } from "@/lib/intake/file/mapping";
import { type FileDefaults, type FileOrders, readOrders } from "@/lib/intake/file/orders";
import { readTable, type Table } from "@/lib/intake/file/table";

export const HABITS: Habits = { currency: "EUR", decimalMark: ".", dateOrder: "dmy" };

export function tableOf(file: string | Uint8Array): Table {
  const decoded = decodeFile(typeof file === "string" ? new TextEncoder().encode(file) : file);
  if (!decoded.ok) {
    throw new Error(decoded.refusal.code);
  }
  const table = readTable(decoded.value);
  if (!table.ok) {
    throw new Error(table.refusal.code);
  }
  return table.value;
}

/** Reads a file by the suggested mapping, as if the person confirmed every question. */
export function readFile(
  file: string | Uint8Array,
  habits: Habits = HABITS,
  defaults: Partial<FileDefaults> = {},
): FileOrders {
  const table = tableOf(file);
  const { mapping } = suggestMapping(table, habits);
  const problems = mappingProblems(table.headings, mapping);
  if (problems.length > 0) {
    throw new Error(JSON.stringify(problems));
  }
  const layout = recogniseLayout(table.headings) ?? "other";
  const client = LAYOUT_CLIENTS[layout];
  return readOrders(table, mapping, {
    currency: habits.currency,
    source: LAYOUT_SOURCES[layout],
    ...(client ? { clientName: client.name } : {}),
    ...defaults,
  });
}
