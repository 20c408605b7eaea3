import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { order as orderShape } from "@/lib/api/shapes/order";
import { problem as problemShape } from "@/lib/api/shapes/problem";
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
  await makeProduct(ctx, "OAK", { onHand: 1000 });
});
afterEach(() => database.invariants());

describe("a move in the queue over the API", () => {
  test("answers the order at its new place, with the stock that goes with it", async () => {
    const [a, b] = [await makeOrder(ctx, [{ sku: "OAK" }]), await makeOrder(ctx, [{ sku: "OAK" }])];
    const moved = await api.post(`/orders/${b}/move`, { before: a });
    expect(moved.status).toBe(200);
    expect(orderShape.parse(moved.body)).toMatchObject({
      number: b,
      tab: "open",
      status: { stock: { value: "in_stock" } },
    });
    const ranks = (await api.get("/orders?tab=open")).body.data;
    expect(ranks.map((order: { number: string }) => order.number)).toEqual([b, a]);
    expect((await api.post(`/orders/${b}/move`, { to: "last" })).status).toBe(200);
    expect((await api.post(`/orders/${a}/move`, { after: b })).status).toBe(200);
    const events = (await api.get(`/orders/${b}/events`)).body.data;
    expect(events.at(-1)).toMatchObject({
      type: "queue_moved",
      from: null,
      to: null,
      move: null,
      data: { from: 1, to: 2 },
    });
  });

  test("needs exactly one place, an order of the queue, and a role that may", async () => {
    const a = await makeOrder(ctx, [{ sku: "OAK" }]);
    const codes = async (body: unknown, order = a) => {
      const answer = await api.post(`/orders/${order}/move`, body);
      const { code, errors } = problemShape.parse(answer.body);
      return [answer.status, code, errors?.[0]?.field];
    };
    expect(await codes({})).toEqual([422, "invalid", "to"]);
    expect(await codes({ to: "first", before: a })).toEqual([422, "invalid", "to"]);
    expect(await codes({ to: "middle" })).toEqual([422, "invalid", "to"]);
    expect(await codes({ before: "SO-0" })).toEqual([422, "unknown_order", "before"]);
    expect(await codes({ after: a })).toEqual([422, "beside_itself", "after"]);
    expect(await codes({ to: "first" }, "SO-0")).toEqual([404, "not_found", undefined]);
    await api.post(`/orders/${a}/cancel`);
    expect(await codes({ to: "first" })).toEqual([409, "not_open", undefined]);
    const viewer = await apiClient(ctx, "viewer");
    expect((await viewer.post(`/orders/${a}/move`, { to: "first" })).status).toBe(403);
  });
});
