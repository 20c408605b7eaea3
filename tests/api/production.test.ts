import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { problem as problemShape } from "@/lib/api/shapes/problem";
import { PRODUCTION_STATES } from "@/lib/production/state";
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
  await makeProduct(ctx, "OAK", { made: true });
});
afterEach(() => database.invariants());

const quantity = z.number().min(0);
const productionShape = z.strictObject({
  number: z.string(),
  sku: z.string(),
  name: z.string(),
  quantity,
  made: quantity,
  scrapped: quantity,
  remaining: quantity,
  status: z.strictObject({ value: z.enum(PRODUCTION_STATES), percent: z.number().int() }),
  due_on: z.iso.date(),
  late: z.boolean(),
  order: z.string().nullable(),
  line: z.number().nullable(),
  blocked_reason: z.string().nullable(),
  created_at: z.string(),
  started_at: z.string().nullable(),
  finished_at: z.string().nullable(),
  version: z.number().int(),
});
const detailShape = productionShape.extend({
  reports: z.array(
    z.strictObject({
      report: z.number().int(),
      quantity,
      scrapped: quantity,
      at: z.string(),
      by: z.string(),
      taken_back_at: z.string().nullable(),
    }),
  ),
});

const dueOn = () => addDays(ctx.today, 9);
const plan = (body: Record<string, unknown> = {}) =>
  api.post("/production-orders", { sku: "OAK", quantity: 5, due_on: dueOn(), ...body });

describe("a production order over the API", () => {
  test("is planned for an order, reported, and shows in the order", async () => {
    const order = await makeOrder(ctx, [{ sku: "OAK", quantity: 5000 }]);
    const planned = await plan({ order });
    expect(planned.status).toBe(201);
    const { number } = detailShape.parse(planned.body);
    expect(planned.headers.get("location")).toBe(`/api/v1/production-orders/${number}`);
    expect(planned.body).toMatchObject({ order, line: 1, made: 0, remaining: 5 });
    const [expected] = (await api.get(`/orders/${order}`)).body.lines;
    expect(expected.supply).toEqual([{ quantity: 5, on: dueOn(), source: number }]);

    const reported = await api.post(`/production-orders/${number}/reports`, { quantity: 2.5 });
    expect(reported.status).toBe(201);
    expect(detailShape.parse(reported.body)).toMatchObject({
      made: 2.5,
      remaining: 2.5,
      status: { value: "in_progress", percent: 50 },
      reports: [{ report: 1, quantity: 2.5, by: "owner's program" }],
    });
    expect((await api.get(`/orders/${order}`)).body).toMatchObject({
      status: { production: { value: "in_progress", percent: 50 } },
      lines: [{ reserved: 2.5, made: 2.5, to_make: 5 }],
    });
    await api.post(`/production-orders/${number}/reports`, { quantity: 2.5 });
    expect((await api.get(`/orders/${order}`)).body).toMatchObject({
      status: { stock: { value: "in_stock" }, production: { value: "made", percent: 100 } },
    });
    const events = (await api.get(`/orders/${order}/events`)).body.data;
    expect(events.map((event: { type: string }) => event.type)).toEqual([
      "created",
      "production_created",
      "production_reported",
      "production_reported",
    ]);
    expect(events[2].data).toMatchObject({ production: number, sku: "OAK", quantity: "2.5" });
    expect((await api.get("/products/OAK")).body).toMatchObject({ on_hand: 5, reserved: 5 });
  });

  test("does everything once per Idempotency-Key", async () => {
    const once = { idempotencyKey: "plan-1" };
    const body = { sku: "OAK", quantity: 5, due_on: dueOn() };
    const first = await api.post("/production-orders", body, once);
    expect((await api.post("/production-orders", body, once)).text).toBe(first.text);
    const path = `/production-orders/${first.body.number}/reports`;
    const answers = [
      await api.post(path, { quantity: 2 }, { idempotencyKey: "report-1" }),
      await api.post(path, { quantity: 2 }, { idempotencyKey: "report-1" }),
    ];
    expect(answers[0]?.text).toBe(answers[1]?.text);
    expect((await api.get("/products/OAK")).body.on_hand).toBe(2);
    const other = await api.post(path, { quantity: 3 }, { idempotencyKey: "report-1" });
    expect([other.status, other.body.code]).toEqual([422, "key_reused"]);
  });

  test("is started, blocked, unblocked, changed, finished short, reopened, cancelled", async () => {
    const { number } = (await plan()).body;
    const act = async (action: string, body = {}) => {
      const answer = await api.post(`/production-orders/${number}/${action}`, body);
      return answer.status === 200 ? answer.body.status.value : answer.body.code;
    };
    expect(await act("start")).toBe("in_progress");
    expect(await act("block", { reason: "Boards are wet" })).toBe("blocked");
    expect((await api.get(`/production-orders/${number}`)).body.blocked_reason).toBe(
      "Boards are wet",
    );
    expect(await act("unblock")).toBe("in_progress");
    expect(await act("finish-short")).toBe("none_made");
    expect(await act("cancel")).toBe("cancelled");
    expect(await act("reopen")).toBe("in_progress");
    await api.post(`/production-orders/${number}/reports`, { quantity: 2, scrapped: 1 });
    expect(await act("cancel")).toBe("some_made");
    expect(await act("finish-short")).toBe("finished_short");
    expect(await act("reports/1/take-back")).toBe("in_progress");
    expect(await act("reports/1/take-back")).toBe("already_taken_back");
    const changed = await api.patch(`/production-orders/${number}`, { quantity: 7, version: 1 });
    expect(changed.body).toMatchObject({ quantity: 7, version: 2, scrapped: 0 });
    const stale = await api.patch(`/production-orders/${number}`, { quantity: 8, version: 1 });
    expect([stale.status, stale.body.code]).toEqual([409, "changed_meanwhile"]);
  });

  test("is refused for wrong input with the field named", async () => {
    const wrong = [
      await plan({ quantity: 0 }),
      await plan({ quantity: -1 }),
      await plan({ quantity: 0.0001 }),
      await plan({ quantity: "5" }),
      await plan({ quantity: 1e15 }),
      await plan({ due_on: "2026-02-30" }),
      await plan({ sku: "" }),
      await plan({ sku: "NOPE" }),
      await plan({ order: "SO-0" }),
    ];
    expect(
      wrong.map(({ status, body }) => [status, problemShape.parse(body).errors?.[0]?.field]),
    ).toEqual([
      [422, "quantity"],
      [422, "quantity"],
      [422, "quantity"],
      [422, "quantity"],
      [422, "quantity"],
      [422, "due_on"],
      [422, "sku"],
      [422, "sku"],
      [422, "order"],
    ]);
    const { number } = (await plan()).body;
    const none = await api.post(`/production-orders/${number}/reports`, {});
    expect([none.status, none.body.errors[0].field]).toEqual([422, "quantity"]);
  });

  test("is planned by workers only", async () => {
    const viewer = await apiClient(ctx, "viewer");
    const { number } = (await plan()).body;
    expect((await viewer.get(`/production-orders/${number}`)).status).toBe(200);
    const tried = await viewer.post(`/production-orders/${number}/reports`, { quantity: 1 });
    expect([tried.status, tried.body.code]).toEqual([403, "not_allowed"]);
  });
});

