import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { productionOrders } from "@/db/schema/production";
import { products, stockMovements } from "@/db/schema/products";
import { printDocuments } from "@/lib/documents/commands";
import { undoMoves } from "@/lib/moves/commands";
import { moveOrders } from "@/lib/orders/commands";
import { findOrder } from "@/lib/orders/detail";
import { loadOrders } from "@/lib/orders/facts";
import { findOrderId } from "@/lib/orders/queries";
import { sentenceText } from "@/lib/orders/sentence";
import { updateOrder } from "@/lib/orders/update";
import { newId } from "@/lib/shared/ids";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { pgliteDatabase, type TestDatabase } from "@/tests/database";
import { makeClient, makeOrder, makeProduct, makeWorkspace } from "@/tests/factories";
import {
  blockProduction,
  cancelProduction,
  changeProduction,
  finishShort,
  reopenProduction,
  startProduction,
  unblockProduction,
  undoMake,
} from "./commands";
import { createProduction, makeForOrders } from "./create";
import { newProductionSchema, reportSchema } from "./input";
import { reportMade, takeBackReport } from "./report";

let database: TestDatabase;
let ctx: Context;

beforeAll(async () => {
  database = await pgliteDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  ctx = await makeWorkspace(database.db);
  await makeClient(ctx);
  await makeProduct(ctx, "OAK", { made: true, leadTimeDays: 5 });
});
afterEach(() => database.invariants());

const report = (number: string, quantity: string, rest: { scrapped?: string; key?: string } = {}) =>
  reportMade(ctx, number, reportSchema.parse({ quantity, ...rest }));
const plan = (set: Record<string, unknown> = {}) =>
  createProduction(
    ctx,
    newProductionSchema.parse({ sku: "OAK", quantity: "5", dueOn: "2026-06-20", ...set }),
  );
async function planned(set: Record<string, unknown> = {}): Promise<string> {
  const outcome = await plan(set);
  if (!outcome.ok) {
    throw new Error(`Refused: ${JSON.stringify(outcome.refusal)}`);
  }
  return outcome.value.number;
}
async function production(number: string) {
  const [row] = await withWorkspace(ctx, (tx) =>
    tx.select().from(productionOrders).where(eq(productionOrders.number, number)),
  );
  return row;
}
async function onHand(sku = "OAK") {
  const [row] = await withWorkspace(ctx, (tx) =>
    tx.select().from(products).where(eq(products.sku, sku)),
  );
  return row?.onHand;
}
async function order(number: string) {
  const found = await findOrder(ctx, number);
  if (!found) {
    throw new Error("The order is gone.");
  }
  return found;
}
async function eventsOf(number: string) {
  return (await order(number)).events.map((event) => event.type);
}
async function statusOf(number: string) {
  const { stock, production: making } = (await order(number)).status;
  return [stock.value, making.value, making.percent];
}
const oakOrder = (quantity = 5000, set: Record<string, unknown> = {}) =>
  makeOrder(ctx, [{ sku: "OAK", quantity }], set);

