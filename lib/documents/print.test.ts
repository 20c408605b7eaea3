import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { documents } from "@/db/schema/documents";
import { orderEvents, orders, tabCounts } from "@/db/schema/orders";
import { products } from "@/db/schema/products";
import { shipments } from "@/db/schema/shipments";
import { undoMoves } from "@/lib/moves/commands";
import { moveOrders } from "@/lib/orders/commands";
import { newId } from "@/lib/shared/ids";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { pgliteDatabase, type TestDatabase } from "@/tests/database";
import { makeClient, makeOrder, makeProduct, makeWorkspace } from "@/tests/factories";
import { printDocuments } from "./commands";

let database: TestDatabase;
let ctx: Context;

beforeAll(async () => {
  database = await pgliteDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  ctx = await makeWorkspace(database.db);
  await makeClient(ctx);
});
afterEach(() => database.invariants());

const print = async (numbers: string[], kinds = ["label"] as const, key = newId()) => {
  const outcome = await printDocuments(ctx, { kinds, orders: numbers, idempotencyKey: key });
  if (!outcome.ok) {
    throw new Error(outcome.refusal.code);
  }
  return outcome.value;
};
const order = async (number: string) => {
  const [row] = await withWorkspace(ctx, (tx) =>
    tx.select().from(orders).where(eq(orders.number, number)),
  );
  return row;
};
const product = async (sku: string) => {
  const [row] = await withWorkspace(ctx, (tx) =>
    tx.select().from(products).where(eq(products.sku, sku)),
  );
  return row;
};

describe("printing labels", () => {
  test("closes a complete order, takes its stock once and stores the page", async () => {
    await makeProduct(ctx, "CHAIR", { onHand: 5000 });
    const number = await makeOrder(ctx, [{ sku: "CHAIR", quantity: 2000 }]);
    expect(await order(number)).toMatchObject({
      tab: "open",
      stockCover: "in_stock",
      stockPercent: 100,
    });

    const result = await print([number]);

    expect(result.moved).toMatchObject([{ order: number, from: "open", to: "closed" }]);
    expect(result.documents).toMatchObject([{ order: number, kind: "label", copy: 1 }]);
    expect(await order(number)).toMatchObject({
      tab: "closed",
      shipmentStatus: "shipped",
      shipmentPercent: 100,
    });
    expect(await product("CHAIR")).toMatchObject({ onHand: 3000, reserved: 0 });
    const events = await withWorkspace(ctx, (tx) =>
      tx.select().from(orderEvents).orderBy(orderEvents.seq),
    );
    expect(events.map((event) => [event.type, event.cause, event.actorKind])).toEqual([
      ["created", "by_hand", "person"],
      ["document_printed", "by_hand", "person"],
      ["dispatched", "label_printed", "person"],
      ["closed", "label_printed", "rule"],
    ]);
  });

  test("answers a retry with the same key as before and does nothing twice", async () => {
    await makeProduct(ctx, "CHAIR", { onHand: 5000 });
    const number = await makeOrder(ctx, [{ sku: "CHAIR", quantity: 2000 }]);
    const key = newId();
    const first = await print([number], ["label"], key);
    expect(await print([number], ["label"], key)).toEqual(first);
    expect(await product("CHAIR")).toMatchObject({ onHand: 3000 });
    const outcome = await printDocuments(ctx, {
      kinds: ["packing_slip"],
      orders: [number],
      idempotencyKey: key,
    });
    expect(outcome).toMatchObject({ ok: false, refusal: { code: "key_reused" } });
  });

  test("prints a closed order again as copy 2 and moves nothing", async () => {
    await makeProduct(ctx, "CHAIR", { onHand: 5000 });
    const number = await makeOrder(ctx, [{ sku: "CHAIR", quantity: 2000 }]);
    await print([number]);
    const again = await print([number]);
    expect(again.documents).toMatchObject([{ copy: 2 }]);
    expect(again.moved).toEqual([]);
    expect(await product("CHAIR")).toMatchObject({ onHand: 3000 });
  });

  test("refuses what has nothing to ship, what would be partial, what is held and what is unknown; the others go on", async () => {
    await makeProduct(ctx, "CHAIR", { onHand: 4000 });
    const whole = await makeOrder(ctx, [{ sku: "CHAIR", quantity: 1000 }]);
    const held = await makeOrder(ctx, [{ sku: "CHAIR", quantity: 1000 }], { onHold: true });
    const partial = await makeOrder(ctx, [{ sku: "CHAIR", quantity: 5000 }]);
    const empty = await makeOrder(ctx, [{ sku: "CHAIR", quantity: 1000 }]);
    const result = await print([partial, held, empty, "SO-404", whole]);
    expect(result.refused.map(({ order: number, code }) => [number, code])).toEqual([
      [partial, "would_be_partial"],
      [held, "on_hold"],
      [empty, "nothing_to_ship"],
      ["SO-404", "not_found"],
    ]);
    expect(result.moved).toMatchObject([{ order: whole }]);
  });

  test("ships partly where that is allowed and leaves the order open", async () => {
    await makeProduct(ctx, "CHAIR", { onHand: 4000 });
    const number = await makeOrder(ctx, [{ sku: "CHAIR", quantity: 5000 }], { allowPartial: true });
    const result = await print([number]);
    expect(result.moved).toEqual([]);
    expect(await order(number)).toMatchObject({
      tab: "open",
      shipmentStatus: "partly_shipped",
      shipmentPercent: 80,
      stockCover: "short",
    });
  });

  test("ships all that is owed of products that are not tracked", async () => {
    await makeProduct(ctx, "CARD", { tracked: false });
    const number = await makeOrder(ctx, [{ sku: "CARD", quantity: 7500 }]);
    expect(await order(number)).toMatchObject({ stockCover: "not_tracked", stockPercent: null });
    expect((await print([number])).moved).toHaveLength(1);
  });
});

