import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { routes } from "@/lib/api/app";
import { problem as problemShape } from "@/lib/api/shapes/problem";
import { pgliteDatabase, type TestDatabase } from "@/tests/database";
import { makeClient, makeOrder, makeProduct, makeWorkspace } from "@/tests/factories";
import { type ApiClient, apiClient } from "./client";

let database: TestDatabase;
let api: ApiClient;
let number: string;

beforeAll(async () => {
  database = await pgliteDatabase();
  const ctx = await makeWorkspace(database.db);
  api = await apiClient(ctx);
  await makeClient(ctx);
  await makeProduct(ctx, "CHAIR", { onHand: 5000 });
  number = await makeOrder(ctx, [{ sku: "CHAIR" }]);
});
afterEach(() => database.invariants());
afterAll(() => database.close());

const writing = routes.filter((route) => route.method !== "GET");
const pathOf = (path: string) =>
  path
    .replace("/orders/:number", `/orders/${number}`)
    .replace(":code", "ACME")
    .replace(":sku", "CHAIR")
    .replace(/:\w+/, "X");

/** Bodies that no endpoint can use, and some that would hurt one that trusts its input. */
const NONSENSE: readonly (readonly [string, string])[] = [
  ["text", "hello"],
  ["half an object", '{"lines": ['],
  ["a list", "[]"],
  ["a number", "7"],
  ["null", "null"],
  ["bytes that are no text", "\ud800\udfff"],
  ["a tower of lists", `{"lines":${"[".repeat(100_000)}${"]".repeat(100_000)}}`],
  ["a tower of objects", `${'{"a":'.repeat(50)}1${"}".repeat(50)}`],
];

describe.each(writing.map((route) => [`${route.method} ${route.path}`, route] as const))(
  "%s",
  (_, route) => {
    test("answers nonsense with a problem", async () => {
      for (const [name, body] of NONSENSE) {
        const answer = await api.send(route.method, pathOf(route.path), { body });
        expect([name, answer.status >= 400 && answer.status < 500]).toEqual([name, true]);
        expect(answer.headers.get("content-type")).toBe("application/problem+json");
        problemShape.parse(answer.body);
      }
    });

    test("survives every field holding the wrong thing", async () => {
      const fields = [
        "client",
        "lines",
        "currency",
        "number",
        "external_id",
        "source",
        "version",
        "reason",
        "note",
        "kinds",
        "orders",
        "shipments",
        "sku",
        "quantity",
        "amount_minor",
        "order",
        "invoice",
        "code",
        "name",
        "ship_to",
        "contacts",
        "due_on",
        "tracked",
        "carrier",
        "file",
        "removed_lines",
      ];
      for (const value of [
        null,
        -1,
        1e308,
        "",
        "\u0000",
        "\ud800",
        [],
        {},
        [null],
        [[]],
        true,
        "x".repeat(10_000),
      ]) {
        const body = Object.fromEntries(fields.map((field) => [field, value]));
        const answer = await api.send(route.method, pathOf(route.path), {
          body: JSON.stringify(body),
        });
        expect([value, answer.status < 500]).toEqual([value, true]);
        if (answer.status >= 400) {
          problemShape.parse(answer.body);
        }
      }
    });
  },
);

test("a body that is too large is not read to its end", async () => {
  const answer = await api.send("POST", "/orders", { body: " ".repeat(3 * 1024 * 1024) });
  expect(answer).toMatchObject({ status: 413, body: { code: "too_large" } });
});

describe("a new order", () => {
  const good = {
    client: { code: "ACME" },
    currency: "EUR",
    lines: [{ sku: "CHAIR", quantity: 1, unit_price_minor: 1000 }],
  };
  const withLine = (line: Record<string, unknown>) => ({
    ...good,
    lines: [{ ...good.lines[0], ...line }],
  });

  test.each([
    ["no lines", { ...good, lines: [] }, "lines"],
    ["a fourth decimal", withLine({ quantity: 1.0005 }), "lines.0.quantity"],
    ["no quantity", withLine({ quantity: undefined }), "lines.0.quantity"],
    ["a negative quantity", withLine({ quantity: -1 }), "lines.0.quantity"],
    ["an absurd quantity", withLine({ quantity: 1e12 }), "lines.0.quantity"],
    ["a quantity as text", withLine({ quantity: "two" }), "lines.0.quantity"],
    ["a price with a fraction", withLine({ unit_price_minor: 9.5 }), "lines.0.unit_price_minor"],
    ["an unknown SKU", withLine({ sku: "NONE" }), "lines.0.sku"],
    ["an unknown client", { ...good, client: { code: "NONE" } }, "client.code"],
    ["no client", { ...good, client: undefined }, "client"],
    ["an unknown currency", { ...good, currency: "XXZ" }, "currency"],
    ["a day that is none", { ...good, due_on: "2026-02-30" }, "due_on"],
    ["a page's name as number", { ...good, number: "archived" }, "number"],
    [
      "an address without a city",
      { ...good, ship_to: { name: "A", line1: "B", postal_code: "1", country: "DE" } },
      "ship_to.city",
    ],
  ])("with %s is refused and names the field", async (_, body, field) => {
    const answer = await api.post("/orders", body);
    expect(answer.status).toBe(422);
    expect(problemShape.parse(answer.body).errors?.[0]?.field).toBe(field);
  });

  test("with a number that is taken conflicts", async () => {
    expect(await api.post("/orders", { ...good, number })).toMatchObject({
      status: 409,
      body: { code: "number_taken" },
    });
  });

  test("makes no client by the way", async () => {
    expect(
      await api.post("/orders", {
        ...good,
        client: { code: "FRESH", name: "Fresh", create_if_missing: true, createIfMissing: true },
      }),
    ).toMatchObject({ status: 422, body: { code: "unknown_client" } });
  });
});

describe("a list", () => {
  test.each([
    "tab=nowhere",
    "sort=upwards",
    "stock=much",
    "limit=0",
    "limit=-5",
    "limit=many",
    "due_before=tomorrow",
    "after=nonsense",
    `q=${"x".repeat(500)}`,
  ])("refuses %s and names the parameter", async (query) => {
    const answer = await api.get(`/orders?${query}`);
    expect(answer.status).toBe(422);
    expect(problemShape.parse(answer.body).errors?.[0]?.field).toBe(query.split("=")[0]);
  });

  test.each([
    "q=%00",
    "q=%25_%5C'--",
    "client=%00",
    "limit=1000",
    "q=%F0%9F%AA%91",
    "tab=open&tab=x",
  ])("takes %s as it is", async (query) => {
    expect((await api.get(`/orders?${query}`)).status).toBe(200);
  });

  test.each(["/clients?after=x", "/clients?limit=0", "/products?after=x"])(
    "refuses %s",
    async (path) => {
      expect((await api.get(path)).status).toBe(422);
    },
  );

  test("of events refuses a place that is none", async () => {
    expect((await api.get(`/orders/${number}/events?after=-1`)).status).toBe(422);
    expect((await api.get(`/orders/${number}/events?after=999`)).body.data).toEqual([]);
  });
});
