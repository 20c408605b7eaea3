import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { findOrder } from "@/lib/orders/detail";
import { newId } from "@/lib/shared/ids";
import type { Context } from "@/lib/workspaces/context";
import { pgliteDatabase, type TestDatabase } from "@/tests/database";
import { makeClient, makeOrder, makeProduct, makeWorkspace } from "@/tests/factories";
import { markShipped } from "./commands";
import { recordDelivery, takeBackDelivery } from "./deliver";

let database: TestDatabase;
let ctx: Context;
let shipment: string;
let order: string;

beforeAll(async () => {
  database = await pgliteDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  ctx = await makeWorkspace(database.db);
  await makeClient(ctx);
  await makeProduct(ctx, "TABLE", { onHand: 5000 });
  order = await makeOrder(ctx, [{ sku: "TABLE" }]);
  const shipped = await markShipped(ctx, { orderNumber: order, batchId: newId() });
  shipment = shipped.ok ? shipped.value.shipment : "";
});
afterEach(() => database.invariants());

const told = async () => (await findOrder(ctx, order))?.events.map((event) => event.type).slice(-2);

test("a delivery is recorded once and moves nothing", async () => {
  const before = await findOrder(ctx, order);
  expect(await recordDelivery(ctx, shipment)).toEqual({ ok: true, value: { order } });
  expect(await recordDelivery(ctx, shipment)).toMatchObject({
    refusal: { code: "already_delivered" },
  });
  const after = await findOrder(ctx, order);
  expect(after?.shipments[0]?.deliveredAt).toEqual(ctx.now);
  expect(after?.order.row.tab).toBe(before?.order.row.tab);
  expect((await told())?.at(-1)).toBe("delivered");
});

test("a delivery recorded by mistake is taken back", async () => {
  await recordDelivery(ctx, shipment);
  expect(await takeBackDelivery(ctx, shipment)).toMatchObject({ ok: true });
  expect(await takeBackDelivery(ctx, shipment)).toMatchObject({
    refusal: { code: "not_delivered_yet" },
  });
  expect(await told()).toEqual(["delivered", "delivery_taken_back"]);
});

test("what is unknown, and what another workspace ships, answer alike", async () => {
  const other = await makeWorkspace(database.db);
  expect(await recordDelivery(other, shipment)).toEqual(await recordDelivery(other, "S-0"));
});