describe("undo", () => {
  test("takes a print's close back: the order is open, the stock is back and held by the draft", async () => {
    await makeProduct(ctx, "CHAIR", { onHand: 2000 });
    const number = await makeOrder(ctx, [{ sku: "CHAIR", quantity: 2000 }]);
    const rival = await makeOrder(ctx, [{ sku: "CHAIR", quantity: 2000 }]);
    const { id } = await print([number]);

    expect(await undoMoves(ctx, { batchId: id })).toMatchObject({
      undone: [{ number, from: "closed", to: "open" }],
      refused: [],
    });
    expect(await order(number)).toMatchObject({
      tab: "open",
      stockCover: "in_stock",
      shipmentStatus: "not_shipped",
    });
    expect(await order(rival)).toMatchObject({ stockCover: "short" });
    expect(await product("CHAIR")).toMatchObject({ onHand: 2000, reserved: 2000 });
    const [shipment] = await withWorkspace(ctx, (tx) => tx.select().from(shipments));
    expect(shipment).toMatchObject({ dispatchedAt: null });
    expect(shipment?.labelPrintedAt).not.toBeNull();
    expect(await undoMoves(ctx, { batchId: id })).toMatchObject({
      refused: [{ refusal: { code: "already_undone" } }],
    });

    const again = await print([number]);
    expect(again.documents).toMatchObject([{ copy: 2 }]);
    expect(again.moved).toHaveLength(1);
  });

  test("takes a cancel back and gives the order its place in the queue again", async () => {
    await makeProduct(ctx, "CHAIR", { onHand: 2000 });
    const number = await makeOrder(ctx, [{ sku: "CHAIR", quantity: 2000 }]);
    const rival = await makeOrder(ctx, [{ sku: "CHAIR", quantity: 2000 }]);
    const cancel = await moveOrders(ctx, [number], { type: "archive", reason: "cancelled" });
    expect(await order(number)).toMatchObject({
      tab: "archived",
      archiveReason: "cancelled",
      stockCover: "not_needed",
    });
    expect(await order(rival)).toMatchObject({ stockCover: "in_stock" });
    await undoMoves(ctx, { batchId: cancel.batchId });
    expect(await order(number)).toMatchObject({ tab: "open", stockCover: "in_stock" });
    expect(await order(rival)).toMatchObject({ stockCover: "short" });
    expect(
      await withWorkspace(ctx, (tx) => tx.select().from(tabCounts).orderBy(tabCounts.tab)),
    ).toMatchObject([
      { tab: "archived", orders: 0 },
      { tab: "open", orders: 2 },
    ]);
  });
});

test("keeps another workspace's orders and documents out of reach", async () => {
  await makeProduct(ctx, "CHAIR", { onHand: 2000 });
  const number = await makeOrder(ctx, [{ sku: "CHAIR", quantity: 2000 }]);
  const other = await makeWorkspace(database.db, { name: "Other" });
  const result = await printDocuments(other, {
    kinds: ["label"],
    orders: [number],
    idempotencyKey: newId(),
  });
  expect(result).toMatchObject({
    ok: true,
    value: { refused: [{ code: "not_found" }], documents: [] },
  });
  await print([number]);
  expect(await withWorkspace(other, (tx) => tx.select().from(documents))).toEqual([]);
});
