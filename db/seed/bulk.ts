import { getTableColumns, getTableName, sql } from "drizzle-orm";
import { type PgColumn, PgJsonb, type PgTable } from "drizzle-orm/pg-core";
import type { Transaction } from "@/db/client";
import { chunksOf } from "@/lib/shared/chunks";

/** Rows one statement carries: enough to be quick, little enough to stay in a few MB. */
const CHUNK = 2000;

/**
 * Inserts rows as one JSON parameter a chunk: many times faster than a parameter a value.
 * All rows must have the same keys; columns left out take their defaults.
 */
export async function insertRows<Table extends PgTable>(
  tx: Transaction,
  table: Table,
  rows: readonly Table["$inferInsert"][],
): Promise<void> {
  const [first] = rows;
  if (!first) {
    return;
  }
  const columns = columnsOf(table, Object.keys(first));
  const name = sql.identifier(getTableName(table));
  const names = sql.join(
    columns.map((column) => sql.identifier(column.name)),
    sql`, `,
  );
  for (const part of chunksOf<Record<string, unknown>>(rows, CHUNK)) {
    const json = JSON.stringify(
      part.map((row) =>
        Object.fromEntries(columns.map((column) => [column.name, driverValue(column, row)])),
      ),
    );
    await tx.execute(
      sql`insert into ${name} (${names}) select ${names} from json_populate_recordset(null::${name}, ${json}::json)`,
    );
  }
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
