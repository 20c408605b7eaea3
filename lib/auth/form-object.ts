/** Decides which object a sent form means: `lines.0.sku` and `lines[0][sku]` nest, repeated names and `name[]` are lists. */

type Fields = Map<string, Fields | unknown[]>;

const FORBIDDEN = new Set(["__proto__", "constructor", "prototype"]);
const DEPTH_MAX = 6;

/** The object of a form. Text stays as it was typed, also when empty; indexes left out close up. */
export function formObject(form: FormData): Record<string, unknown> {
  const root: Fields = new Map();
  const lists = new Set<unknown[]>();
  for (const [name, value] of form.entries()) {
    // Next adds fields of its own to the forms of server actions.
    const path = name.startsWith("$ACTION") ? [] : segmentsOf(name);
    const isList = path.at(-1) === "";
    const values = path.length > 0 ? valuesAt(root, isList ? path.slice(0, -1) : path) : null;
    values?.push(value);
    if (values && isList) {
      lists.add(values);
    }
  }
  return plainObject(root, lists);
}

function segmentsOf(name: string): string[] {
  const path = name.replaceAll("]", "").split(/[.[]/);
  const isUsable = path.length <= DEPTH_MAX && path.every((segment) => !FORBIDDEN.has(segment));
  return isUsable && path[0] !== "" ? path : [];
}

/** The values collected under a path; null where a shorter name already holds a value. */
function valuesAt(root: Fields, path: readonly string[]): unknown[] | null {
  let fields = root;
  for (const segment of path.slice(0, -1)) {
    const next = fields.get(segment) ?? new Map();
    if (!(next instanceof Map)) {
      return null;
    }
    fields.set(segment, next);
    fields = next;
  }
  const last = path.at(-1) ?? "";
  const values = fields.get(last) ?? [];
  if (values instanceof Map) {
    return null;
  }
  fields.set(last, values);
  return values;
}

function plainObject(fields: Fields, lists: ReadonlySet<unknown[]>): Record<string, unknown> {
  return Object.fromEntries([...fields].map(([key, value]) => [key, plain(value, lists)]));
}

function plain(value: Fields | unknown[], lists: ReadonlySet<unknown[]>): unknown {
  if (!(value instanceof Map)) {
    return value.length > 1 || lists.has(value) ? value : value[0];
  }
  const keys = [...value.keys()];
  if (keys.every((key) => /^\d+$/.test(key))) {
    return [...value]
      .sort(([a], [b]) => Number(a) - Number(b))
      .map(([, each]) => plain(each, lists));
  }
  return plainObject(value, lists);
}
