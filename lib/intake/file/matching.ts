/** Decides which field a column of an unknown file most likely is, by its heading and by what its cells hold. */
import { DISCOUNT_FIELDS, FIELD_NAMES, type Field, nameRank } from "@/lib/intake/file/fields";
import { readNumber } from "@/lib/intake/file/numbers";
import { columnCells, type Table } from "@/lib/intake/file/table";

/** Gives each field its best-named column whose cells fit; each column is given once. */
export function matchColumns(table: Table): Record<string, Field> {
  const candidates = table.headings.flatMap((heading, index) =>
    FIELD_NAMES.flatMap((field) => {
      const rank = nameRank(field, heading);
      return rank === null ? [] : [{ heading, index, field, rank }];
    }),
  );
  candidates.sort((one, other) => one.rank - other.rank);
  const columns = new Map<string, Field>();
  const given = new Set<Field>();
  for (const { heading, index, field } of candidates) {
    const isFree = !columns.has(heading) && !given.has(field);
    const cells = isFree ? columnCells(table, index) : [];
    if (isFree && fits(field, cells)) {
      columns.set(heading, discountKind(field, cells));
      for (const taken of DISCOUNT_FIELDS.includes(field) ? DISCOUNT_FIELDS : [field]) {
        given.add(taken);
      }
    }
  }
  return Object.fromEntries(
    table.headings.flatMap((heading) => {
      const field = columns.get(heading);
      return field ? [[heading, field]] : [];
    }),
  );
}

/** "Shipping" may be the amount or the way, "Discount" the amount or a voucher: half of their cells must be numbers. */
const TWO_MEANINGS: readonly Field[] = [...DISCOUNT_FIELDS, "shipping", "tax", "orderDiscount"];

function fits(field: Field, cells: readonly string[]): boolean {
  const numbers = cells.filter((cell) => isNumber(cell.replace("%", "")));
  return !TWO_MEANINGS.includes(field) || numbers.length * 2 >= cells.length;
}

function isNumber(cell: string): boolean {
  return readNumber(cell, ".") !== null || readNumber(cell, ",") !== null;
}

/** A column named only "Discount" is told by its cells: `15 %` is percent, `0` to `1` with parts between is a fraction. */
function discountKind(field: Field, cells: readonly string[]): Field {
  if (field !== "discountAmount" && field !== "discountPercent") {
    return field;
  }
  if (cells.some((cell) => cell.includes("%"))) {
    return "discountPercent";
  }
  const numbers = cells.flatMap((cell) => readNumber(cell, ".") ?? readNumber(cell, ",") ?? []);
  const areFractions = numbers.every(
    ({ value, scale }) => value >= 0n && value <= 10n ** BigInt(scale),
  );
  const hasParts = numbers.some(({ value, scale }) => value % 10n ** BigInt(scale) !== 0n);
  return areFractions && hasParts ? "discountFraction" : field;
}
