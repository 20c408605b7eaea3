import Ajv2020 from "ajv/dist/2020";
import addFormats from "ajv-formats";
import { apiDocument } from "@/lib/api/app";

export type Schema = {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
};
type Content = Readonly<Record<string, { readonly schema: Schema; readonly example?: unknown }>>;
type Response = {
  readonly $ref?: string;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly content: Content;
  readonly "x-codes"?: readonly string[];
};
export type Parameter = {
  readonly in: "path" | "query" | "header";
  readonly name: string;
  readonly schema: Schema;
};
export type Operation = {
  readonly id: string;
  readonly method: "GET" | "POST" | "PATCH";
  readonly path: string;
  readonly roles: readonly string[];
  readonly parameters: readonly Parameter[];
  readonly body: Content;
  readonly responses: Readonly<Record<string, Response>>;
};

// biome-ignore lint/suspicious/noExplicitAny: the document as JSON, whose shape these types read.
const document: any = JSON.parse(JSON.stringify(apiDocument()));

/** Every operation of the document. */
export const operations: readonly Operation[] = Object.entries<Record<string, unknown>>(
  document.paths,
).flatMap(([path, methods]) =>
  // biome-ignore lint/suspicious/noExplicitAny: as above.
  Object.entries<any>(methods).map(([method, one]) => ({
    id: one.operationId,
    method: method.toUpperCase() as Operation["method"],
    path,
    roles: one["x-roles"],
    parameters: one.parameters ?? [],
    body: one.requestBody?.content ?? {},
    responses: Object.fromEntries(
      Object.entries<Response>(one.responses).map(([status, response]) => [
        status,
        resolved<Response>(response),
      ]),
    ),
  })),
);

/** What a reference stands for. */
export function resolved<T extends { readonly $ref?: string }>(value: T): T {
  return value.$ref === undefined
    ? value
    : value.$ref
        .slice(2)
        .split("/")
        .reduce((found, key) => found[key], document);
}

/** The same schema, refusing names that it does not know: what is answered must be documented. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) {
    return schema.map(closed);
  }
  if (schema === null || typeof schema !== "object") {
    return schema;
  }
  const inner = Object.fromEntries(
    Object.entries(schema).map(([key, one]) => [
      key,
      key === "$ref" ? `document${one}` : key === "examples" ? one : closed(one),
    ]),
  );
  const isOpen = "properties" in inner && !("additionalProperties" in inner);
  return isOpen ? { ...inner, additionalProperties: false } : inner;
}

// Three decimals of a binary number are seldom a whole multiple of a thousandth.
const ajv = new Ajv2020({ strict: false, allErrors: true, multipleOfPrecision: 6 });
addFormats(ajv);
ajv.addSchema({
  $id: "document",
  components: closed(document.components) as Record<string, unknown>,
});

const compiled = new WeakMap<Schema, ReturnType<typeof ajv.compile>>();

/** What a value has wrong by a schema of the document; empty when it fits. */
export function misfits(schema: Schema, value: unknown): string[] {
  const validate = compiled.get(schema) ?? ajv.compile(closed(schema) as Schema);
  compiled.set(schema, validate);
  validate(value);
  return (validate.errors ?? []).map((one) => `${one.instancePath || "it"} ${one.message}`);
}

type Answered = {
  readonly status: number;
  readonly headers: Headers;
  readonly body: { readonly code?: string } | null;
};

/** What an answer has that the document does not say of it; empty when it keeps the contract. */
export function breaches(method: string, path: string, answer: Answered): string[] {
  const operation = operations.find(
    (one) => one.method === method && pattern(one.path).test(path.split("?")[0] ?? ""),
  );
  const response = operation?.responses[String(answer.status)];
  if (operation === undefined) {
    return answer.status === 404 ? [] : [`an unknown address answers ${answer.status}`];
  }
  if (response === undefined) {
    return [`${operation.id} answers ${answer.status}, which is not documented`];
  }
  const type = answer.headers.get("content-type")?.split(";")[0] ?? "";
  const content = response.content[type];
  const codes = response["x-codes"];
  const said = [
    content === undefined && `${type} is not documented`,
    codes && !codes.includes(answer.body?.code ?? "") && `${answer.body?.code} is not documented`,
    ...Object.keys(response.headers ?? {}).map(
      (name) => !answer.headers.has(name) && `${name} is missing`,
    ),
    ...(content && type.includes("json") ? misfits(content.schema, answer.body) : []),
  ];
  return said.flatMap((one) => (one ? [`${operation.id} ${answer.status}: ${one}`] : []));
}

function pattern(path: string): RegExp {
  return new RegExp(`^${path.replaceAll(/\{\w+\}/g, "[^/]*")}$`);
}
