import { and, eq, isNotNull } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { products } from "@/db/schema/products";
import { shipments } from "@/db/schema/shipments";
import { cancelAsn } from "@/lib/asn/cancel";
import { sendAsn } from "@/lib/asn/commands";
import { findShipmentAsns } from "@/lib/asn/queries";
import { printDocuments } from "@/lib/documents/commands";
import { undoMoves } from "@/lib/moves/commands";
import { moveOrders } from "@/lib/orders/commands";
import { findOrder } from "@/lib/orders/detail";
import { shortClose } from "@/lib/orders/short-close";
import { newId } from "@/lib/shared/ids";
import { markShipped } from "@/lib/shipments/commands";
import { changeShipment, prepareShipment } from "@/lib/shipments/prepare";
import { voidShipment } from "@/lib/shipments/void";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { postgresDatabase, type TestDatabase } from "@/tests/database";
import { makeClient, makeOrder, makeProduct, makeWorkspace } from "@/tests/factories";
import { apiClient } from "../api/client";

/** Real Postgres only: an embedded database has one connection and hides every race. */
let database: TestDatabase;
let ctx: Context;

beforeAll(async () => {
  database = await postgresDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  ctx = await makeWorkspace(database.db);
  await makeClient(ctx);
  await makeProduct(ctx, "CHAIR", { onHand: 100_000 });
});
afterEach(() => database.invariants());

const ROUNDS = 8;
const many = <T>(count: number, run: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, index) => run(index)));
const print = (of: { orders?: string[]; shipments?: string[] }) =>
  printDocuments(ctx, { kinds: ["label"], idempotencyKey: newId(), ...of });
const onHand = async () => {
  const [row] = await withWorkspace(ctx, (tx) =>
    tx.select().from(products).where(eq(products.sku, "CHAIR")),
  );
  return row?.onHand ?? 0;
};
const linesOf = async (number: string) => (await findOrder(ctx, number))?.lines ?? [];
async function prepared(quantity = 2000): Promise<{ number: string; shipment: string }> {
  const number = await makeOrder(ctx, [{ sku: "CHAIR", quantity }]);
  const outcome = await prepareShipment(ctx, { orderNumber: number });
  return { number, shipment: outcome.ok ? outcome.value.shipment : "" };
}

