import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { bulkResult } from "@/lib/api/shapes/bulk";
import { newId } from "@/lib/shared/ids";
import type { Context } from "@/lib/workspaces/context";
import { pgliteDatabase, postgresDatabase, type TestDatabase } from "@/tests/database";
import { makeClient, makeOrder, makeProduct, makeWorkspace } from "@/tests/factories";
import { type ApiClient, apiClient } from "./client";

let database: TestDatabase;
let ctx: Context;
let api: ApiClient;

const start = async () => {
  ctx = await makeWorkspace(database.db, { now: new Date() });
  api = await apiClient(ctx);
  await makeClient(ctx);
  await makeProduct(ctx, "CHAIR", { onHand: 500_000 });
};
const chairs = (count: number) =>
  Promise.all(Array.from({ length: count }, () => makeOrder(ctx, [{ sku: "CHAIR" }])));
const tabOf = async (number: string) => (await api.get(`/orders/${number}`)).body.tab;
const tabsOf = async (numbers: readonly string[]) => {
  const tabs: string[] = [];
  for (const number of numbers) {
    tabs.push(await tabOf(number));
  }
  return tabs;
};

describe("a request on many orders", () => {
  beforeAll(async () => {
    database = await pgliteDatabase();
  });
  afterAll(() => database.close());
  beforeEach(start);
  afterEach(() => database.invariants());

  test("does to each what it can, and says of each what became of it", async () => {
    const partly = await makeOrder(ctx, [{ sku: "CHAIR", quantity: 3000 }], { allowPartial: true });
    await api.post(`/orders/${partly}/shipments`, { lines: [{ sku: "CHAIR", quantity: 1 }] });
    await api.post(`/orders/${partly}/mark-shipped`);
    const [fresh = ""] = await chairs(1);
    const orders = ["SO-404", partly, fresh, partly];
    const { status, body } = await api.post("/bulk/close", { orders });
    expect(status).toBe(200);
    expect(bulkResult.parse(body)).toMatchObject({
      done: [partly],
      moved: [{ order: partly, from: "open", to: "closed" }],
      refused: [
        { order: "SO-404", code: "not_found" },
        { order: fresh, code: "nothing_shipped" },
      ],
    });
    expect(await tabsOf([partly, fresh])).toEqual(["closed", "open"]);
  });

  test("archives for one reason, by ASN only what was announced", async () => {
    const [sent = "", silent = "", open = ""] = await chairs(3);
    for (const number of [sent, silent]) {
      await api.post(`/orders/${number}/mark-shipped`);
    }
    await api.post(`/orders/${sent}/asn`);
    await api.post(`/orders/${sent}/reopen`);
    const byAsn = await api.post("/bulk/archive", { orders: [sent, silent, open], reason: "asn" });
    expect(byAsn.body).toMatchObject({
      done: [sent],
      refused: [
        { order: silent, code: "asn_missing" },
        { order: open, code: "not_closed" },
      ],
    });
    const noted = { orders: [open], reason: "not_to_be_fulfilled", note: "Too far away" };
    expect((await api.post("/bulk/archive", noted)).body).toMatchObject({ done: [open] });
    expect(await api.post("/bulk/archive", { orders: [open], reason: "aged" })).toMatchObject({
      status: 422,
      body: { errors: [{ field: "reason" }] },
    });
  });

  test("gives up what is left of each order that has shipped a part", async () => {
    const numbers = await Promise.all(
      [1, 2].map(() => makeOrder(ctx, [{ sku: "CHAIR", quantity: 3000 }], { allowPartial: true })),
    );
    const [partly = "", whole = ""] = numbers;
    await api.post(`/orders/${partly}/shipments`, { lines: [{ sku: "CHAIR", quantity: 1 }] });
    await api.post(`/orders/${partly}/mark-shipped`);
    const { body } = await api.post("/bulk/short-close", { orders: numbers });
    expect(bulkResult.parse(body)).toMatchObject({
      done: [partly],
      moved: [],
      refused: [{ order: whole, code: "nothing_shipped" }],
    });
    expect((await api.get(`/orders/${partly}`)).body.lines).toMatchObject([
      { short_closed: 2, owed: 0 },
    ]);
  });

  test("is taken back as a whole by its batch, and a print job's moves by the job", async () => {
    const orders = await chairs(3);
    const { body } = await api.post("/bulk/archive", { orders, reason: "cancelled" });
    await api.post(`/orders/${orders[1]}/reopen`);
    const undone = await api.post(`/batches/${body.batch}/undo`);
    expect(undone.body).toMatchObject({
      done: [orders[0], orders[2]],
      refused: [{ order: orders[1], code: "moved_since" }],
    });
    expect(await tabsOf(orders)).toEqual(["open", "open", "open"]);
    const job = await api.post("/print-jobs", { kinds: ["label"], orders });
    expect((await api.post(`/batches/${job.body.id}/undo`)).body.done).toHaveLength(3);
    const other = await apiClient(await makeWorkspace(database.db));
    const foreign = await other.post(`/batches/${body.batch}/undo`);
    const unknown = await other.post(`/batches/${newId()}/undo`);
    expect([foreign.status, foreign.text]).toEqual([404, unknown.text]);
  });

  test("knows nothing of another workspace's orders", async () => {
    const [number = ""] = await chairs(1);
    const other = await apiClient(await makeWorkspace(database.db));
    for (const action of ["close", "short-close"]) {
      const answer = await other.post(`/bulk/${action}`, { orders: [number] });
      expect(answer.body).toMatchObject({ done: [], refused: [{ code: "not_found" }] });
    }
    expect(await tabOf(number)).toBe("open");
  });

  test("names at least one order and at most 200, and needs the right to it", async () => {
    const many = Array.from({ length: 201 }, (_, index) => `SO-${index}`);
    for (const orders of [[], many, "SO-1", [1]]) {
      expect(await api.post("/bulk/close", { orders })).toMatchObject({ status: 422 });
    }
    const viewer = await apiClient(ctx, "viewer");
    for (const [action, more] of [
      ["close", {}],
      ["archive", { reason: "cancelled" }],
      ["short-close", {}],
    ] as const) {
      const answer = await viewer.post(`/bulk/${action}`, { orders: ["SO-1"], ...more });
      expect(answer).toMatchObject({ status: 403, body: { code: "not_allowed" } });
    }
  });
});

describe("on a real Postgres", () => {
  beforeAll(async () => {
    database = await postgresDatabase();
  });
  afterAll(() => database.close());
  beforeEach(start);
  afterEach(() => database.invariants());

  test("duplicates with one key are one call with one answer, next to callers who want the same", async () => {
    const orders = await chairs(24);
    const call = (numbers: readonly string[], idempotencyKey: string) =>
      api.post("/bulk/archive", { orders: numbers, reason: "cancelled" }, { idempotencyKey });
    const backwards = orders.toReversed();
    const answers = await Promise.all([
      ...Array.from({ length: 10 }, () => call(orders, "one")),
      ...Array.from({ length: 10 }, () => call(backwards, "other")),
      ...backwards.map((number) => api.post(`/orders/${number}/cancel`)),
    ]);
    expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
    expect(new Set(answers.slice(0, 10).map(({ text }) => text)).size).toBe(1);
    expect(new Set(answers.slice(10, 20).map(({ text }) => text)).size).toBe(1);
    const done = [0, 10].flatMap((index) => answers[index]?.body.done);
    const alone = answers.slice(20).filter(({ status }) => status === 200);
    expect(new Set(done).size).toBe(done.length);
    expect(done.length + alone.length).toBe(24);
  });
});
