import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { problem as problemShape } from "@/lib/api/shapes/problem";
import { addDays } from "@/lib/shared/dates";
import type { Context } from "@/lib/workspaces/context";
import { pgliteDatabase, type TestDatabase } from "@/tests/database";
import { makeClient, makeOrder, makeProduct, makeWorkspace } from "@/tests/factories";
import { type ApiClient, apiClient } from "./client";

let database: TestDatabase;
let ctx: Context;
let api: ApiClient;

beforeAll(async () => {
  database = await pgliteDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  ctx = await makeWorkspace(database.db, { now: new Date() });
  api = await apiClient(ctx);
  await makeClient(ctx);
  await makeProduct(ctx, "OAK");
});
afterEach(() => database.invariants());

const quantity = z.number().min(0);
const receiptShape = z.strictObject({
  id: z.uuid(),
  sku: z.string(),
  reference: z.string(),
  status: z.enum(["expected", "partly", "received", "closed_short"]),
  quantity,
  received: quantity,
  to_come: quantity,
  promised: quantity,
  due_on: z.iso.date(),
});
const detailShape = receiptShape.extend({
  waiting: z.array(z.strictObject({ order: z.string(), quantity })),
});

const dueOn = () => addDays(ctx.today, 9);
const expectIt = (body: Record<string, unknown> = {}, options = {}) =>
  api.post(
    "/expected-receipts",
    { sku: "OAK", quantity: 5, due_on: dueOn(), reference: "PO-77", ...body },
    options,
  );

describe("an expected receipt over the API", () => {
  test("covers orders by its reference, comes in parts, and is closed and expected again", async () => {
    const order = await makeOrder(ctx, [{ sku: "OAK", quantity: 3000 }]);
    const made = await expectIt();
    expect(made.status).toBe(201);
    const { id } = detailShape.parse(made.body);
    expect(made.headers.get("location")).toBe(`/api/v1/expected-receipts/${id}`);
    expect(made.body.waiting).toEqual([{ order, quantity: 3 }]);
    const [line] = (await api.get(`/orders/${order}`)).body.lines;
    expect(line.supply).toEqual([{ quantity: 3, on: dueOn(), source: "PO-77" }]);

    const later = addDays(ctx.today, 20);
    const changed = await api.patch(`/expected-receipts/${id}`, { due_on: later, quantity: 6 });
    expect(changed.body).toMatchObject({ due_on: later, quantity: 6, reference: "PO-77" });
    const part = await api.post(`/expected-receipts/${id}/receive`, { quantity: 2.5 });
    expect(detailShape.parse(part.body)).toMatchObject({
      status: "partly",
      received: 2.5,
      to_come: 3.5,
      promised: 0.5,
    });
    expect((await api.get("/products/OAK")).body).toMatchObject({ on_hand: 2.5, reserved: 2.5 });
    expect((await api.post(`/expected-receipts/${id}/close`)).body.status).toBe("closed_short");
    expect((await api.get("/expected-receipts")).body.data).toEqual([]);
    expect((await api.post(`/expected-receipts/${id}/reopen`)).body.status).toBe("partly");
    const { data } = (await api.get("/expected-receipts?q=po-77")).body;
    expect(data.map((one: unknown) => receiptShape.parse(one).id)).toEqual([id]);
    const rest = await api.post(`/expected-receipts/${id}/receive`, { quantity: 4 });
    expect(rest.body).toMatchObject({ status: "received", received: 6.5, to_come: 0 });
    const more = await api.post(`/expected-receipts/${id}/receive`, { quantity: 1 });
    expect([more.status, more.body.code]).toEqual([409, "receipt_complete"]);
  });

  test("is done once per Idempotency-Key", async () => {
    const once = { idempotencyKey: "expect-1" };
    const first = await expectIt({}, once);
    expect((await expectIt({}, once)).text).toBe(first.text);
    const path = `/expected-receipts/${first.body.id}/receive`;
    for (let at = 0; at < 3; at += 1) {
      await api.post(path, { quantity: 2 }, { idempotencyKey: "receive-1" });
    }
    expect((await api.get("/products/OAK")).body.on_hand).toBe(2);
  });

  test("is refused for wrong input with the field named, and for who may not write", async () => {
    const wrong = [
      await expectIt({ quantity: 0 }),
      await expectIt({ quantity: "5" }),
      await expectIt({ quantity: 0.0001 }),
      await expectIt({ due_on: "2026-02-30" }),
      await expectIt({ reference: " " }),
      await expectIt({ sku: "NOPE" }),
    ];
    expect(
      wrong.map(({ status, body }) => [status, problemShape.parse(body).errors?.[0]?.field]),
    ).toEqual([
      [422, "quantity"],
      [422, "quantity"],
      [422, "quantity"],
      [422, "due_on"],
      [422, "reference"],
      [422, "sku"],
    ]);
    const { id } = (await expectIt()).body;
    await api.post(`/expected-receipts/${id}/receive`, { quantity: 2 });
    const less = await api.patch(`/expected-receipts/${id}`, { quantity: 2 });
    expect([less.status, less.body.code]).toEqual([422, "below_received"]);
    const viewer = await apiClient(ctx, "viewer");
    expect((await viewer.get(`/expected-receipts/${id}`)).status).toBe(200);
    expect((await viewer.post(`/expected-receipts/${id}/close`)).status).toBe(403);
    const other = await apiClient(await makeWorkspace(database.db));
    const foreign = await other.get(`/expected-receipts/${id}`);
    const unknown = await other.get("/expected-receipts/nonsense");
    expect([foreign.status, foreign.text]).toEqual([404, unknown.text]);
    expect((await other.post(`/expected-receipts/${id}/close`)).status).toBe(404);
  });
});
