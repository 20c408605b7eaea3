import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
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

const csv = (rows: number, heading = "order_number") =>
  [
    `${heading},client_code,currency,sku,quantity,unit_price`,
    ...Array.from({ length: rows }, (_, index) => `N-${index},ACME,EUR,CHAIR,2,9.50`),
  ].join("\n");

function upload(text: string, fields: Record<string, string> = {}, idempotencyKey?: string) {
  const form = new FormData();
  form.set("file", new File([text], "orders.csv", { type: "text/csv" }));
  for (const [name, value] of Object.entries(fields)) {
    form.set(name, value);
  }
  return api.send("POST", "/imports", {
    body: form,
    headers: idempotencyKey === undefined ? {} : { "idempotency-key": idempotencyKey },
  });
}

const orders = async () => (await api.get("/orders")).body.data.length;

test("a file is told what is wrong with it, tried, imported whole, and changes nothing again", async () => {
  const refused = await upload(csv(2));
  expect(refused).toMatchObject({ status: 200, body: { created: 0 } });
  expect(refused.body.rejected[0]).toEqual({
    row: 2,
    column: expect.anything(),
    message: expect.stringContaining("ACME"),
  });
  const counts = { created: 2, updated: 0, unchanged: 0, rejected: [] };
  const making = { mode: "create_missing" };
  expect((await upload(csv(2), { ...making, dry_run: "true" })).body).toEqual(counts);
  expect(await orders()).toBe(0);
  expect((await upload(csv(2), making)).body).toEqual(counts);
  expect(await orders()).toBe(2);
  expect((await upload(csv(2))).body).toEqual({ ...counts, created: 0, unchanged: 2 });
});

test("unknown headings need a mapping", async () => {
  const text = csv(3, "Zettel");
  expect(await upload(text)).toMatchObject({
    status: 422,
    body: { code: "mapping_incomplete", errors: [{ field: "mapping.order_number" }] },
  });
  const columns = {
    Zettel: "order_number",
    client_code: "client_code",
    currency: "currency",
    sku: "sku",
    quantity: "quantity",
    unit_price: "unit_price",
  };
  expect(
    await upload(text, { mapping: JSON.stringify({ columns }), dry_run: "true" }),
  ).toMatchObject({ status: 200, body: { rejected: [] } });
});

test("the same upload with the same key is answered once, whatever its form's boundary", async () => {
  const first = await upload(csv(5), {}, "u-1");
  expect(first.body).toMatchObject({ created: 3, unchanged: 2 });
  expect((await upload(csv(5), {}, "u-1")).text).toBe(first.text);
  expect(await upload(csv(6), {}, "u-1")).toMatchObject({
    status: 422,
    body: { code: "key_reused" },
  });
});

test("what is no file is refused", async () => {
  expect(await upload("")).toMatchObject({ status: 422, body: { code: "file_empty" } });
  expect(await upload("\u0000\u0001".repeat(99))).toMatchObject({
    status: 422,
    body: { code: "file_binary" },
  });
  expect(await api.post("/imports", { file: "x" })).toMatchObject({
    status: 400,
    body: { code: "bad_form" },
  });
  expect(await upload(csv(1), { mapping: "{", mode: "guess", dry_run: "maybe" })).toMatchObject({
    status: 422,
    body: { errors: [{ field: "mapping" }, { field: "mode" }, { field: "dry_run" }] },
  });
  const large = await api.send("POST", "/imports", {
    // Bytes rather than a form: a form's stream can't be left half read without an error of its own.
    body: new Uint8Array(12 * 1024 * 1024),
    headers: { "content-type": "multipart/form-data; boundary=x" },
  });
  expect(large.status).toBe(413);
});
