/** Decides how many values are asked for by one parameter: a parameter a value costs several times the query. */
import { type AnyColumn, type SQL, sql } from "drizzle-orm";

/** Ids as one array, for `= any(...)`. The ids are the database's own. */
export function idList(ids: readonly string[]): SQL {
  return sql`${`{${ids.join(",")}}`}::uuid[]`;
}

/** The condition that a column holds one of these ids. */
export function among(column: AnyColumn | SQL, ids: readonly string[]): SQL {
  return sql`${column} = any(${idList(ids)})`;
}

/** Texts as one array, for `= any(...)`. */
export function textList(texts: readonly string[]): SQL {
  return sql`array(select jsonb_array_elements_text(${JSON.stringify(texts)}::jsonb))`;
}
