import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { savePolicy } from "@/lib/automation/commands";
import { printDocuments } from "@/lib/documents/commands";
import { undoMoves } from "@/lib/moves/commands";
import { moveOrders } from "@/lib/orders/commands";
import { findOrder } from "@/lib/orders/detail";
import { loadOrders, orderIdsByNumber } from "@/lib/orders/facts";
import { CLOSING_FACTS } from "@/lib/orders/policy";
import { updateOrder } from "@/lib/orders/update";
import { newId } from "@/lib/shared/ids";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { pgliteDatabase, type TestDatabase } from "@/tests/database";
import { makeClient, makeOrder, makeProduct, makeWorkspace } from "@/tests/factories";
import { markShipped } from "./commands";
import { prepareShipment } from "./prepare";
import { takeBackVoid, voidShipment } from "./void";

let database: TestDatabase;
let ctx: Context;

beforeAll(async () => {
  database = await pgliteDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  ctx = await makeWorkspace(database.db);
  await makeClient(ctx);
  await makeProduct(ctx, "CHAIR", { onHand: 12_000 });
  await makeProduct(ctx, "CARD", { tracked: false });
});
afterEach(() => database.invariants());

const units = (sku: string, quantity: number) => ({ sku, quantity: quantity * 1000 });
const ordering = (sku: string, quantity: number, allowance: number) =>
  makeOrder(ctx, [{ ...units(sku, quantity), overShipAllowance: allowance * 1000 }]);

const prepare = (orderNumber: string, quantity: number, sku = "CHAIR") =>
  prepareShipment(ctx, { orderNumber, lines: [units(sku, quantity)] });
const ship = (orderNumber: string) => markShipped(ctx, { orderNumber, batchId: newId() });

async function lineOf(number: string) {
  const detail = await findOrder(ctx, number);
  const [line] = detail?.lines ?? [];
  if (!detail || !line) {
    throw new Error("The order is gone.");
  }
  const { owed, shipped, reserved } = line;
  return { owed, shipped, reserved, tab: detail.order.row.tab, shipment: detail.status.shipment };
}

const edit = (number: string, quantity: number, overShipAllowance?: number) =>
  withWorkspace(ctx, async (tx) => {
    const [id] = await orderIdsByNumber(tx, ctx, [number]);
    const [order] = await loadOrders(tx, ctx, [id ?? ""]);
    const version = order?.row.version ?? 0;
    const line = { line: 1, sku: "CHAIR", unitPriceMinor: 1000, discountMinor: 0 };
    const allowance = overShipAllowance === undefined ? {} : { overShipAllowance };
    return updateOrder(
      tx,
      ctx,
      id ?? "",
      {
        ...{ version, currency: "EUR", shippingMinor: 0, taxMinor: 0 },
        lines: [{ ...line, quantity, ...allowance }],
      },
      { cause: "by_hand" },
    );
  });

