/** Decides how a statement whose plan is worth keeping is marked, and how the embedded database is asked for it. */

/** The mark before a statement's text: each connection then plans it once and not at every call. */
export const PLAN_ONCE = "/* plan once */";

export const isPlannedOnce = (text: string): boolean => text.startsWith(PLAN_ONCE);

/** Short names for texts, the same for the same text, as a prepared statement needs one. */
const names = new Map<string, string>();

export function planNameOf(text: string): string {
  const name = names.get(text) ?? `orderflow_${names.size + 1}`;
  names.set(text, name);
  return name;
}

/** A call of a prepared statement; its values are written out, because `execute` takes no parameters. */
export function executeText(name: string, values: readonly unknown[]): string {
  return values.length === 0 ? `execute ${name}` : `execute ${name}(${values.map(literal)})`;
}

/** The database reads it as the parameter's type, because a quoted literal has none of its own. */
function literal(value: unknown): string {
  if (value === null) {
    return "null";
  }
  if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") {
    throw new TypeError(`A statement that is planned once can't take a ${typeof value}.`);
  }
  const text = String(value);
  if (text.includes("\0")) {
    throw new TypeError("A text for the database can't hold a zero byte.");
  }
  return text.includes("\\")
    ? ` e'${text.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`
    : `'${text.replaceAll("'", "''")}'`;
}
