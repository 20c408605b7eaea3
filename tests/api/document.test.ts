import { expect, test } from "vitest";
import { apiDocument } from "@/lib/api/app";

const document = JSON.parse(JSON.stringify(apiDocument()));

type Field = {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly examples?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Field>>;
  readonly items?: Field;
};

test("the checked-in document is what is served; `npm run openapi` writes it", async () => {
  await expect(`${JSON.stringify(document, null, 2)}\n`).toMatchFileSnapshot(
    "../../docs/openapi.json",
  );
});

/** Every field below a schema with its path; a schema that has a name is looked at by itself. */
function fieldsOf(schema: Field, path: string): (readonly [string, Field])[] {
  const own = Object.entries(schema.properties ?? {}).flatMap(([name, field]) => [
    [`${path}.${name}`, field] as const,
    ...fieldsOf(field, `${path}.${name}`),
  ]);
  return schema.items ? [...own, ...fieldsOf(schema.items, `${path}[]`)] : own;
}

const isLeaf = ({ properties, items, $ref }: Field) => !properties && !items && !$ref;

test("every field of the document says what it means, and simple ones show an example", () => {
  const schemas: Record<string, Field> = document.components.schemas;
  const fields = Object.entries(schemas).flatMap(([name, schema]) => fieldsOf(schema, name));
  expect(fields.length).toBeGreaterThan(250);
  const mute = fields.filter(([, field]) => !field.$ref && !field.description);
  expect(mute.map(([path]) => path)).toEqual([]);
  const bare = fields.filter(
    ([, field]) => isLeaf(field) && field.type !== undefined && !field.examples,
  );
  expect(bare.map(([path]) => path)).toEqual([]);
});

test("every parameter says what it means", () => {
  const parameters = Object.values<Record<string, { parameters?: Field[] }>>(
    document.paths,
  ).flatMap((operations) => Object.values(operations).flatMap((one) => one.parameters ?? []));
  expect(parameters.length).toBeGreaterThan(80);
  expect(parameters.filter((one) => !one.description)).toEqual([]);
});

test("every operation has a name of its own", () => {
  const ids = Object.values<Record<string, { operationId: string }>>(document.paths).flatMap(
    (operations) => Object.values(operations).map((one) => one.operationId),
  );
  expect(new Set(ids).size).toBe(ids.length);
});
