import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { products } from "@/db/schema/products";
import { changeReceipt, closeReceipt, expectReceipt, receive } from "@/lib/orders/receipt-commands";
import { newId } from "@/lib/shared/ids";
import { findReceipt, listReceipts } from "@/lib/stock/receipt-list";
import { stampOf } from "@/lib/stock/receipts";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { postgresDatabase, type TestDatabase } from "@/tests/database";
import { makeClient, makeOrder, makeProduct, makeWorkspace } from "@/tests/factories";

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
  await makeProduct(ctx, "OAK");
});
afterEach(() => database.invariants());

const many = <T>(count: number, run: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, index) => run(index)));
const expectIt = (key = newId()) =>
  expectReceipt(ctx, {
    sku: "OAK",
    quantity: 20_000,
    dueOn: "2026-06-12",
    reference: "PO-77",
    key,
  });
const onHand = async () => {
  const [row] = await withWorkspace(ctx, (tx) =>
    tx.select().from(products).where(eq(products.sku, "OAK")),
  );
  return row?.onHand;
};

describe("on a real Postgres", () => {
  test("one form sent 10 times at once receives once, and expects once", async () => {
    const id = newId();
    expect(
      new Set((await many(10, () => expectIt(id))).map((one) => JSON.stringify(one))).size,
    ).toBe(1);
    expect((await listReceipts(ctx, { q: null, after: null, before: null })).rows).toHaveLength(1);
    const receipt = await findReceipt(ctx, id);
    const seen = receipt ? stampOf(receipt) : "";
    const answers = await many(10, () => receive(ctx, id, { quantity: 2000, seen }));
    expect(answers.filter((one) => one.ok)).toHaveLength(1);
    expect(await onHand()).toBe(2000);
  });

  test("20 people who receive a part each lose no unit", async () => {
    const id = newId();
    await expectIt(id);
    const answers = await many(20, () => receive(ctx, id, { quantity: 1000 }));
    expect(answers.every((one) => one.ok)).toBe(true);
    expect(await findReceipt(ctx, id)).toMatchObject({ received: 20_000 });
    expect(await onHand()).toBe(20_000);
  });

  test("a part, a later day, a close and new orders at once leave all whole", async () => {
    for (let round = 0; round < 5; round += 1) {
      const id = newId();
      await expectIt(id);
      await Promise.all([
        receive(ctx, id, { quantity: 3000 }),
        changeReceipt(ctx, id, { dueOn: "2026-07-01", quantity: 25_000 }),
        closeReceipt(ctx, id, true),
        many(3, () => makeOrder(ctx, [{ sku: "OAK", quantity: 2000 }])),
      ]);
      await database.invariants();
    }
  });
});
