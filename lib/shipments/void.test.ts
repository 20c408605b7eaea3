import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { issuedNumbers } from "@/db/schema/numbers";
import { products } from "@/db/schema/products";
import { printDocuments } from "@/lib/documents/commands";
import { undoMoves } from "@/lib/moves/commands";
import { findOrder } from "@/lib/orders/detail";
import { setOnHand } from "@/lib/orders/stock-movements";
import { newId } from "@/lib/shared/ids";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { pgliteDatabase, type TestDatabase } from "@/tests/database";
import { makeClient, makeOrder, makeProduct, makeWorkspace } from "@/tests/factories";
import { markShipped } from "./commands";
import { recordDelivery, takeBackDelivery } from "./deliver";
import { changeShipment, prepareShipment } from "./prepare";
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
  await makeProduct(ctx, "CHAIR", { onHand: 5000 });
});
afterEach(() => database.invariants());

const product = async () => {
  const [row] = await withWorkspace(ctx, (tx) =>
    tx.select().from(products).where(eq(products.sku, "CHAIR")),
  );
  return row;
};
const detailOf = async (number: string) => {
  const detail = await findOrder(ctx, number);
  if (!detail) {
    throw new Error("The order is gone.");
  }
  return detail;
};
async function printedOrder(quantity = 2000) {
  const number = await makeOrder(ctx, [{ sku: "CHAIR", quantity }]);
  const printed = await printDocuments(ctx, {
    kinds: ["label", "bill_of_lading"],
    orders: [number],
    idempotencyKey: newId(),
  });
  const batchId = printed.ok ? printed.value.id : "";
  return { number, batchId, shipment: (await detailOf(number)).shipments[0]?.number ?? "" };
}
const voided = (shipmentNumber: string) => voidShipment(ctx, { shipmentNumber, batchId: newId() });

test("a void shipment gives its stock back, is owed again and opens the order that its print closed", async () => {
  const { number, shipment, batchId } = await printedOrder();
  expect(await product()).toMatchObject({ onHand: 3000 });
  const outcome = await voided(shipment);
  expect(outcome).toMatchObject({ value: { moved: { from: "closed", to: "open" } } });
  expect(await product()).toMatchObject({ onHand: 5000, reserved: 2000 });
  const { order, lines, shipments, events, whyThisTab } = await detailOf(number);
  expect(order.row).toMatchObject({ tab: "open", shipmentStatus: "not_shipped" });
  expect(lines).toMatchObject([{ shipped: 0, owed: 2000, reserved: 2000 }]);
  expect(shipments).toMatchObject([{ state: "voided", documents: [{ copy: 1 }, { copy: 1 }] }]);
  expect(events.slice(-2)).toMatchObject([
    { type: "shipment_voided", actorKind: "person" },
    { type: "reopened", cause: "shipment_voided", actorKind: "rule" },
  ]);
  expect(whyThisTab).toBe(
    "In Open because a shipment of it was made void (the default automation policy).",
  );
  const numbers = await withWorkspace(ctx, (tx) => tx.select().from(issuedNumbers));
  const ofShipment = numbers.filter(({ series }) => ["shipment", "sscc", "bol"].includes(series));
  expect(ofShipment).toHaveLength(3);
  expect(ofShipment.every(({ voidedAt }) => voidedAt !== null)).toBe(true);
  // What printed it can't be taken back any more: the void came later.
  expect(await undoMoves(ctx, { batchId })).toMatchObject({
    refused: [{ refusal: { code: "moved_since" } }],
  });
  expect(await voided(shipment)).toMatchObject({ refusal: { code: "shipment_voided" } });
});

test("one of several shipments is void: only its units are owed again", async () => {
  const number = await makeOrder(ctx, [{ sku: "CHAIR", quantity: 4000 }]);
  const lines = [{ line: 1, quantity: 1000 }];
  const first = await prepareShipment(ctx, { orderNumber: number, lines });
  const shipmentNumber = first.ok ? first.value.shipment : "";
  await markShipped(ctx, { shipmentNumber, batchId: newId() });
  expect(await voided(shipmentNumber)).toMatchObject({ value: { moved: null } });
  expect((await detailOf(number)).lines).toMatchObject([{ shipped: 0, owed: 4000 }]);
  const again = await prepareShipment(ctx, { orderNumber: number, lines });
  await markShipped(ctx, {
    shipmentNumber: again.ok ? again.value.shipment : "",
    batchId: newId(),
  });
  await markShipped(ctx, { orderNumber: number, batchId: newId() });
  expect((await detailOf(number)).order.row.tab).toBe("closed");
  await voided(again.ok ? again.value.shipment : "");
  const { order, lines: after } = await detailOf(number);
  expect(order.row).toMatchObject({ tab: "open", shipmentStatus: "partly_shipped" });
  expect(after).toMatchObject([{ shipped: 3000, owed: 1000 }]);
});

