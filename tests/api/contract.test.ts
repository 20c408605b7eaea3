import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { app } from "@/lib/api/app";
import type { KeyRole } from "@/lib/auth/api-keys";
import { newId } from "@/lib/shared/ids";
import { pgliteDatabase, type TestDatabase } from "@/tests/database";
import { makeWorkspace } from "@/tests/factories";
import { type Answer, type ApiClient, answerOf, apiClient } from "./client";
import { misfits, type Operation, operations, type Parameter } from "./contract";
import { furnish, SCENES } from "./contract-scenes";
import { mutationsOf } from "./mutations";

// Each answer that `ApiClient` gets is compared with the document: status, code, headers, every field.

const ROLES: readonly KeyRole[] = ["viewer", "operator", "admin", "owner"];

let database: TestDatabase;
/** A workspace that has nothing: everything of others is foreign to it. */
const strangers = new Map<KeyRole, ApiClient>();

beforeAll(async () => {
  database = await pgliteDatabase();
  const elsewhere = await makeWorkspace(database.db, { name: "Elsewhere" });
  for (const role of ROLES) {
    strangers.set(role, await apiClient(elsewhere, role));
  }
});
afterAll(() => database.close());

function stranger(role: KeyRole = "owner"): ApiClient {
  const api = strangers.get(role);
  if (api === undefined) {
    throw new Error(`No key for ${role}.`);
  }
  return api;
}

type Params = Readonly<Record<string, string>>;

const fill = (path: string, params: Params) =>
  path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? "1"));

const NOBODYS: Params = { number: "NOWHERE-9", code: "NOWHERE-9", sku: "NOWHERE-9", id: newId() };
const placeholders = ({ parameters }: Operation) => parameters.filter((one) => one.in === "path");

const jsonBody = ({ body }: Operation) => body["application/json"];
const formBody = ({ body }: Operation) => body["multipart/form-data"];

/** Sends a body in the way that the operation takes one. */
function send(
  api: ApiClient,
  operation: Operation,
  params: Params,
  { body = exampleOf(operation), key }: { body?: unknown; key?: string } = {},
): Promise<Answer> {
  const headers = new Headers(key === undefined ? [] : [["idempotency-key", key]]);
  const path = fill(operation.path, params);
  if (operation.method === "GET" || body === undefined) {
    return api.send(operation.method, path, { headers });
  }
  const sent = formBody(operation) ? formOf(body) : JSON.stringify(body);
  return api.send(operation.method, path, { headers, body: sent });
}

const exampleOf = (operation: Operation) =>
  (jsonBody(operation) ?? formBody(operation))?.example ?? undefined;

function formOf(fields: unknown): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(Object(fields))) {
    const isFile = name === "file" && typeof value === "string";
    form.set(name, isFile ? new File([value], "orders.csv") : String(value));
  }
  return form;
}

const isProblem = ({ headers }: Answer) =>
  headers.get("content-type") === "application/problem+json";

/** Values that a parameter of the query can't have. */
function wrongFor({ schema }: Parameter): string[] {
  return schema.enum || schema.type === "integer" || "format" in schema ? ["§", "-1"] : [];
}

test("every operation has a scene in which its example works, and no other has one", () => {
  expect(Object.keys(SCENES).toSorted()).toEqual(operations.map((one) => one.id).toSorted());
});

describe.each(operations.map((one) => [one.id, one] as const))("%s", (id, operation) => {
  let api: ApiClient;
  let params: Params;

  beforeAll(async () => {
    api = await apiClient(await makeWorkspace(database.db));
    await furnish(api);
    params = (await SCENES[id]?.(api)) ?? {};
  });
  afterAll(() => database.invariants());

  const content = jsonBody(operation);
  if (content !== undefined) {
    test("shows an example that fits its own schema", () => {
      expect(misfits(content.schema, content.example)).toEqual([]);
    });

    test("names each field that is missing or of a wrong type", async () => {
      const mutations = mutationsOf(content.schema, content.example);
      expect(mutations.length).toBeGreaterThan(0);
      for (const { name, field, body } of mutations) {
        const answer = await send(api, operation, params, { body });
        expect([name, answer.status, isProblem(answer)]).toEqual([name, 422, true]);
        const named: string[] = answer.body.errors.map((one: { field: string }) => one.field);
        const fits = (one: string) => one === field || one.startsWith(`${field}.`);
        expect([name, named.some(fits)]).toEqual([name, true]);
      }
    });
  }

  test("names each parameter that is of a wrong type", async () => {
    for (const parameter of operation.parameters.filter((one) => one.in === "query")) {
      for (const value of wrongFor(parameter)) {
        const query = new URLSearchParams({ [parameter.name]: value });
        const answer = await api.get(`${fill(operation.path, params)}?${query}`);
        expect([parameter.name, answer.status]).toEqual([parameter.name, 422]);
        expect(answer.body.errors[0].field).toBe(parameter.name);
      }
    }
  });

  if (placeholders(operation).length > 0) {
    test("answers for the name of another workspace as for one that nobody has", async () => {
      const unknown = await send(stranger(), operation, { ...params, ...NOBODYS });
      const foreign = await send(stranger(), operation, params);
      expect([unknown.status, isProblem(unknown)]).toEqual([404, true]);
      expect([foreign.status, foreign.text]).toEqual([404, unknown.text]);
    });
  }

  test("lets in the roles that it names and no other", async () => {
    const path = fill(operation.path, params);
    const request = new Request(`http://orders.test/api/v1${path}`, { method: operation.method });
    expect((await answerOf(await app.fetch(request))).status).toBe(401);
    for (const role of ROLES) {
      // What is missing or no object keeps an allowed role from doing anything.
      const answer = await send(stranger(role), operation, NOBODYS, { body: [] });
      expect([role, answer.status === 403]).toEqual([role, !operation.roles.includes(role)]);
      expect(answer.status).toBeLessThan(500);
    }
  });

  test("takes its example, and answers as the document says", async () => {
    const key = operation.method === "POST" ? newId() : undefined;
    const answer = await send(api, operation, params, key === undefined ? {} : { key });
    const good = Object.keys(operation.responses).filter((status) => status < "300");
    expect([answer.text.slice(0, 300), good.includes(String(answer.status))]).toEqual([
      expect.anything(),
      true,
    ]);
    if (key !== undefined) {
      const again = await send(api, operation, params, { key });
      expect([again.status, again.text]).toEqual([answer.status, answer.text]);
    }
    if (good.length > 1) {
      const other = await send(api, operation, params);
      expect([answer.status, other.status].toSorted().map(String)).toEqual(good);
    }
    for (const type of Object.keys(operation.responses["200"]?.content ?? {})) {
      if (operation.method === "GET") {
        const asked = await api.get(fill(operation.path, params), { accept: type });
        expect(asked.headers.get("content-type")).toBe(type);
      }
    }
  });
});
