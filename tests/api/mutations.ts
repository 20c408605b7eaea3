import { misfits, resolved, type Schema } from "./contract";

type Json = unknown;
type Path = readonly (string | number)[];

/** A body that is wrong in one place, and the field that its problem names. */
export type Mutation = { readonly name: string; readonly field: string; readonly body: Json };

const WRONG: readonly Json[] = ["§", 7.0005, true, [], {}, null, "", -1];

/** Every body that is the example but for one field: missing though required, or of a wrong type. */
export function mutationsOf(schema: Schema, example: Json): Mutation[] {
  return fieldsOf(schema, example, []).flatMap(({ path, field, required }) => {
    const name = path.join(".");
    const wrong = WRONG.filter((value) => misfits(field, value).length > 0);
    return [
      ...(required
        ? [{ name: `without ${name}`, field: name, body: withValue(example, path, undefined) }]
        : []),
      ...wrong.map((value) => ({
        name: `with ${JSON.stringify(value)} as ${name}`,
        field: name,
        body: withValue(example, path, value),
      })),
    ];
  });
}

type Field = { readonly path: Path; readonly field: Schema; readonly required: boolean };

/** The fields of the objects that the example has, named or not. */
function fieldsOf(given: Schema, example: Json, path: Path): Field[] {
  const schema = resolved(given);
  if (Array.isArray(example) && schema.items) {
    return example.length > 0 ? fieldsOf(schema.items, example[0], [...path, 0]) : [];
  }
  if (example === null || typeof example !== "object" || schema.properties === undefined) {
    return [];
  }
  return Object.entries(schema.properties).flatMap(([name, field]) => [
    {
      path: [...path, name],
      field,
      required: schema.required?.includes(name) ?? false,
    },
    ...fieldsOf(field, Reflect.get(example, name), [...path, name]),
  ]);
}

/** A copy with another value at the path; undefined takes it away. */
function withValue(value: Json, [key, ...rest]: Path, put: Json): Json {
  if (key === undefined) {
    return put;
  }
  if (Array.isArray(value)) {
    return value.map((one, index) => (index === key ? withValue(one, rest, put) : one));
  }
  const own = Object.fromEntries(Object.entries(value ?? {}));
  return { ...own, [key]: withValue(own[key], rest, put) };
}
