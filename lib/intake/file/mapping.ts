/** Decides what each column of a file means: which field it fills, and how its numbers and days are written. */
import { z } from "zod";
import { type DateOrder, decideDateOrder } from "@/lib/intake/file/dates";
import { DISCOUNT_FIELDS, FIELD_NAMES, FIELDS, type Field } from "@/lib/intake/file/fields";
import {
  LAYOUT_CLIENTS,
  type Layout,
  layoutColumns,
  layoutDateOrders,
  recogniseLayout,
} from "@/lib/intake/file/layouts";
import { matchColumns } from "@/lib/intake/file/matching";
import { type DecimalMark, decideDecimalMark } from "@/lib/intake/file/numbers";
import { columnCells, normaliseHeading, type Table } from "@/lib/intake/file/table";

const fieldSchema = z.enum(FIELD_NAMES);
const CLIENT = ["clientCode", "clientName", "clientEmail"] as const;
const REQUIRED = ["orderNumber", "quantity"] as const satisfies readonly Field[];

/** JSON, remembered by the fingerprint of the headings. A heading that is not in `columns` is left out. */
export const mappingSchema = z.object({
  columns: z.record(z.string().max(500), fieldSchema),
  constants: z.object({
    currency: z.string().trim().max(3).optional(),
    clientCode: z.string().trim().max(40).optional(),
  }),
  decimalMarks: z.partialRecord(fieldSchema, z.enum([".", ","])),
  dateOrders: z.partialRecord(fieldSchema, z.enum(["dmy", "mdy"])),
});

export type Mapping = z.output<typeof mappingSchema>;

/** How the workspace writes numbers and days; taken where a file proves nothing, and asked about. */
export type Habits = {
  readonly currency: string;
  readonly decimalMark: DecimalMark;
  readonly dateOrder: DateOrder;
};

/** A format that the file leaves open: "is 03/04/2026 3 April or 4 March?" */
export type Question = {
  readonly kind: "decimal_mark" | "date_order";
  readonly field: Field;
  readonly heading: string;
  readonly example: string | null;
};

export type MappingProblem = {
  readonly code: "field_missing" | "field_twice" | "column_unknown" | "discount_twice";
  readonly field: Field | null;
  readonly heading: string | null;
};

type MappedColumn = { readonly heading: string; readonly field: Field; readonly index: number };

/** The file's columns that the mapping knows, by normalised heading, so that a remembered mapping survives a changed case. */
export function mappedColumns(
  headings: readonly string[],
  columns: Mapping["columns"],
): readonly MappedColumn[] {
  const fields = new Map(
    Object.entries(columns).map(([heading, field]) => [normaliseHeading(heading), field]),
  );
  return headings.flatMap((heading, index) => {
    const field = fields.get(normaliseHeading(heading));
    return field ? [{ heading, field, index }] : [];
  });
}

/** Suggests a mapping: a known layout's, else by the headings' names and what the cells hold. */
export function suggestMapping(
  table: Table,
  habits: Habits,
): { mapping: Mapping; questions: readonly Question[] } {
  const layout = recogniseLayout(table.headings);
  const draft = layout
    ? layoutDraft(layout, table.headings, habits)
    : { columns: matchColumns(table), constants: { currency: habits.currency } };
  return completeMapping(table, draft, habits);
}

/** A known layout's own mapping, which nobody has to confirm. */
export function layoutDraft(
  layout: Layout,
  headings: readonly string[],
  { currency }: Habits,
): Pick<Mapping, "columns" | "constants" | "dateOrders"> {
  const client = LAYOUT_CLIENTS[layout];
  return {
    columns: layoutColumns(layout, headings),
    constants: { currency, ...(client ? { clientCode: client.code } : {}) },
    dateOrders: layoutDateOrders(layout, headings),
  };
}

/**
 * Decides the formats of the mapped columns from their cells. Where these prove nothing, a choice that was made before
 * (by a person, or remembered) holds; else the habit holds and is a question.
 */
export function completeMapping(
  table: Table,
  draft: Pick<Mapping, "columns" | "constants"> & Partial<Mapping>,
  habits: Habits,
): { mapping: Mapping; questions: readonly Question[] } {
  const decimalMarks: Mapping["decimalMarks"] = {};
  const dateOrders: Mapping["dateOrders"] = {};
  const questions: Question[] = [];
  for (const { heading, field, index } of mappedColumns(table.headings, draft.columns)) {
    const { kind } = FIELDS[field];
    if (kind === "number") {
      const cells = columnCells(table, index).map((cell) => cell.replace("%", ""));
      const { value, sure, example } = decideDecimalMark(cells, habits.decimalMark);
      const chosen = sure ? undefined : draft.decimalMarks?.[field];
      decimalMarks[field] = chosen ?? value;
      if (!sure && !chosen) {
        questions.push({ kind: "decimal_mark", field, heading, example });
      }
    } else if (kind === "day") {
      const { value, sure, example } = decideDateOrder(columnCells(table, index), habits.dateOrder);
      const chosen = sure ? undefined : draft.dateOrders?.[field];
      dateOrders[field] = chosen ?? value;
      if (!sure && !chosen) {
        questions.push({ kind: "date_order", field, heading, example });
      }
    }
  }
  const { columns, constants } = draft;
  return { mapping: { columns, constants, decimalMarks, dateOrders }, questions };
}

/** What keeps a mapping from being used; none when it can be. */
export function mappingProblems(headings: readonly string[], mapping: Mapping): MappingProblem[] {
  const problems: MappingProblem[] = [];
  const present = new Set(headings.map(normaliseHeading));
  for (const heading of Object.keys(mapping.columns)) {
    if (!present.has(normaliseHeading(heading))) {
      problems.push({ code: "column_unknown", field: null, heading });
    }
  }
  const seen = new Set<Field>();
  for (const { field, heading } of mappedColumns(headings, mapping.columns)) {
    if (seen.has(field)) {
      problems.push({ code: "field_twice", field, heading });
    }
    seen.add(field);
  }
  const discounts = DISCOUNT_FIELDS.filter((field) => seen.has(field));
  if (discounts.length > 1) {
    problems.push({ code: "discount_twice", field: discounts[1] ?? null, heading: null });
  }
  const hasClient = mapping.constants.clientCode || CLIENT.some((field) => seen.has(field));
  const missing: Field[] = REQUIRED.filter((field) => !seen.has(field));
  if (!hasClient) {
    missing.push("clientCode");
  }
  if (!seen.has("sku") && !seen.has("productName")) {
    missing.push("sku");
  }
  for (const field of missing) {
    problems.push({ code: "field_missing", field, heading: null });
  }
  return problems;
}
