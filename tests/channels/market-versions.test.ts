import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { deliver, makeConnection, orderState } from "../channels";
import { postgresDatabase, type TestDatabase } from "../database";
import { makeProduct, makeWorkspace } from "../factories";
import { type FakeOrder, fakeItem, fakeOrder, ORDER_ID } from "./amazon-orders";
import { fakeProduct, fakePurchaseOrder, PO } from "./wayfair-orders";

let database: TestDatabase;

beforeAll(async () => {
  database = await postgresDatabase();
});
afterAll(() => database.close());
afterEach(() => database.invariants());

function permutations<T>(items: readonly T[]): T[][] {
  return items.length < 2
    ? [[...items]]
    : items.flatMap((first, index) =>
        permutations(items.toSpliced(index, 1)).map((rest) => [first, ...rest]),
      );
}

/** The states that all orders of these deliveries end in, one of them coming twice; a workspace each. */
async function endings(
  channel: "amazon" | "wayfair",
  externalId: string,
  bodies: readonly string[],
): Promise<unknown[]> {
  const states = new Set<string>();
  const waiting = [...permutations(bodies).entries()];
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [index, permutation] = next;
      const ctx = await makeWorkspace(database.db);
      await makeProduct(ctx, "LAMP", { onHand: 9000 });
      const connection = await makeConnection(ctx, { channel, source: channel, settings: {} }, {});
      for (const body of [...permutation, permutation[index % bodies.length] ?? ""]) {
        await deliver(ctx, connection, body);
      }
      states.add(await orderState(ctx, externalId));
    }
  };
  await Promise.all(Array.from({ length: 6 }, work));
  return [...states].map((state) => JSON.parse(state));
}

const at = (minute: number, status: string, changes: Partial<FakeOrder> = {}) =>
  JSON.stringify(
    fakeOrder({
      lastUpdatedTime: new Date(Date.UTC(2026, 5, 9, 10, minute)).toISOString(),
      fulfillment: { ...fakeOrder().fulfillment, fulfillmentStatus: status },
      ...changes,
    }),
  );

const lamp = (quantity: number, shipped = 0) => ({
  ...fakeItem("70001", "LAMP", quantity, "49.95"),
  fulfillment: { quantityFulfilled: shipped, quantityUnfulfilled: quantity - shipped },
});
const shade = fakeItem("70002", "SHADE", 2, "9.75");
const wish = { cancellationRequest: { requester: "BUYER", cancelReason: "Too late" } };

const pending = at(0, "PENDING");
const first = at(1, "UNSHIPPED", { orderItems: [lamp(3), shade] });
const edited = at(2, "UNSHIPPED", { orderItems: [lamp(2), fakeItem("70002", "SHADE", 0, "9.75")] });
const asked = at(3, "UNSHIPPED", { orderItems: [{ ...lamp(2), cancellation: wish }] });

describe("any order of an Amazon order's versions ends in the same state", () => {
  test("through all 120 orders of 5, the first pending, the last cancelled", async () => {
    const zero = { ...lamp(2), quantityOrdered: 0 };
    const cancelled = at(4, "CANCELLED", { orderItems: [zero] });
    const bodies = [pending, first, edited, asked, cancelled];
    expect(await endings("amazon", ORDER_ID, bodies)).toEqual([
      expect.objectContaining({ tab: "archived", reason: "cancelled", client: "AMAZON" }),
    ]);
  }, 240_000);

  test("also when its buyer asks to cancel it, which is flagged and no more", async () => {
    expect(await endings("amazon", ORDER_ID, [pending, first, edited, asked])).toEqual([
      expect.objectContaining({ tab: "open", attention: "cancel_asked" }),
    ]);
  }, 120_000);

  test("also when the buyer's wish is gone by the time it ships", async () => {
    const shipped = at(4, "SHIPPED", { orderItems: [lamp(2, 2)] });
    expect(await endings("amazon", ORDER_ID, [edited, asked, shipped])).toEqual([
      expect.objectContaining({ tab: "closed", attention: null }),
    ]);
  }, 120_000);

  test("also when Amazon has seen it shipped in the end", async () => {
    const partly = at(3, "PARTIALLY_SHIPPED", { orderItems: [lamp(2, 1)] });
    const shipped = at(4, "SHIPPED", { orderItems: [lamp(2, 2)] });
    const bodies = [first, edited, partly, shipped];
    expect(await endings("amazon", ORDER_ID, bodies)).toEqual([
      expect.objectContaining({ tab: "closed", shipment: "shipped", attention: null }),
    ]);
  }, 120_000);
});

test("any order of a Wayfair order's pulls ends in the same state", async () => {
  const pulled = (minute: number, changes: Parameters<typeof fakePurchaseOrder>[0]) =>
    JSON.stringify({
      pulledAt: new Date(Date.UTC(2026, 5, 9, 10, minute)).toISOString(),
      order: fakePurchaseOrder(changes),
    });
  const gone = { isCancelled: true };
  const bodies = [
    pulled(0, {}),
    pulled(1, { products: [fakeProduct("BENCH", "3", 129.5), fakeProduct("STOOL", "1", 40)] }),
    pulled(2, {
      products: [fakeProduct("BENCH", "3", 129.5), fakeProduct("STOOL", "1", 40, gone)],
    }),
    pulled(3, { products: [fakeProduct("BENCH", "3", 129.5, gone)] }),
  ];
  expect(await endings("wayfair", PO, bodies)).toEqual([
    expect.objectContaining({ tab: "archived", reason: "cancelled", client: "WAYFAIR" }),
  ]);
}, 120_000);