describe("on a real Postgres", () => {
  test("20 people who prepare the same order make one draft, and 20 who ship it one dispatch", async () => {
    const number = await makeOrder(ctx, [{ sku: "CHAIR", quantity: 5000 }]);
    const drafts = await many(20, () => prepareShipment(ctx, { orderNumber: number }));
    const [made, ...others] = drafts.filter((one) => one.ok);
    expect(others).toEqual([]);
    const shipmentNumber = made?.ok ? made.value.shipment : "";
    const left = await many(20, () => markShipped(ctx, { shipmentNumber, batchId: newId() }));
    expect(left.filter((one) => one.ok && one.value.moved !== null)).toHaveLength(1);
    expect(await onHand()).toBe(95_000);
  });

  test("people who ship a line from all sides while its allowance changes never ship more than both together", async () => {
    const api = await apiClient(ctx);
    for (let round = 0; round < ROUNDS; round += 1) {
      const number = await makeOrder(ctx, [
        { sku: "CHAIR", quantity: 10_000, overShipAllowance: 3000 },
      ]);
      const answers = await many(12, async (index) => {
        if (index % 4 === 3) {
          const lines = [{ sku: "CHAIR", over_ship_allowance: index === 3 ? 1 : 3 }];
          return api.patch(`/orders/${number}`, { version: 1 + (index >> 3), lines });
        }
        const lines = [{ sku: "CHAIR", quantity: 1000 * (2 + ((index + round) % 4)) }];
        const made = await prepareShipment(ctx, { orderNumber: number, lines });
        const shipmentNumber = made.ok ? made.value.shipment : "SH-404";
        return markShipped(ctx, { shipmentNumber, batchId: newId() });
      });
      expect(answers.some((answer) => "ok" in answer && answer.ok)).toBe(true);
      // Those who came too late try once more, for all that may leave.
      const lines = [{ sku: "CHAIR", quantity: 3000 }];
      for (let more = 0; more < 5; more += 1) {
        await prepareShipment(ctx, { orderNumber: number, lines });
        await markShipped(ctx, { orderNumber: number, batchId: newId() });
      }
      const [line] = await linesOf(number);
      expect(line?.shipped).toBeGreaterThanOrEqual(10_000);
      expect(line?.shipped).toBeLessThanOrEqual(10_000 + (line?.overShipAllowance ?? 0));
      expect(line).toMatchObject({ owed: 0, reserved: 0 });
      await database.invariants();
    }
  });

  test("two people who ship the same last units by two shipments ship them once", async () => {
    await makeProduct(ctx, "TABLE", { onHand: 3000 });
    for (let round = 0; round < ROUNDS; round += 1) {
      const [one, two] = await many(2, () =>
        makeOrder(ctx, [{ sku: "TABLE", quantity: 3000 }], { allowPartial: true }),
      );
      const lines = [{ sku: "TABLE", quantity: 2000 }];
      const results = await Promise.all(
        [one, two].map((orderNumber) =>
          prepareShipment(ctx, { orderNumber: orderNumber ?? "", lines }),
        ),
      );
      const made = results.flatMap((result) => (result.ok ? [result.value.shipment] : []));
      expect(made).toHaveLength(1);
      await Promise.all(
        made.map((shipmentNumber) => voidShipment(ctx, { shipmentNumber, batchId: newId() })),
      );
      const both = [one ?? "", two ?? ""];
      await moveOrders(ctx, both, { type: "archive", reason: "cancelled" });
    }
  });

  test("a void and an ASN of the same shipment: one of them wins, the other is refused", async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { number, shipment } = await prepared();
      await markShipped(ctx, { shipmentNumber: shipment, batchId: newId() });
      const of = { shipmentNumber: shipment, batchId: newId() };
      const [voided, sent] = await Promise.all([
        voidShipment(ctx, of),
        sendAsn(ctx, of, of.batchId),
      ]);
      expect([voided.ok, sent.ok].filter(Boolean)).toHaveLength(1);
      const asns = (await findShipmentAsns(ctx, shipment))?.asns ?? [];
      expect(asns).toHaveLength(sent.ok ? 1 : 0);
      expect(await linesOf(number)).toMatchObject([{ shipped: voided.ok ? 0 : 2000 }]);
    }
  });

  test("a print and a void of the same draft leave one whole order, whoever comes first", async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const before = await onHand();
      const { number, shipment } = await prepared();
      const [printed, voided] = await Promise.all([
        print(round % 2 === 0 ? { orders: [number] } : { shipments: [shipment] }),
        voidShipment(ctx, { shipmentNumber: shipment, batchId: newId() }),
      ]);
      expect(voided.ok).toBe(true);
      expect(printed.ok).toBe(true);
      const [line] = await linesOf(number);
      expect(await onHand()).toBe(before - (line?.shipped ?? 0));
      expect((await findOrder(ctx, number))?.order.row.tab).toBe(line?.shipped ? "closed" : "open");
    }
  });

  test("a change, a hand-over, a short close and a print of the same draft never ship what is not in it", async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const number = await makeOrder(ctx, [{ sku: "CHAIR", quantity: 4000 }]);
      const lines = [{ line: 1, quantity: 3000 }];
      const draft = await prepareShipment(ctx, { orderNumber: number, lines });
      const shipmentNumber = draft.ok ? draft.value.shipment : "";
      await Promise.all([
        changeShipment(ctx, { shipmentNumber, lines: [{ line: 1, quantity: 1000 }] }),
        markShipped(ctx, { shipmentNumber, batchId: newId() }),
        print({ shipments: [shipmentNumber] }),
        shortClose(ctx, { orderNumber: number }),
      ]);
      const [line] = await linesOf(number);
      const shipped = (await findOrder(ctx, number))?.shipments.flatMap((one) => one.lines) ?? [];
      expect([1000, 3000]).toContain(line?.shipped);
      expect(shipped).toMatchObject([{ quantity: line?.shipped }]);
    }
  });

  test("voids, undos, ASNs and their cancelling at once leave every order whole", async () => {
    const orders = await many(8, () => prepared());
    const printed = await print({ orders: orders.map(({ number }) => number) });
    const batchId = printed.ok ? printed.value.id : "";
    await Promise.all([
      undoMoves(ctx, { batchId }),
      ...orders.flatMap(({ number, shipment }) => {
        const of = { shipmentNumber: shipment, batchId: newId() };
        return [
          voidShipment(ctx, of),
          sendAsn(ctx, of, newId()),
          cancelAsn(ctx, of),
          prepareShipment(ctx, { orderNumber: number }),
        ];
      }),
    ]);
    const left = await withWorkspace(ctx, (tx) =>
      tx
        .select({ id: shipments.id })
        .from(shipments)
        .where(and(eq(shipments.workspaceId, ctx.workspaceId), isNotNull(shipments.dispatchedAt))),
    );
    expect(await onHand()).toBe(100_000 - left.length * 2000);
  });

  test("100 prints of one order at once: one shipment counted, one move, copies 1 to 100", async () => {
    const number = await makeOrder(ctx, [{ sku: "CHAIR", quantity: 2000 }]);
    const results = await many(100, () => print({ orders: [number] }));
    const done = results.flatMap((result) => (result.ok ? [result.value] : []));
    expect(done.flatMap((one) => one.moved)).toHaveLength(1);
    const copies = done.flatMap((one) => one.documents.map(({ copy }) => copy));
    expect(copies.length + done.flatMap((one) => one.refused).length).toBe(100);
    expect(copies.sort((a, b) => a - b)).toEqual(copies.map((_, index) => index + 1));
    expect(await onHand()).toBe(98_000);
  });
});
