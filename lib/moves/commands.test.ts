import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { moveOrders } from "@/lib/orders/commands";
import { orderIdsByNumber } from "@/lib/orders/facts";
import { takeBackShortClose } from "@/lib/orders/short-close";
import type { MoveRequest } from "@/lib/orders/transitions";
import { updateOrder } from "@/lib/orders/update";
import { newId } from "@/lib/shared/ids";
import { markShipped } from "@/lib/shipments/commands";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { pgliteDatabase, type TestDatabase } from "@/tests/database";
import { makeClient, makeOrder, makeProduct, makeWorkspace } from "@/tests/factories";
import { undoMoves } from "./commands";

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

async function move(number: string, request: MoveRequest): Promise<string> {
  const { moved } = await moveOrders(ctx, [number], request);
  return moved[0]?.move ?? "";
}

async function setQuantity(number: string, sku: string, quantity: number) {
  const amounts = { unitPriceMinor: 1000, discountMinor: 0 };
  return withWorkspace(ctx, async (tx) => {
    const [id] = await orderIdsByNumber(tx, ctx, [number]);
    const edit = {
      ...{ version: 1, currency: "EUR", shippingMinor: 0, taxMinor: 0 },
      lines: [{ line: 1, sku, quantity, ...amounts }],
    };
    return updateOrder(tx, ctx, id ?? "", edit, { cause: "by_hand" });
  });
}

test("a close can't be taken back once what it short-closed was taken back by hand", async () => {
  await makeProduct(ctx, "CHAIR", { onHand: 2000 });
  const number = await makeOrder(ctx, [{ sku: "CHAIR", quantity: 5000 }], { allowPartial: true });
  await markShipped(ctx, { orderNumber: number, batchId: newId() });
  const closed = await move(number, { type: "close", byHand: true });
  const reopened = await move(number, { type: "reopen" });
  await takeBackShortClose(ctx, { orderNumber: number });
  await setQuantity(number, "CHAIR", 2000);
  expect(await undoMoves(ctx, { moveId: reopened })).toMatchObject({ undone: [{ to: "closed" }] });
  expect(await undoMoves(ctx, { moveId: closed })).toMatchObject({
    undone: [],
    refused: [{ order: number, refusal: { code: "short_close_gone" } }],
  });
});
