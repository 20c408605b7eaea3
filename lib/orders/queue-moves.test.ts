import { and, asc, eq, sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { orderEvents, orderLines, orders } from "@/db/schema/orders";
import { expectedReceipts } from "@/db/schema/products";
import { newId } from "@/lib/shared/ids";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { pgliteDatabase, type TestDatabase } from "@/tests/database";
import { makeClient, makeOrder, makeProduct, makeWorkspace } from "@/tests/factories";
import { holdOrder, moveOrders } from "./commands";
import type { QueuePlace } from "./queue-input";
import { moveInQueue } from "./queue-moves";
import { previewQueueMove } from "./queue-preview";
import { setOnHand } from "./stock-movements";

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

const place = async (count: number, quantity = 1000) => {
  const numbers: string[] = [];
  for (let at = 0; at < count; at += 1) {
    numbers.push(await makeOrder(ctx, [{ sku: "CHAIR", quantity }]));
  }
  return numbers;
};
const queue = async () => {
  const rows = await withWorkspace(ctx, (tx) =>
    tx
      .select({ number: orders.number, reserved: orderLines.reserved })
      .from(orders)
      .innerJoin(orderLines, eq(orderLines.orderId, orders.id))
      .where(and(eq(orders.workspaceId, ctx.workspaceId), eq(orders.tab, "open")))
      .orderBy(asc(orders.rank), asc(orders.id)),
  );
  return rows;
};
const numbersInQueue = async () => (await queue()).map(({ number }) => number);
const move = (order: string, where: QueuePlace) => moveInQueue(ctx, { order, place: where });
const expectReceipt = (productId: string, quantity: number, dueOn: string) =>
  withWorkspace(ctx, (tx) =>
    tx.insert(expectedReceipts).values({
      id: newId(),
      workspaceId: ctx.workspaceId,
      productId,
      reference: "PO-77",
      quantity,
      dueOn,
    }),
  );

describe("a move in the queue", () => {
  test("goes to either end, up or down by one, before or after another order", async () => {
    await makeProduct(ctx, "CHAIR");
    const [a = "", b = "", c = "", d = ""] = await place(4);
    const then = async (order: string, where: QueuePlace) => {
      expect((await move(order, where)).ok).toBe(true);
      return numbersInQueue();
    };
    expect(await then(c, { to: "first" })).toEqual([c, a, b, d]);
    expect(await then(c, { to: "down" })).toEqual([a, c, b, d]);
    expect(await then(d, { to: "up" })).toEqual([a, c, d, b]);
    expect(await then(a, { to: "last" })).toEqual([c, d, b, a]);
    expect(await then(a, { before: d })).toEqual([c, a, d, b]);
    expect(await then(c, { after: b })).toEqual([a, d, b, c]);
    const [next = ""] = await place(1);
    expect(await numbersInQueue()).toEqual([a, d, b, c, next]);
  });

  test("takes the stock along and gives it to whoever stands first now", async () => {
    await makeProduct(ctx, "CHAIR", { onHand: 1000 });
    const [a = "", b = ""] = await place(2);
    expect(await move(b, { to: "first" })).toEqual({
      ok: true,
      value: { order: b, from: 2, to: 1, back: { after: a } },
    });
    expect(await queue()).toEqual([
      { number: b, reserved: 1000 },
      { number: a, reserved: 0 },
    ]);
  });

  test("is one event in its tab, and its answer leads back", async () => {
    await makeProduct(ctx, "CHAIR", { onHand: 1000 });
    const [a = "", b = "", c = ""] = await place(3);
    const before = await queue();
    const moved = await move(c, { before: a });
    expect(moved.ok && (await move(c, moved.value.back)).ok).toBe(true);
    expect(await queue()).toEqual(before);
    const events = await withWorkspace(ctx, (tx) =>
      tx
        .select({ type: orderEvents.type, data: orderEvents.data })
        .from(orderEvents)
        .innerJoin(orders, eq(orders.id, orderEvents.orderId))
        .where(and(eq(orders.workspaceId, ctx.workspaceId), eq(orderEvents.type, "queue_moved"))),
    );
    expect(events).toEqual([
      { type: "queue_moved", data: { from: 3, to: 1 } },
      { type: "queue_moved", data: { from: 1, to: 3 } },
    ]);
    expect(await numbersInQueue()).toEqual([a, b, c]);
  });

  test("to where it stands already writes nothing, so the second click does nothing", async () => {
    await makeProduct(ctx, "CHAIR");
    const [a = "", b = ""] = await place(2);
    for (const where of [{ to: "first" }, { to: "up" }, { before: b }] as const) {
      expect(await move(a, where)).toMatchObject({ ok: true, value: { from: 1, to: 1 } });
    }
    const [row] = await withWorkspace(ctx, (tx) =>
      tx.select({ seq: orders.eventSeq }).from(orders).where(eq(orders.number, a)),
    );
    expect(row?.seq).toBe(1);
  });

  test("is refused for what is not open, beside what is not open, and for numbers nobody has", async () => {
    await makeProduct(ctx, "CHAIR");
    const [a = "", b = ""] = await place(2);
    await moveOrders(ctx, [b], { type: "archive", reason: "cancelled" });
    const codeOf = async (order: string, where: QueuePlace) => {
      const outcome = await move(order, where);
      const preview = await previewQueueMove(ctx, { order, place: where });
      expect(preview.ok ? null : preview.refusal).toEqual(outcome.ok ? null : outcome.refusal);
      return outcome.ok ? null : [outcome.refusal.code, outcome.refusal.field];
    };
    expect(await codeOf("SO-0", { to: "first" })).toEqual(["not_found", undefined]);
    expect(await codeOf(b, { to: "first" })).toEqual(["not_open", undefined]);
    expect(await codeOf(a, { before: b })).toEqual(["not_in_queue", "before"]);
    expect(await codeOf(a, { after: "SO-0" })).toEqual(["unknown_order", "after"]);
    expect(await codeOf(a, { after: a })).toEqual(["beside_itself", "after"]);
  });

  test("finds room where a gap is used up, and leaves all others in their order", async () => {
    await makeProduct(ctx, "CHAIR", { onHand: 3000 });
    const numbers = await place(24);
    const expected = [...numbers];
    for (let at = 0; at < 40; at += 1) {
      const [target = ""] = expected.slice(10, 11);
      const mover = expected[at % 2 === 0 ? 20 : 5] ?? "";
      await move(mover, { before: target });
      expected.splice(expected.indexOf(mover), 1);
      expected.splice(expected.indexOf(target), 0, mover);
    }
    expect(await numbersInQueue()).toEqual(expected);
    const ranks = await withWorkspace(ctx, (tx) =>
      tx.execute<{ ranks: number }>(
        sql`select count(distinct rank)::int as ranks from orders where tab = 'open'`,
      ),
    );
    expect(ranks.rows[0]?.ranks).toBe(24);
    const [next = ""] = await place(1);
    expect(await numbersInQueue()).toEqual([...expected, next]);
  });

  test("finds room between orders of one rank", async () => {
    await makeProduct(ctx, "CHAIR");
    const [a = "", b = "", c = ""] = await place(3);
    await withWorkspace(ctx, (tx) =>
      tx.update(orders).set({ rank: 1024 }).where(eq(orders.workspaceId, ctx.workspaceId)),
    );
    await move(c, { before: b });
    expect(await numbersInQueue()).toEqual([a, c, b]);
  });

  test("touches no other product, and leaves what a held order keeps", async () => {
    await makeProduct(ctx, "CHAIR", { onHand: 1000 });
    await makeProduct(ctx, "STOOL", { onHand: 1000 });
    const [a = "", b = ""] = await place(2);
    await makeOrder(ctx, [{ sku: "STOOL" }]);
    await holdOrder(ctx, a, true);
    await move(b, { to: "first" });
    expect((await queue()).map(({ reserved }) => reserved)).toEqual([0, 1000, 1000]);
  });
});

describe("the preview of a move", () => {
  test("says what then happens, word for word, and writes nothing", async () => {
    const product = await makeProduct(ctx, "CHAIR", { onHand: 2000 });
    await expectReceipt(product.id, 3000, "2026-06-12");
    await expectReceipt(product.id, 1000, "2026-06-20");
    const numbers = await place(4, 2000);
    await setOnHand(ctx, { sku: "CHAIR", onHand: 2500 });
    const waits = async () => {
      const rows = await withWorkspace(ctx, (tx) =>
        tx
          .select({ number: orders.number, line: orderLines })
          .from(orders)
          .innerJoin(orderLines, eq(orderLines.orderId, orders.id))
          .where(eq(orders.workspaceId, ctx.workspaceId)),
      );
      return new Map(
        rows.map(({ number, line }) => [
          number,
          { short: line.ordered - line.reserved - line.expected, on: line.expectedOn },
        ]),
      );
    };
    const before = await waits();
    const [a = "", , , d = ""] = numbers;
    const preview = await previewQueueMove(ctx, { order: d, place: { to: "first" } });
    expect(await waits()).toEqual(before);
    expect(preview.ok && preview.value).toMatchObject({
      from: 4,
      to: 1,
      orders: 4,
      place: { before: a },
    });
    const effects = preview.ok ? preview.value.effects : [];
    expect(effects.length).toBeGreaterThan(1);
    await move(d, { to: "first" });
    const after = await waits();
    for (const number of numbers) {
      const effect = effects.find((one) => one.number === number);
      expect(effect?.before ?? before.get(number)).toEqual(before.get(number));
      expect(effect?.after ?? before.get(number)).toEqual(after.get(number));
    }
  });

  test("names client and promise of each, and counts days from today where nothing was waited for", async () => {
    const product = await makeProduct(ctx, "CHAIR", { onHand: 1000 });
    await expectReceipt(product.id, 1000, "2026-06-05");
    const late = { deliverByOn: "2026-06-03" };
    const a = await makeOrder(ctx, [{ sku: "CHAIR" }], late);
    const b = await makeOrder(ctx, [{ sku: "CHAIR" }]);
    const preview = await previewQueueMove(ctx, { order: b, place: { before: a } });
    expect(preview.ok && preview.value.effects).toMatchObject([
      { number: a, client: "ACME Ltd", promise: "2026-06-03", days: 4, slips: true },
      { number: b, days: -4, slips: false },
    ]);
  });
});
