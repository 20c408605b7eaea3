import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { expectedReceipts } from "@/db/schema/products";
import { newId } from "@/lib/shared/ids";
import { reallocate } from "@/lib/stock/allocate";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { pgliteDatabase, type TestDatabase } from "@/tests/database";
import { makeClient, makeOrder, makeProduct, makeWorkspace } from "@/tests/factories";
import { rederive } from "./derive";
import { findReasons } from "./reasons";
import { sentenceText } from "./sentence";

let database: TestDatabase;
let ctx: Context;

beforeAll(async () => {
  database = await pgliteDatabase();
});
beforeEach(async () => {
  ctx = await makeWorkspace(database.db);
  await makeClient(ctx);
});
afterEach(() => database.invariants());
afterAll(() => database.close());

test("an order's reasons name the receipt that it waits for, and who holds the rest", async () => {
  const chair = await makeProduct(ctx, "CHAIR", { onHand: 2500 });
  const receipt = newId();
  await withWorkspace(ctx, (tx) =>
    tx.insert(expectedReceipts).values({
      id: receipt,
      workspaceId: ctx.workspaceId,
      productId: chair.id,
      reference: "PUR-7",
      quantity: 9000,
      dueOn: "2026-06-12",
      createdAt: ctx.now,
    }),
  );
  await makeOrder(ctx, [{ sku: "CHAIR", quantity: 1000 }]);
  await makeOrder(ctx, [{ sku: "CHAIR", quantity: 500 }]);
  const last = await makeOrder(ctx, [{ sku: "CHAIR", quantity: 4125 }], {
    deliverByOn: "2026-06-10",
  });
  await withWorkspace(ctx, async (tx) => {
    await rederive(tx, ctx, await reallocate(tx, ctx, [chair.id]));
  });
  const reasons = await findReasons(ctx, last);
  expect(reasons && sentenceText(reasons.stock)).toBe(
    "1 of 4.125 units reserved; 3.125 expected Fri 12 Jun from PUR-7. Due Wed 10 Jun, 2 days late.",
  );
  expect(reasons?.stock).toContainEqual({
    text: "PUR-7",
    source: { kind: "receipt", id: receipt },
  });
  expect(reasons?.notes.map(sentenceText)).toEqual([
    "SO-1001 is ahead in the queue and holds 1 of CHAIR; 1 more order holds 0.5.",
  ]);
  expect(reasons && sentenceText(reasons.shipment)).toBe("0 of 4.125 units shipped.");
  expect(reasons?.lines).toEqual([]);
  expect(reasons?.actions).toEqual({ make: null, changesPriority: true });
});

test("lines are told one by one where there are several", async () => {
  await makeProduct(ctx, "CHAIR");
  await makeProduct(ctx, "TABLE", { onHand: 9000, made: true });
  const number = await makeOrder(ctx, [{ sku: "CHAIR" }, { sku: "TABLE" }]);
  const reasons = await findReasons(ctx, number);
  expect(reasons?.lines.map(({ name, sentence }) => [name, sentenceText(sentence)])).toEqual([
    ["Product CHAIR", "0 of 1 reserved; 1 short, not planned"],
  ]);
  expect(reasons && sentenceText(reasons.stock)).toBe(
    "1 of 2 units reserved; 1 short, not planned.",
  );
  const more = await makeOrder(ctx, [{ sku: "TABLE", quantity: 9500 }]);
  expect((await findReasons(ctx, more))?.actions).toEqual({ make: "1.5", changesPriority: true });
  const asViewer = { ...ctx, role: "viewer" } as const;
  expect((await findReasons(asViewer, more))?.actions).toEqual({
    make: null,
    changesPriority: false,
  });
});

test("another workspace's order has no reasons, just like one that does not exist", async () => {
  await makeProduct(ctx, "CHAIR");
  const number = await makeOrder(ctx, [{ sku: "CHAIR" }]);
  const other = await makeWorkspace(database.db);
  expect(await findReasons(other, number)).toBeNull();
  expect(await findReasons(ctx, "SO-9999")).toBeNull();
});
