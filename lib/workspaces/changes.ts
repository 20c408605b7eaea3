/** Decides what of a change the audit log keeps: the fields that differ, each before and after. */

export type Changes = Readonly<Record<string, readonly [unknown, unknown]>>;

/** Compares the fields of `after`. An address, a list or a list of people becomes one text; nothing and null are the same. */
export function changesOf(before: object | null, after: object): Changes {
  const pairs = Object.entries(after).map(([field, value]): [string, [unknown, unknown]] => [
    field,
    [shown(before === null ? null : Reflect.get(before, field)), shown(value)],
  ]);
  return Object.fromEntries(pairs.filter(([, [was, is]]) => was !== is));
}

/** How an address reads; the database keeps its parts in an order of its own. */
const ADDRESS = ["name", "line1", "line2", "postalCode", "city", "region", "country"];

function shown(value: unknown): unknown {
  if (value === undefined || value === null || value === "") {
    return null;
  }
  if (typeof value !== "object") {
    return value;
  }
  const parts =
    "line1" in value ? ADDRESS.map((part) => Reflect.get(value, part)) : Object.values(value);
  return parts.map(partOf).filter(Boolean).join(", ") || null;
}

/** Of a person in a list only the name is kept. */
function partOf(value: unknown): unknown {
  return value !== null && typeof value === "object" && "name" in value ? value.name : value;
}