describe("Make", () => {
  test("plans exactly what is short of made products, due on the order's promise", async () => {
    await makeProduct(ctx, "BOUGHT");
    await makeProduct(ctx, "BIRCH", { made: true, onHand: 1000 });
    const number = await makeOrder(
      ctx,
      [
        { sku: "OAK", quantity: 5000 },
        { sku: "BOUGHT", quantity: 2000 },
        { sku: "BIRCH", quantity: 3000 },
      ],
      { shipByOn: "2026-06-12", deliverByOn: "2026-06-15" },
    );
    const { made, refused } = await makeForOrders(ctx, [number], { key: "k1" });
    expect(refused).toEqual([]);
    expect(made).toEqual([{ order: number, productions: ["MO-101", "MO-102"] }]);
    expect(await production("MO-101")).toMatchObject({ quantity: 5000, dueOn: "2026-06-12" });
    expect(await production("MO-102")).toMatchObject({ quantity: 2000, dueOn: "2026-06-12" });
    const { lines } = await order(number);
    expect(lines.map((line) => [line.sku, line.reserved, line.expected, line.toMake])).toEqual([
      ["OAK", 0, 5000, 5000],
      ["BOUGHT", 0, 0, 0],
      ["BIRCH", 1000, 2000, 2000],
    ]);
    expect(await eventsOf(number)).toEqual(["created", "production_created", "production_created"]);
    expect(await statusOf(number)).toEqual(["short", "not_started", 0]);
  });

  test("answers each of several orders, and makes nothing twice", async () => {
    const [first, second] = [await oakOrder(), await oakOrder(2000)];
    await moveOrders(ctx, [second], { type: "archive", reason: "cancelled" });
    const asked = () => makeForOrders(ctx, [first, second, "SO-0"], { key: "k1" });
    const { made, refused } = await asked();
    expect(made.map((one) => one.order)).toEqual([first]);
    expect(refused.map((one) => [one.order, one.refusal.code])).toEqual([
      [second, "not_open"],
      ["SO-0", "not_found"],
    ]);
    expect((await asked()).made).toEqual(made);
    const later = await makeForOrders(ctx, [first], { key: "k2" });
    expect(later.refused[0]?.refusal.code).toBe("nothing_to_make");
  });

  test("of one line leaves the others", async () => {
    const number = await makeOrder(ctx, [
      { sku: "OAK", quantity: 5000 },
      { sku: "OAK", quantity: 2000 },
    ]);
    await makeForOrders(ctx, [number], { line: 2, key: "k" });
    expect((await order(number)).lines.map((line) => line.expected)).toEqual([0, 2000]);
  });

  test("is taken back as a whole while nothing is made of it", async () => {
    const number = await makeOrder(ctx, [{ sku: "OAK" }, { sku: "OAK", quantity: 2000 }]);
    const { made } = await makeForOrders(ctx, [number], { key: "k" });
    const [first = "", second = ""] = made[0]?.productions ?? [];
    await report(second, "1");
    expect(await undoMake(ctx, "k")).toMatchObject({
      cancelled: [first],
      refused: [{ production: second, refusal: { code: "some_made" } }],
    });
    expect(await undoMake(ctx, "never")).toBeNull();
  });
});

describe("a production order by hand", () => {
  test("is for stock, or for the line of an order that is open", async () => {
    const number = await oakOrder();
    expect(await production(await planned())).toMatchObject({ orderLineId: null });
    const linked = await planned({ order: number });
    expect((await production(linked))?.orderLineId).toBe((await order(number)).lines[0]?.id);
  });

  test("is refused with the reason and the field", async () => {
    await makeProduct(ctx, "CARE", { kind: "service", tracked: false });
    await makeProduct(ctx, "PINE");
    const number = await makeOrder(ctx, [{ sku: "OAK" }, { sku: "OAK" }]);
    const gone = await oakOrder();
    await moveOrders(ctx, [gone], { type: "archive", reason: "cancelled" });
    const codes = [
      await plan({ sku: "NOPE" }),
      await plan({ sku: "CARE" }),
      await plan({ order: "SO-0" }),
      await plan({ order: gone }),
      await plan({ order: number }),
      await plan({ order: number, sku: "PINE" }),
      await plan({ order: number, line: 3 }),
    ].map((outcome) => (outcome.ok ? "ok" : outcome.refusal.code));
    expect(codes).toEqual([
      "unknown_product",
      "not_goods",
      "unknown_order",
      "not_open",
      "ambiguous_line",
      "unknown_line",
      "unknown_line",
    ]);
    expect((await plan({ order: number, line: 2 })).ok).toBe(true);
  });

  test("is made once by a form that is sent twice, and not by one that says something else", async () => {
    const first = await plan({ key: "form" });
    expect(await plan({ key: "form" })).toEqual({
      ok: true,
      value: { number: first.ok ? first.value.number : "", created: false },
    });
    expect(await plan({ key: "form", quantity: "6" })).toMatchObject({
      refusal: { code: "key_reused" },
    });
  });
});

