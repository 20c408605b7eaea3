import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { pgliteDatabase, postgresDatabase, type TestDatabase } from "@/tests/database";
import { makeClient, makeOrder, makeProduct, makeWorkspace } from "@/tests/factories";
import { type Answer, type ApiClient, apiClient } from "./client";

const order = {
  client: { code: "ACME" },
  currency: "EUR",
  lines: [{ sku: "CHAIR", quantity: 1, unit_price_minor: 1000 }],
};

/** One connection shows what is stored; real connections show what twenty callers do to each other. */
const databases = [
  ["the embedded database", pgliteDatabase, 5],
  ["a real Postgres", postgresDatabase, 20],
] as const;

describe.each(databases)("on %s", (_, open, callers) => {
  let database: TestDatabase;
  let ctx: Context;
  let api: ApiClient;

  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    ctx = await makeWorkspace(database.db);
    await makeClient(ctx);
    await makeProduct(ctx, "CHAIR", { onHand: 50_000 });
    api = await apiClient(ctx);
  });
  afterEach(() => database.invariants());

  const together = (call: () => Promise<Answer>) =>
    Promise.all(Array.from({ length: callers }, call));
  const rows = async (table: string) => {
    const found = await withWorkspace(ctx, (tx) =>
      tx.execute<{ rows: number }>(sql`select count(*)::int as rows from ${sql.identifier(table)}`),
    );
    return found.rows[0]?.rows;
  };
  const expectOneAnswer = (answers: readonly Answer[], status: number) => {
    expect(new Set(answers.map((one) => one.status))).toEqual(new Set([status]));
    expect(new Set(answers.map((one) => one.text)).size).toBe(1);
  };

  test("duplicates of a new order make one order and get one answer", async () => {
    const answers = await together(() => api.post("/orders", order, { idempotencyKey: "a-1" }));
    expectOneAnswer(answers, 201);
    expect(answers[0]?.headers.get("location")).toBe(`/api/v1/orders/${answers[0]?.body.number}`);
    expect(await rows("orders")).toBe(1);
    expectOneAnswer([await api.post("/orders", order, { idempotencyKey: "a-1" })], 201);
    expect(await rows("orders")).toBe(1);
  });

  test("duplicates of a print job dispatch once and get one answer", async () => {
    const orders = [
      await makeOrder(ctx, [{ sku: "CHAIR" }]),
      await makeOrder(ctx, [{ sku: "CHAIR" }]),
    ];
    const job = { kinds: ["label", "packing_slip"], orders };
    const answers = await together(() => api.post("/print-jobs", job, { idempotencyKey: "p-1" }));
    expectOneAnswer(answers, 201);
    expect(answers[0]?.body.moved).toHaveLength(2);
    expect(await rows("documents")).toBe(4);
    expect(await rows("moves")).toBe(2);
    expect(await api.get("/products/CHAIR")).toMatchObject({ body: { on_hand: 48 } });
  });

  test("duplicates of a stock movement count once and get one answer", async () => {
    const movement = { sku: "CHAIR", quantity: 2.5, reason: "receipt" };
    const answers = await together(() =>
      api.post("/stock-movements", movement, { idempotencyKey: "m-1" }),
    );
    expectOneAnswer(answers, 201);
    expect(await rows("stock_movements")).toBe(2);
    expect(await api.get("/products/CHAIR")).toMatchObject({ body: { on_hand: 52.5 } });
  });

  test("duplicates of an invoice, a payment and an ASN happen once", async () => {
    const number = await makeOrder(ctx, [{ sku: "CHAIR" }]);
    await api.post(`/orders/${number}/mark-shipped`);
    expectOneAnswer(
      await together(() => api.post(`/orders/${number}/asn`, {}, { idempotencyKey: "n-1" })),
      200,
    );
    const money = { order: number, amount_minor: 10 };
    expectOneAnswer(
      await together(() => api.post("/invoices", money, { idempotencyKey: "i-1" })),
      201,
    );
    expectOneAnswer(
      await together(() => api.post("/payments", money, { idempotencyKey: "y-1" })),
      201,
    );
    expect([await rows("asns"), await rows("invoices"), await rows("payments")]).toEqual([1, 1, 1]);
  });

  test("orders of one source and external id come once, whoever delivers them", async () => {
    const answers = await together(() => api.post("/orders", { ...order, external_id: "#7" }));
    expect(answers.filter((one) => one.status === 201)).toHaveLength(1);
    expect(answers.filter((one) => one.status === 200)).toHaveLength(callers - 1);
    expect(new Set(answers.map((one) => one.body.number)).size).toBe(1);
  });

  test("a refusal is stored too, and a key stands for one request only", async () => {
    const wrong = { ...order, client: { code: "NOBODY" } };
    const first = await api.post("/orders", wrong, { idempotencyKey: "r-1" });
    expect(first).toMatchObject({ status: 422, body: { code: "unknown_client" } });
    await makeClient(ctx, "NOBODY");
    expectOneAnswer([first, await api.post("/orders", wrong, { idempotencyKey: "r-1" })], 422);
    expect(await api.post("/orders", order, { idempotencyKey: "r-1" })).toMatchObject({
      status: 422,
      body: { code: "key_reused" },
    });
    expect(
      await api.post("/print-jobs", { kinds: ["label"], orders: ["X"] }, { idempotencyKey: "r-1" }),
    ).toMatchObject({
      status: 422,
      body: { code: "key_reused" },
    });
    expect(await rows("orders")).toBe(0);
  });

  test("a key that is no key is refused before anything happens", async () => {
    for (const idempotencyKey of ["", "two words", "x".repeat(256)]) {
      expect(await api.post("/orders", order, { idempotencyKey })).toMatchObject({
        status: 400,
        body: { code: "bad_key" },
      });
    }
    expect(await rows("orders")).toBe(0);
  });

  test("a key of one workspace means nothing in another", async () => {
    const other = await makeWorkspace(database.db);
    await makeClient(other);
    await makeProduct(other, "CHAIR");
    const theirs = await apiClient(other);
    await api.post("/orders", order, { idempotencyKey: "w-1" });
    expect(await theirs.post("/orders", order, { idempotencyKey: "w-1" })).toMatchObject({
      status: 201,
      body: { status: { stock: { value: "short" } } },
    });
  });
});

test("1,000 duplicates of one POST, 20 at a time, have one effect and one answer", async () => {
  const database = await postgresDatabase();
  const ctx = await makeWorkspace(database.db, { now: new Date() });
  await makeClient(ctx);
  await makeProduct(ctx, "CHAIR", { onHand: 50_000 });
  const api = await apiClient(ctx);
  const answers: Answer[] = [];
  const caller = async () => {
    for (let time = 0; time < 50; time += 1) {
      answers.push(await api.post("/orders", order, { idempotencyKey: "thousand" }));
    }
  };
  await Promise.all(Array.from({ length: 20 }, caller));
  expect(answers).toHaveLength(1000);
  expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
  expect(answers[0]?.status).toBe(201);
  const { rows } = await withWorkspace(ctx, (tx) =>
    tx.execute(sql`
        select (select count(*)::int from orders) as orders, (select count(*)::int from order_events) as events,
          (select sum(quantity)::int from reservations) as reserved`),
  );
  expect(rows).toEqual([{ orders: 1, events: 1, reserved: 1 }]);
  await database.invariants();
  await database.close();
}, 180_000);
