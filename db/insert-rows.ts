/** Decides how many rows are written as one JSON parameter: a parameter a value costs many times more. */
import { getTableColumns, getTableName, type SQL, sql } from "drizzle-orm";
import { type PgColumn, PgJsonb, type PgTable } from "drizzle-orm/pg-core";
import type { Transaction } from "@/db/client";
import { chunksOf } from "@/lib/shared/chunks";

/** Rows one statement carries: enough to be quick, little enough to stay in a few MB. */
const CHUNK = 2000;

/**
 * An INSERT of these columns for any number of rows; columns that are not named take their defaults.
 * Its text is always the same, so that it can be planned once.
 */
export function insertOf<Table extends PgTable, Key extends string & keyof Table["$inferInsert"]>(
  table: Table,
  keys: readonly Key[],
): (rows: readonly Required<Pick<Table["$inferInsert"], Key>>[]) => SQL {
  return statementOf(table, keys);
}

/** Inserts rows that all have the same keys. */
export async function insertRows<Table extends PgTable>(
  tx: Transaction,
  table: Table,
  rows: readonly Table["$inferInsert"][],
): Promise<void> {
  const insert = statementOf(table, Object.keys(rows[0] ?? {}));
  for (const part of chunksOf(rows, CHUNK)) {
    await tx.execute(insert(part));
  }
}

function statementOf(table: PgTable, keys: readonly string[]) {
  const columns = columnsOf(table, keys);
  const names = columns.map(({ name }) => `"${name}"`).join(", ");
  const into = `"${getTableName(table)}"`;
  const start = sql.raw(
    `insert into ${into} (${names}) select ${names} from json_populate_recordset(null::${into}, `,
  );
  return (rows: readonly Record<string, unknown>[]): SQL => {
    const json = rows.map((row) =>
      Object.fromEntries(columns.map((column) => [column.name, driverValue(column, row)])),
    );
    return sql`${start}${JSON.stringify(json)}::json)`;
  };
}

type Named = { readonly key: string; readonly name: string; readonly column: PgColumn };

function columnsOf(table: PgTable, keys: readonly string[]): Named[] {
  const known: Record<string, PgColumn> = getTableColumns(table);
  return keys.map((key) => {
    const column = known[key];
    if (!column) {
      throw new Error(`The table ${getTableName(table)} has no column "${key}".`);
    }
    return { key, column, name: key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`) };
  });
}

/** A value as JSON carries it; what is JSON already must not become its text. */
function driverValue({ key, column }: Named, row: Record<string, unknown>): unknown {
  const value = row[key];
  if (value === null || value === undefined) {
    return null;
  }
  return column instanceof PgJsonb ? value : column.mapToDriverValue(value);
}