describe("a report", () => {
  test("goes to stock, for its own line first, before all who stand ahead in the queue", async () => {
    const ahead = await oakOrder(4000);
    const number = await oakOrder(5000);
    const made = await planned({ order: number, quantity: "6" });
    expect(await report(made, "4")).toMatchObject({
      value: { pinned: 4000, surplus: 0, isDone: false },
    });
    expect(await onHand()).toBe(4000);
    expect((await order(number)).lines[0]?.reserved).toBe(4000);
    expect((await order(ahead)).lines[0]?.reserved).toBe(0);
    expect(await statusOf(number)).toEqual(["expected", "in_progress", 66]);
    // One more covers the line; the second one is surplus and joins the queue.
    expect(await report(made, "2")).toMatchObject({ value: { pinned: 1000, isDone: true } });
    expect((await order(number)).lines[0]?.reserved).toBe(5000);
    expect((await order(ahead)).lines[0]?.reserved).toBe(1000);
    expect(await statusOf(number)).toEqual(["in_stock", "made", 100]);
    expect((await production(made))?.finish).toBe("done");
    expect(await eventsOf(number)).toEqual([
      "created",
      "production_created",
      "production_reported",
      "production_reported",
    ]);
  });

  test("for stock goes to the queue", async () => {
    const number = await oakOrder(3000);
    await report(await planned({ quantity: "3" }), "3");
    expect((await order(number)).lines[0]).toMatchObject({ reserved: 3000, made: 0 });
    expect(await statusOf(number)).toEqual(["in_stock", "not_needed", null]);
  });

  test("may be of more than planned, and more may follow", async () => {
    const made = await planned({ quantity: "3" });
    expect(await report(made, "4")).toMatchObject({ value: { surplus: 1000, isDone: true } });
    expect(await report(made, "1")).toMatchObject({ value: { surplus: 2000, isDone: true } });
    expect(await onHand()).toBe(5000);
  });

  test("keeps scrap as a fact of the production order that never was stock", async () => {
    const made = await planned({ quantity: "3" });
    await report(made, "2", { scrapped: "1" });
    await report(made, "0", { scrapped: "0.5" });
    expect(await production(made)).toMatchObject({ made: 2000, scrapped: 1500, finish: null });
    expect(await onHand()).toBe(2000);
    expect(reportSchema.safeParse({ quantity: "0" }).success).toBe(false);
  });

  test("that is sent twice counts once; another number under the same key is refused", async () => {
    const made = await planned();
    const first = await report(made, "2", { key: "form" });
    expect(await report(made, "2", { key: "form" })).toEqual(first);
    expect(await report(made, "3", { key: "form" })).toMatchObject({
      refusal: { code: "key_reused" },
    });
    expect(await onHand()).toBe(2000);
  });

  test("of an order that was cancelled meanwhile joins the queue", async () => {
    const number = await oakOrder(3000);
    const made = await planned({ order: number, quantity: "3" });
    await moveOrders(ctx, [number], { type: "archive", reason: "cancelled" });
    const next = await oakOrder(2000);
    expect(await report(made, "3")).toMatchObject({ value: { pinned: 0 } });
    expect((await order(next)).lines[0]?.reserved).toBe(2000);
  });

  test("starts the tracking of a product that was not tracked", async () => {
    await makeProduct(ctx, "LAMP", { made: true, tracked: false });
    const number = await makeOrder(ctx, [{ sku: "LAMP" }]);
    await report(await planned({ sku: "LAMP", quantity: "1" }), "1");
    expect((await order(number)).status.stock.value).toBe("in_stock");
  });

  test("that makes an order whole lets its print close it", async () => {
    const number = await oakOrder(2000);
    const made = await planned({ order: number, quantity: "2" });
    await report(made, "2");
    const printed = await printDocuments(ctx, {
      kinds: ["label"],
      orders: [number],
      idempotencyKey: newId(),
    });
    expect(printed.ok && printed.value.moved).toMatchObject([{ from: "open", to: "closed" }]);
    expect(await onHand()).toBe(0);
  });
});

