import { and, eq, isNotNull } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { setDatabase } from "@/db/client";
import { documents } from "@/db/schema/documents";
import { orders } from "@/db/schema/orders";
import { products } from "@/db/schema/products";
import { shipments } from "@/db/schema/shipments";
import { sendAsns } from "@/lib/asn/commands";
import { printDocuments } from "@/lib/documents/commands";
import { undoMoves } from "@/lib/moves/commands";
import { createOrder, moveOrders } from "@/lib/orders/commands";
import { orderInputSchema } from "@/lib/orders/input";
import { newId } from "@/lib/shared/ids";
import { markShipped } from "@/lib/shipments/commands";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { neonDatabase, postgresDatabase, type TestDatabase } from "@/tests/database";
import { makeClient, makeOrder, makeProduct, makeWorkspace } from "@/tests/factories";

let ctx: Context;

const print = (numbers: string[], key = newId()) =>
  printDocuments(ctx, { kinds: ["label"], orders: numbers, idempotencyKey: key });
const many = <T>(count: number, run: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, index) => run(index)));
const dispatchedShipments = () =>
  withWorkspace(ctx, (tx) =>
    tx
      .select({ id: shipments.id })
      .from(shipments)
      .where(and(eq(shipments.workspaceId, ctx.workspaceId), isNotNull(shipments.dispatchedAt))),
  );
const product = async (sku: string) => {
  const [row] = await withWorkspace(ctx, (tx) =>
    tx.select().from(products).where(eq(products.sku, sku)),
  );
  return row;
};

/** Real Postgres only: an embedded database has one connection and hides every race. */
describe.each([
  ["node-postgres", postgresDatabase],
  ["the Neon driver", neonDatabase],
])("on a real Postgres over %s", (_name, open) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    setDatabase(database.db);
    ctx = await makeWorkspace(database.db);
    await makeClient(ctx);
  });
  afterEach(() => database.invariants());

  test("100 people who print 1 unit each of 50 in stock dispatch exactly 50", async () => {
    await makeProduct(ctx, "CHAIR", { onHand: 50_000 });
    const numbers = await many(100, () => makeOrder(ctx, [{ sku: "CHAIR" }]));
    const results = await many(100, (index) => print([numbers[index] ?? ""]));
    const moved = results.flatMap((result) => (result.ok ? result.value.moved : []));
    const refused = results.flatMap((result) => (result.ok ? result.value.refused : []));
    expect(moved).toHaveLength(50);
    expect(refused.map((one) => one.code)).toEqual(Array(50).fill("nothing_to_ship"));
    expect(await dispatchedShipments()).toHaveLength(50);
    expect(await product("CHAIR")).toMatchObject({ onHand: 0, reserved: 0 });
  });

  test("100 orders placed at once for 50 units reserve exactly 50", async () => {
    await makeProduct(ctx, "CHAIR", { onHand: 50_000 });
    await many(100, () => makeOrder(ctx, [{ sku: "CHAIR" }]));
    const rows = await withWorkspace(ctx, (tx) =>
      tx.select({ number: orders.number, cover: orders.stockCover }).from(orders),
    );
    expect(new Set(rows.map((row) => row.number)).size).toBe(100);
    expect(rows.filter((row) => row.cover === "in_stock")).toHaveLength(50);
    expect(await product("CHAIR")).toMatchObject({ reserved: 50_000 });
  });

  test("two people who print the same order make one dispatch, one move and two copies", async () => {
    await makeProduct(ctx, "CHAIR", { onHand: 9000 });
    for (let round = 0; round < 5; round += 1) {
      const number = await makeOrder(ctx, [{ sku: "CHAIR" }]);
      const results = await many(2, () => print([number]));
      const done = results.flatMap((result) => (result.ok ? [result.value] : []));
      expect(done.flatMap((one) => one.moved)).toHaveLength(1);
      expect(done.flatMap((one) => one.documents.map((document) => document.copy)).sort()).toEqual([
        1, 2,
      ]);
    }
    expect(await dispatchedShipments()).toHaveLength(5);
  });

  test("a double click on Print, or 20 of them, is one job with one answer", async () => {
    await makeProduct(ctx, "CHAIR", { onHand: 9000 });
    const numbers = await many(3, () => makeOrder(ctx, [{ sku: "CHAIR" }]));
    const key = newId();
    const results = await many(20, () => print(numbers, key));
    const ids = new Set(results.map((result) => (result.ok ? result.value.id : "refused")));
    expect(ids.size).toBe(1);
    expect(await dispatchedShipments()).toHaveLength(3);
    const pages = await withWorkspace(ctx, (tx) => tx.select({ id: documents.id }).from(documents));
    expect(pages).toHaveLength(3);
  });

  test("100 prints of one order at once: one shipment counted, one move", async () => {
    await makeProduct(ctx, "CHAIR", { onHand: 1000 });
    const number = await makeOrder(ctx, [{ sku: "CHAIR" }]);
    const results = await many(100, () => markShippedOrPrint(number));
    expect(results.filter(Boolean)).toHaveLength(1);
    expect(await dispatchedShipments()).toHaveLength(1);
    expect(await product("CHAIR")).toMatchObject({ onHand: 0 });
  });

  test("orders that lock the same products in another order never deadlock a person", async () => {
    for (const sku of ["A", "B", "C"]) {
      await makeProduct(ctx, sku, { onHand: 40_000 });
    }
    const lines = [
      ["A", "B", "C"],
      ["C", "B", "A"],
      ["B", "C", "A"],
    ];
    const numbers = await many(36, (index) =>
      makeOrder(
        ctx,
        (lines[index % 3] ?? []).map((sku) => ({ sku })),
      ),
    );
    const results = await many(36, (index) => print([numbers[index] ?? ""]));
    expect(results.flatMap((result) => (result.ok ? result.value.moved : []))).toHaveLength(36);
    expect(await product("A")).toMatchObject({ onHand: 4000 });
  });

  test("print, cancel, undo and ASN of the same orders at once leave every order whole", async () => {
    await makeProduct(ctx, "CHAIR", { onHand: 20_000 });
    const numbers = await many(12, () => makeOrder(ctx, [{ sku: "CHAIR", quantity: 2000 }]));
    const printed = await print(numbers.slice(0, 6));
    const batchId = printed.ok ? printed.value.id : "";
    await Promise.all([
      print(numbers),
      moveOrders(ctx, numbers, { type: "archive", reason: "cancelled" }),
      undoMoves(ctx, { batchId }),
      sendAsns(ctx, numbers),
      moveOrders(ctx, numbers, { type: "reopen" }),
    ]);
  });

  test("the same external order that arrives 20 times at once is one order", async () => {
    await makeProduct(ctx, "CHAIR");
    const input = orderInputSchema.parse({
      source: "api",
      externalId: "#1001",
      client: { code: "ACME" },
      currency: "EUR",
      lines: [{ sku: "CHAIR", quantity: 1000, unitPriceMinor: 100 }],
    });
    const results = await many(20, () => createOrder(ctx, input, "api"));
    expect(results.filter((result) => result.ok && result.value.created)).toHaveLength(1);
    expect(new Set(results.map((result) => (result.ok ? result.value.number : ""))).size).toBe(1);
  });
});

/** Alternates the two doors that dispatch; true where the order moved by it. */
async function markShippedOrPrint(number: string): Promise<boolean> {
  if (Math.random() < 0.5) {
    const outcome = await markShipped(ctx, { orderNumber: number, batchId: newId() });
    return outcome.ok && outcome.value.moved !== null;
  }
  const outcome = await print([number]);
  return outcome.ok && outcome.value.moved.length > 0;
}