describe("the list of production orders", () => {
  test("pages by due date, finished ones by their end, and finds by product and order", async () => {
    const order = await makeOrder(ctx, [{ sku: "OAK", quantity: 5000 }]);
    const numbers: string[] = [];
    for (const days of [9, -2, 5, 5]) {
      numbers.push((await plan({ due_on: addDays(ctx.today, days) })).body.number);
    }
    const linked = (await plan({ order, due_on: addDays(ctx.today, 30) })).body.number;
    const pages = async (query: string) => {
      const found: string[] = [];
      let after: string | null = "";
      while (after !== null) {
        const { body } = await api.get(
          `/production-orders?limit=2&${query}${after && `&after=${after}`}`,
        );
        found.push(...body.data.map((one: unknown) => productionShape.parse(one).number));
        after = body.next_cursor;
      }
      return found;
    };
    expect(await pages("")).toEqual([...[1, 2, 3, 0].map((index) => numbers[index]), linked]);
    expect(await pages("list=late")).toEqual([numbers[1]]);
    expect(await pages(`q=${order}`)).toEqual([linked]);
    expect(await pages("q=acme+ltd")).toEqual([linked]);
    expect(await pages("q=nothing")).toEqual([]);
    for (const number of numbers.slice(0, 3)) {
      await api.post(`/production-orders/${number}/reports`, { quantity: 5 });
    }
    expect(await pages("list=done")).toEqual([2, 1, 0].map((index) => numbers[index]));
    await api.post(`/production-orders/${linked}/block`, { reason: "No oak" });
    expect(await pages("list=blocked")).toEqual([linked]);
  });

  test("starts anew for a cursor of another list and refuses what is no cursor", async () => {
    await plan();
    const foreign = Buffer.from(JSON.stringify(["x", "y"])).toString("base64url");
    expect((await api.get(`/production-orders?after=${foreign}`)).body.data).toHaveLength(1);
    expect((await api.get("/production-orders?after=zzz")).status).toBe(422);
  });
});