describe("taking a report back", () => {
  test("takes its units out of stock and opens what it had ended", async () => {
    const number = await oakOrder(5000);
    const made = await planned({ order: number });
    await report(made, "3");
    await report(made, "2", { scrapped: "1" });
    expect(await takeBackReport(ctx, made, 1)).toMatchObject({
      refusal: { code: "report_not_last" },
    });
    expect((await takeBackReport(ctx, made, 2)).ok).toBe(true);
    expect(await production(made)).toMatchObject({ made: 3000, scrapped: 0, finish: null });
    expect(await onHand()).toBe(3000);
    expect(await statusOf(number)).toEqual(["expected", "in_progress", 60]);
    expect(await takeBackReport(ctx, made, 2)).toMatchObject({
      refusal: { code: "already_taken_back" },
    });
    expect((await takeBackReport(ctx, made, 1)).ok).toBe(true);
    expect(await onHand()).toBe(0);
    expect(await takeBackReport(ctx, made, 9)).toMatchObject({ refusal: { code: "not_found" } });
    const movements = await withWorkspace(ctx, (tx) => tx.select().from(stockMovements));
    expect(movements.map((one) => one.quantity).sort()).toEqual([-2000, -3000, 2000, 3000].sort());
  });

  test("is refused once the units are packed for the line, shipped or not", async () => {
    const number = await oakOrder(2000);
    const made = await planned({ order: number, quantity: "2" });
    await report(made, "2");
    const printed = await printDocuments(ctx, {
      kinds: ["label"],
      orders: [number],
      idempotencyKey: newId(),
    });
    expect(await takeBackReport(ctx, made, 1)).toMatchObject({
      refusal: { code: "units_shipped", data: { shipment: "SH-1001", left: "2" } },
    });
    await undoMoves(ctx, { batchId: printed.ok ? printed.value.id : "" });
    // The shipment is a draft again and still holds them.
    expect(await takeBackReport(ctx, made, 1)).toMatchObject({
      refusal: { code: "units_shipped" },
    });
  });

  test("is refused when the units were sold meanwhile", async () => {
    const made = await planned({ quantity: "2" });
    await report(made, "2");
    const number = await oakOrder(1000);
    await printDocuments(ctx, { kinds: ["label"], orders: [number], idempotencyKey: newId() });
    expect(await takeBackReport(ctx, made, 1)).toMatchObject({
      refusal: { code: "units_gone", data: { free: "1", quantity: "2" } },
    });
  });

  test("releases the last in the queue and flags it", async () => {
    const made = await planned({ quantity: "2" });
    await report(made, "2");
    const [first, last] = [await oakOrder(1000), await oakOrder(1000)];
    await takeBackReport(ctx, made, 1);
    await report(made, "1");
    expect((await order(first)).status.stock.value).toBe("in_stock");
    expect((await order(last)).order.row.attention).toBe("stock_released");
  });
});