describe("a line's over-ship allowance", () => {
  test("lets that many more leave, closes the order at 100 % and leaves nothing owed", async () => {
    const number = await ordering("CHAIR", 10, 2);
    expect(await prepare(number, 13)).toMatchObject({
      refusal: { code: "over_shipped", data: { owed: "10", most: "12", quantity: "13" } },
    });
    expect(await prepare(number, 12)).toMatchObject({ ok: true });
    expect(await lineOf(number)).toMatchObject({ owed: 10_000, reserved: 10_000 });
    expect(await ship(number)).toMatchObject({ value: { moved: { to: "closed" } } });
    expect(await lineOf(number)).toMatchObject({
      ...{ owed: 0, shipped: 12_000, reserved: 0, tab: "closed" },
      shipment: { value: "shipped", percent: 100 },
    });
  });

  test("counts over all shipments of the line", async () => {
    const number = await ordering("CARD", 10, 2);
    await prepare(number, 7, "CARD");
    await ship(number);
    expect(await prepare(number, 6, "CARD")).toMatchObject({
      refusal: { code: "over_shipped", data: { owed: "3", most: "5" } },
    });
    expect(await prepare(number, 5, "CARD")).toMatchObject({ ok: true });
    await ship(number);
    expect(await lineOf(number)).toMatchObject({ owed: 0, shipped: 12_000, tab: "closed" });
  });

  test("takes only units that nobody holds, also when the shipment leaves", async () => {
    const number = await ordering("CHAIR", 10, 5);
    expect(await prepare(number, 13)).toMatchObject({
      refusal: { code: "not_spare", data: { available: "2", owed: "10" } },
    });
    expect(await prepare(number, 12)).toMatchObject({ ok: true });
    const other = await makeOrder(ctx, [units("CHAIR", 1)]);
    expect(await lineOf(other)).toMatchObject({ reserved: 1000 });
    expect(await ship(number)).toMatchObject({
      refusal: { code: "short", data: { sku: "CHAIR", missing: "1" } },
    });
    expect(await lineOf(number)).toMatchObject({ shipped: 0, reserved: 10_000 });
  });

  test("is never used by a print that makes its own shipment", async () => {
    const number = await ordering("CHAIR", 10, 2);
    await printDocuments(ctx, { kinds: ["label"], orders: [number], idempotencyKey: newId() });
    expect(await lineOf(number)).toMatchObject({ shipped: 10_000, tab: "closed" });
  });

  test("gives back what went beyond when the shipment is undone; only what is owed stays held", async () => {
    const number = await ordering("CHAIR", 10, 2);
    await prepare(number, 12);
    const request = { kinds: ["label"], orders: [number] } as const;
    const printed = await printDocuments(ctx, { ...request, idempotencyKey: newId() });
    await undoMoves(ctx, { batchId: printed.ok ? printed.value.id : "" });
    expect(await lineOf(number)).toMatchObject({ owed: 10_000, reserved: 10_000, tab: "open" });
    const other = await makeOrder(ctx, [units("CHAIR", 2)]);
    expect(await lineOf(other)).toMatchObject({ reserved: 2000 });
    const again = await printDocuments(ctx, { ...request, idempotencyKey: newId() });
    expect(again).toMatchObject({
      value: { refused: [{ code: "short", data: { missing: "2" } }] },
    });
  });

  test("lets a void shipment come back only while its units are nobody's", async () => {
    const number = await ordering("CHAIR", 10, 2);
    const prepared = await prepare(number, 12);
    const shipmentNumber = prepared.ok ? prepared.value.shipment : "";
    await voidShipment(ctx, { shipmentNumber, batchId: newId() });
    const other = await makeOrder(ctx, [units("CHAIR", 1)]);
    expect(await takeBackVoid(ctx, shipmentNumber)).toMatchObject({
      refusal: { code: "short", data: { missing: "1" } },
    });
    await moveOrders(ctx, [other], { type: "archive", reason: "cancelled" });
    expect(await takeBackVoid(ctx, shipmentNumber)).toMatchObject({ ok: true });
  });

  test("can't go below what has left or is packed; a quantity may go as far as it allows", async () => {
    const number = await ordering("CHAIR", 6, 2);
    await prepare(number, 8);
    expect(await edit(number, 6000, 1000)).toMatchObject({
      refusal: { code: "in_shipment", field: "lines.0.overShipAllowance" },
    });
    await ship(number);
    expect(await edit(number, 6000, 1000)).toMatchObject({
      refusal: { code: "allowance_used", data: { line: 1, beyond: "2" } },
    });
    expect(await edit(number, 5000)).toMatchObject({
      refusal: { code: "below_shipped", data: { shipped: "6" } },
    });
    expect(await edit(number, 8000, 0)).toMatchObject({ ok: true });
    expect(await lineOf(number)).toMatchObject({ owed: 0, shipped: 8000 });
  });

  test("leaves no draft behind on an order that closes", async () => {
    const facts = [...CLOSING_FACTS];
    await savePolicy(ctx, {
      ...{ version: 0, dispatchOn: facts, closeOn: facts, paused: true },
      ...{ archiveOnAsn: "sent", archiveOnCompleted: true },
    });
    const number = await ordering("CHAIR", 4, 2);
    await prepare(number, 4);
    await ship(number);
    expect(await lineOf(number)).toMatchObject({ owed: 0, tab: "open" });
    expect(await prepare(number, 1)).toMatchObject({ ok: true });
    await moveOrders(ctx, [number], { type: "close", byHand: true });
    const { shipments = [] } = (await findOrder(ctx, number)) ?? {};
    expect(shipments.map(({ state }) => state)).toEqual(["dispatched", "voided"]);
  });
});
