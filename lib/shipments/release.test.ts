import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { findOrder } from "@/lib/orders/detail";
import { createProduction } from "@/lib/production/create";
import { reportMade, takeBackReport } from "@/lib/production/report";
import { newId } from "@/lib/shared/ids";
import type { Context } from "@/lib/workspaces/context";
import { pgliteDatabase, type TestDatabase } from "@/tests/database";
import { makeClient, makeOrder, makeProduct, makeWorkspace } from "@/tests/factories";
import { markShipped } from "./commands";
import { changeShipment, prepareShipment } from "./prepare";
import { voidShipment } from "./void";

let database: TestDatabase;
let ctx: Context;
/** Waits before the others, with nothing. */
let earlier: string;
/** Has had 4 units made for it. */
let number: string;
let production: string;

beforeAll(async () => {
  database = await pgliteDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  ctx = await makeWorkspace(database.db);
  await makeClient(ctx);
  await makeProduct(ctx, "DESK", { made: true });
  earlier = await makeOrder(ctx, [{ sku: "DESK", quantity: 9000 }]);
  number = await makeOrder(ctx, [{ sku: "DESK", quantity: 5000 }]);
  const created = await createProduction(ctx, {
    sku: "DESK",
    quantity: 5000,
    dueOn: "2026-06-09",
    order: number,
  });
  production = created.ok ? created.value.number : "";
  await reportMade(ctx, production, { quantity: 4000, scrapped: 0 });
});
afterEach(() => database.invariants());

const reservedOf = async (of: string) => (await findOrder(ctx, of))?.lines[0]?.reserved;
const prepare = async (quantity: number) => {
  const lines = [{ line: 1, quantity }];
  const outcome = await prepareShipment(ctx, { orderNumber: number, lines });
  return outcome.ok ? outcome.value.shipment : "";
};
const voided = (shipmentNumber: string) => voidShipment(ctx, { shipmentNumber, batchId: newId() });

test("what was made for a line stays its own when a draft of it is void or gets smaller", async () => {
  await voided(await prepare(3000));
  expect(await reservedOf(number)).toBe(4000);
  const draft = await prepare(4000);
  await changeShipment(ctx, { shipmentNumber: draft, lines: [{ line: 1, quantity: 1000 }] });
  expect(await reservedOf(number)).toBe(4000);
  expect(await reservedOf(earlier)).toBe(0);
  await voided(draft);
  expect(await takeBackReport(ctx, production, 1)).toMatchObject({ ok: true });
});

test("and when a shipment that had left with it is void", async () => {
  const shipment = await prepare(4000);
  await markShipped(ctx, { shipmentNumber: shipment, batchId: newId() });
  await voided(shipment);
  expect(await reservedOf(number)).toBe(4000);
  expect(await reservedOf(earlier)).toBe(0);
});