describe("the other acts", () => {
  test("start, block with a reason and unblock show in the order's status and timeline", async () => {
    const number = await oakOrder();
    const made = await planned({ order: number });
    await startProduction(ctx, made);
    expect(await statusOf(number)).toEqual(["expected", "in_progress", 0]);
    await blockProduction(ctx, made, "Boards are wet");
    expect(await statusOf(number)).toEqual(["expected", "blocked", 0]);
    expect(sentenceText((await order(number)).explanations.production)).toContain("Boards are wet");
    expect(await startProduction(ctx, made)).toMatchObject({
      refusal: { code: "production_blocked" },
    });
    await unblockProduction(ctx, made);
    expect(await statusOf(number)).toEqual(["expected", "in_progress", 0]);
    expect(await eventsOf(number)).toEqual([
      "created",
      "production_created",
      "production_started",
      "production_blocked",
      "production_unblocked",
    ]);
  });

  test("finish short makes the rest short again, and reopening expects it again", async () => {
    const number = await oakOrder(5000);
    const made = await planned({ order: number });
    expect(await finishShort(ctx, made)).toMatchObject({ refusal: { code: "none_made" } });
    await report(made, "3");
    await finishShort(ctx, made);
    expect(await statusOf(number)).toEqual(["partly", "in_progress", 60]);
    expect(await report(made, "1")).toMatchObject({
      refusal: { code: "production_finished_short" },
    });
    await reopenProduction(ctx, made);
    expect(await statusOf(number)).toEqual(["expected", "in_progress", 60]);
  });

  test("cancel gives its supply up; a started one that is cancelled has begun nothing", async () => {
    const number = await oakOrder(5000);
    const made = await planned({ order: number });
    await startProduction(ctx, made);
    await cancelProduction(ctx, made);
    expect(await statusOf(number)).toEqual(["short", "not_started", 0]);
    expect(await report(made, "1")).toMatchObject({ refusal: { code: "production_cancelled" } });
  });

  test("a changed quantity and day cover the line anew; what is made already is the least", async () => {
    const number = await oakOrder(5000, { deliverByOn: "2026-06-21" });
    const made = await planned({ order: number });
    await changeProduction(ctx, made, { quantity: 4000, dueOn: "2026-06-25", version: 1 });
    const [line] = (await order(number)).lines;
    expect(line).toMatchObject({ expected: 4000, expectedOn: "2026-06-25" });
    expect(await changeProduction(ctx, made, { quantity: 4000, version: 1 })).toMatchObject({
      refusal: { code: "changed_meanwhile" },
    });
    await report(made, "3");
    expect(await changeProduction(ctx, made, { quantity: 2000 })).toMatchObject({
      refusal: { code: "below_made", data: { made: "3" } },
    });
    await changeProduction(ctx, made, { quantity: 3000 });
    expect((await production(made))?.finish).toBe("done");
    await changeProduction(ctx, made, { quantity: 5000 });
    expect((await production(made))?.finish).toBeNull();
    expect((await eventsOf(number)).filter((type) => type === "production_changed")).toHaveLength(
      3,
    );
  });

  test("of an unknown and of another workspace's number answer the same", async () => {
    const theirs = await planned();
    const ours = ctx;
    ctx = await makeWorkspace(database.db);
    const unknown = { ok: false, refusal: { code: "not_found" } };
    expect(await startProduction(ctx, theirs)).toEqual(unknown);
    expect(await startProduction(ctx, "MO-0")).toEqual(unknown);
    expect(await report(theirs, "1")).toEqual(unknown);
    expect(await takeBackReport(ctx, theirs, 1)).toEqual(unknown);
    expect((await startProduction(ours, theirs)).ok).toBe(true);
  });
});

describe("an edit of the order", () => {
  async function edit(number: string, lines: Record<string, unknown>[], removed: number[] = []) {
    return withWorkspace(ctx, async (tx) => {
      const id = (await findOrderId(tx, ctx, number)) ?? "";
      const [loaded] = await loadOrders(tx, ctx, [id]);
      const { version = 0 } = loaded?.row ?? {};
      const head = { currency: "EUR", shippingMinor: 0, taxMinor: 0, version, removed };
      const rows = lines.map((line) => ({
        unitPriceMinor: 1000,
        discountMinor: 0,
        quantity: 5000,
        sku: "OAK",
        ...line,
      }));
      return updateOrder(tx, ctx, id, { ...head, lines: rows }, { cause: "by_hand" });
    });
  }

  test("to less than was made for it lets the rest go to the queue", async () => {
    const number = await oakOrder(5000);
    const made = await planned({ order: number });
    await report(made, "5");
    const next = await oakOrder(2000);
    expect((await edit(number, [{ line: 1, quantity: 3000 }])).ok).toBe(true);
    expect((await order(number)).lines[0]?.reserved).toBe(3000);
    expect((await order(next)).lines[0]?.reserved).toBe(2000);
  });

  test("can't take a line away that is being made, but one whose production was given up", async () => {
    await makeProduct(ctx, "PINE");
    const number = await makeOrder(ctx, [{ sku: "OAK" }, { sku: "PINE" }]);
    const made = await planned({ order: number });
    expect(await edit(number, [], [1])).toMatchObject({ refusal: { code: "in_production" } });
    expect(await edit(number, [{ line: 1, sku: "PINE" }])).toMatchObject({
      refusal: { code: "in_production" },
    });
    await cancelProduction(ctx, made);
    expect((await edit(number, [], [1])).ok).toBe(true);
    expect(await production(made)).toMatchObject({ orderLineId: null, finish: "cancelled" });
  });
});
