/** Column types and helpers that every table shares. */
import { sql } from "drizzle-orm";
import { type AnyPgColumn, check, customType, timestamp, uuid } from "drizzle-orm/pg-core";
import { parseQuantity, type Quantity, quantityText } from "../../lib/shared/quantity";

/** `numeric(14,3)` in the database, an integer of thousandths in code. */
export const quantity = customType<{ data: Quantity; driverData: string }>({
  dataType: () => "numeric(14,3)",
  toDriver: (value) => quantityText(value),
  fromDriver: (value) => {
    const parsed = parseQuantity(String(value));
    if (parsed === null) {
      throw new Error(`The database holds "${value}", which is no quantity.`);
    }
    return parsed;
  },
});

export const bytea = customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => "bytea",
});

/** Which numbers of a series, as ranges that hold their beginning and not their end. */
export const numberRanges = customType<{ data: string }>({ dataType: () => "int4multirange" });

export const instant = () => timestamp({ withTimezone: true, mode: "date" });

export const id = () => uuid().primaryKey();

/** A CHECK that a text column holds one of the given values: text + CHECK instead of an enum, so that RLS keeps indexes usable. */
export function oneOf(name: string, column: AnyPgColumn, values: readonly string[]) {
  const list = sql.raw(values.map((value) => `'${value}'`).join(", "));
  return check(name, sql`${column} in (${list})`);
}
