import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { pgliteDatabase, type TestDatabase } from "@/tests/database";
import { makeWorkspace } from "@/tests/factories";
import { type ApiClient, apiClient } from "./client";

let database: TestDatabase;
let api: ApiClient;

beforeAll(async () => {
  database = await pgliteDatabase();
  api = await apiClient(await makeWorkspace(database.db));
});
afterEach(() => database.invariants());
afterAll(() => database.close());

const shipTo = {
  name: "Acme",
  line1: "Am Ufer 1",
  line2: null,
  city: "Berlin",
  region: null,
  postal_code: "10115",
  country: "DE",
};

describe("clients", () => {
  test("are made, read, changed field by field and listed by name", async () => {
    const client = {
      code: "ACME",
      name: "Acme Ltd",
      ship_to: shipTo,
      contacts: [{ name: "Ana", email: "ana@acme.example", phone: null, gets_messages: false }],
    };
    const whole = { ...client, bill_to: null, allow_partial: null, version: 1 };
    const made = await api.post("/clients", client);
    expect(made).toMatchObject({ status: 201, body: whole });
    expect(made.headers.get("location")).toBe("/api/v1/clients/ACME");
    expect((await api.get("/clients/ACME")).body).toEqual(whole);
    expect(await api.patch("/clients/ACME", { version: 1, name: "Acme Inc" })).toMatchObject({
      status: 200,
      body: { ...whole, name: "Acme Inc", version: 2 },
    });
    expect(await api.patch("/clients/ACME", { version: 1, name: "Lost" })).toMatchObject({
      status: 409,
      body: { code: "changed_meanwhile" },
    });
    expect(await api.patch("/clients/ACME", { ship_to: null })).toMatchObject({
      body: { ship_to: null, name: "Acme Inc", version: 3 },
    });
    await api.post("/clients", { code: "BETA", name: "Beta" });
    const first = await api.get("/clients?limit=1");
    expect(first.body).toMatchObject({ data: [{ code: "ACME" }], has_more: true });
    expect((await api.get(`/clients?limit=1&after=${first.body.next_cursor}`)).body).toMatchObject({
      data: [{ code: "BETA" }],
      has_more: false,
      next_cursor: null,
    });
    expect((await api.get("/clients?q=bet")).body.data).toHaveLength(1);
  });

  test("with a taken code or a wrong field are refused", async () => {
    await api.post("/clients", { code: "TWICE", name: "One" });
    expect(await api.post("/clients", { code: "TWICE", name: "Two" })).toMatchObject({
      status: 409,
      body: { code: "code_taken", errors: [{ field: "code" }] },
    });
    expect(
      await api.post("/clients", { code: "TWICE", name: "Two" }, { idempotencyKey: "c-1" }),
    ).toMatchObject({ status: 409, body: { code: "code_taken" } });
    expect(
      await api.post("/clients", { code: "", name: "x", ship_to: { name: "A", country: "DE" } }),
    ).toMatchObject({
      status: 422,
      body: {
        errors: [{ field: "code" }, { field: "ship_to.line1" }, { field: "ship_to.city" }],
      },
    });
  });
});

describe("products", () => {
  test("are made, read, changed field by field and listed by name", async () => {
    const product = { sku: "A/1 é", name: "Chair", tracked: true, made: true, lead_time_days: 5 };
    const whole = {
      ...product,
      kind: "goods",
      gtin: null,
      on_hand: 0,
      reserved: 0,
      available: 0,
      version: 1,
    };
    const made = await api.post("/products", product);
    expect(made).toMatchObject({ status: 201, body: whole });
    const path = `/products/${encodeURIComponent(product.sku)}`;
    expect(made.headers.get("location")).toBe(`/api/v1${path}`);
    expect((await api.get(path)).body).toMatchObject(whole);
    expect(await api.patch(path, { name: "Oak chair" })).toMatchObject({
      status: 200,
      body: { ...whole, name: "Oak chair", version: 2 },
    });
    expect(await api.patch(path, { version: 1, name: "Lost" })).toMatchObject({
      status: 409,
      body: { code: "changed_meanwhile" },
    });
    expect((await api.get("/products?q=oak")).body.data).toMatchObject([{ sku: product.sku }]);
    expect(await api.post("/products", product)).toMatchObject({
      status: 409,
      body: { code: "sku_taken" },
    });
  });

  test("count their stock by movements", async () => {
    await api.post("/products", { sku: "BOLT", name: "Bolt", tracked: true, made: false });
    const move = (body: Record<string, unknown>) =>
      api.post("/stock-movements", { sku: "BOLT", ...body });
    expect(await move({ quantity: 10.125, reason: "receipt" })).toMatchObject({
      status: 201,
      body: { sku: "BOLT", quantity: 10.125, reason: "receipt" },
    });
    expect(await move({ quantity: -0.125, reason: "scrap" })).toMatchObject({ status: 201 });
    expect((await api.get("/products/BOLT")).body).toMatchObject({ on_hand: 10, available: 10 });
    for (const [body, field] of [
      [{ quantity: 0, reason: "count" }, "quantity"],
      [{ quantity: 1.0001, reason: "count" }, "quantity"],
      [{ quantity: 1, reason: "dispatch" }, "reason"],
      [{ reason: "count" }, "quantity"],
    ] as const) {
      expect(await move(body)).toMatchObject({ status: 422, body: { errors: [{ field }] } });
    }
    expect(await move({ quantity: -11, reason: "scrap" })).toMatchObject({
      status: 409,
      body: { code: "below_zero", detail: "Less than that is on hand." },
    });
    expect(await api.patch("/products/BOLT", { tracked: false })).toMatchObject({
      status: 409,
      body: { code: "has_stock", errors: [{ field: "tracked" }] },
    });
    expect((await api.get("/products/BOLT")).body).toMatchObject({ on_hand: 10 });
  });
});