describe("taking a void back", () => {
  test("sends the shipment on its way again and closes the order", async () => {
    const { number, shipment } = await printedOrder();
    const outcome = await voided(shipment);
    const moveId = outcome.ok ? (outcome.value.moved?.move ?? "") : "";
    expect(await undoMoves(ctx, { moveId })).toMatchObject({ undone: [{ to: "closed" }] });
    expect(await product()).toMatchObject({ onHand: 3000, reserved: 0 });
    const { order, shipments } = await detailOf(number);
    expect(order.row).toMatchObject({ tab: "closed", shipmentStatus: "shipped" });
    expect(shipments).toMatchObject([{ number: shipment, state: "dispatched" }]);
    expect(await undoMoves(ctx, { moveId })).toMatchObject({
      refused: [{ refusal: { code: "already_undone" } }],
    });
    expect(await voided(shipment)).toMatchObject({ ok: true });
  });

  test("is refused, and changes nothing, when its units are not there any more", async () => {
    const { number, shipment } = await printedOrder(4000);
    const outcome = await voided(shipment);
    const moveId = outcome.ok ? (outcome.value.moved?.move ?? "") : "";
    await setOnHand(ctx, { sku: "CHAIR", onHand: 3000 });
    expect(await undoMoves(ctx, { moveId })).toMatchObject({
      refused: [{ refusal: { code: "short", data: { sku: "CHAIR", missing: "1" } } }],
    });
    const { order, shipments } = await detailOf(number);
    expect(order.row.tab).toBe("open");
    expect(shipments).toMatchObject([{ number: shipment, state: "voided" }]);
  });

  test("is refused while another shipment of the order is prepared", async () => {
    const { number, shipment } = await printedOrder();
    const outcome = await voided(shipment);
    const moveId = outcome.ok ? (outcome.value.moved?.move ?? "") : "";
    const draft = await prepareShipment(ctx, { orderNumber: number });
    expect(await undoMoves(ctx, { moveId })).toMatchObject({
      refused: [{ refusal: { code: "draft_exists" } }],
    });
    await voided(draft.ok ? draft.value.shipment : "");
    const counted = await makeOrder(ctx, [{ sku: "CHAIR", quantity: 1000 }]);
    expect((await detailOf(counted)).order.row.stockCover).toBe("in_stock");
    expect(await undoMoves(ctx, { moveId })).toMatchObject({ undone: [{ to: "closed" }] });
  });
});

test("a void shipment of an open order is made a draft again, as long as its units are there and owed", async () => {
  const number = await makeOrder(ctx, [{ sku: "CHAIR", quantity: 4000 }]);
  const lines = [{ line: 1, quantity: 3000 }];
  const first = await prepareShipment(ctx, { orderNumber: number, lines });
  const shipment = first.ok ? first.value.shipment : "";
  expect(await takeBackVoid(ctx, shipment)).toMatchObject({ refusal: { code: "not_voided" } });
  await markShipped(ctx, { shipmentNumber: shipment, batchId: newId() });
  await voided(shipment);
  await setOnHand(ctx, { sku: "CHAIR", onHand: 2000 });
  expect(await takeBackVoid(ctx, shipment)).toMatchObject({
    refusal: { code: "short", data: { missing: "1" } },
  });
  await setOnHand(ctx, { sku: "CHAIR", onHand: 9000 });
  expect(await takeBackVoid(ctx, shipment)).toMatchObject({ ok: true });
  expect((await detailOf(number)).shipments).toMatchObject([{ number: shipment, state: "draft" }]);
  await markShipped(ctx, { shipmentNumber: shipment, batchId: newId() });
  expect(await product()).toMatchObject({ onHand: 6000, reserved: 1000 });
  const other = await makeWorkspace(database.db, { name: "Other" });
  expect(await takeBackVoid(other, shipment)).toEqual(await takeBackVoid(ctx, "SH-404"));
});

test("a package that was taken out of a draft stays void when the draft comes back", async () => {
  const number = await makeOrder(ctx, [{ sku: "CHAIR", quantity: 2000 }]);
  const carton = { lines: [{ line: 1, quantity: 1000 }] };
  const made = await prepareShipment(ctx, { orderNumber: number, packages: [carton, carton] });
  const shipmentNumber = made.ok ? made.value.shipment : "";
  await changeShipment(ctx, { shipmentNumber, packages: [carton] });
  await voided(shipmentNumber);
  expect(await takeBackVoid(ctx, shipmentNumber)).toMatchObject({ ok: true });
  expect((await detailOf(number)).shipments[0]?.packages).toHaveLength(1);
});

test("what has arrived stays: neither void nor undo goes behind a delivery", async () => {
  const { shipment, batchId } = await printedOrder();
  await recordDelivery(ctx, shipment);
  expect(await voided(shipment)).toMatchObject({ refusal: { code: "is_delivered" } });
  expect(await undoMoves(ctx, { batchId })).toMatchObject({
    refused: [{ refusal: { code: "is_delivered" } }],
  });
  await takeBackDelivery(ctx, shipment);
  expect(await undoMoves(ctx, { batchId })).toMatchObject({ undone: [{ to: "open" }] });
});

test("a print that names a void shipment is refused and prints no other", async () => {
  const { shipment } = await printedOrder();
  await voided(shipment);
  const printed = await printDocuments(ctx, {
    kinds: ["label"],
    shipments: [shipment, "SH-404"],
    idempotencyKey: newId(),
  });
  expect(printed).toMatchObject({
    value: { documents: [], refused: [{ code: "shipment_voided" }, { code: "not_found" }] },
  });
});
