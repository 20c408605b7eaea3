import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { undoMoves } from "@/lib/moves/commands";
import { newId } from "@/lib/shared/ids";
import { markShipped } from "@/lib/shipments/commands";
import { prepareShipment } from "@/lib/shipments/prepare";
import type { Context } from "@/lib/workspaces/context";
import { pgliteDatabase, type TestDatabase } from "@/tests/database";
import { makeClient, makeOrder, makeProduct, makeWorkspace } from "@/tests/factories";
import { moveOrders } from "./commands";
import { findOrder } from "./detail";
import { shortClose, takeBackShortClose } from "./short-close";

let database: TestDatabase;
let ctx: Context;
let number: string;

beforeAll(async () => {
  database = await pgliteDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  ctx = await makeWorkspace(database.db);
  await makeClient(ctx);
  await makeProduct(ctx, "CHAIR", { onHand: 3000 });
  await makeProduct(ctx, "TABLE", { onHand: 1000 });
  number = await makeOrder(ctx, [
    { sku: "CHAIR", quantity: 3000 },
    { sku: "TABLE", quantity: 2000 },
  ]);
});
afterEach(() => database.invariants());

const linesOf = async (of = number) => (await findOrder(ctx, of))?.lines;
const codeOf = async (lines?: Parameters<typeof shortClose>[1]["lines"]) => {
  const outcome = await shortClose(ctx, { orderNumber: number, lines });
  return outcome.ok ? "ok" : outcome.refusal.code;
};

test("what will not be shipped is no longer owed, and its stock goes to the next in the queue", async () => {
  const next = await makeOrder(ctx, [{ sku: "CHAIR", quantity: 2000 }]);
  expect(await codeOf([{ sku: "CHAIR", quantity: 1000 }, { line: 2 }])).toBe("ok");
  expect(await linesOf()).toMatchObject([
    { shortClosed: 1000, owed: 2000, reserved: 2000 },
    { shortClosed: 2000, owed: 0, reserved: 0 },
  ]);
  expect(await linesOf(next)).toMatchObject([{ reserved: 1000 }]);
  const detail = await findOrder(ctx, number);
  expect(detail?.events.at(-1)).toMatchObject({
    type: "short_closed",
    data: {
      lines: [
        { sku: "CHAIR", quantity: "1" },
        { sku: "TABLE", quantity: "2" },
      ],
    },
  });
  await markShipped(ctx, { orderNumber: number, batchId: newId() });
  expect((await findOrder(ctx, number))?.order.row.tab).toBe("closed");
});

test("a short close is taken back: it is owed again and asks for stock", async () => {
  await shortClose(ctx, { orderNumber: number, lines: [{ sku: "TABLE", quantity: 1000 }] });
  expect(await takeBackShortClose(ctx, { orderNumber: number })).toMatchObject({ ok: true });
  expect(await linesOf()).toMatchObject([{}, { shortClosed: 0, owed: 2000, reserved: 1000 }]);
  expect(await takeBackShortClose(ctx, { orderNumber: number })).toMatchObject({
    refusal: { code: "no_short_close" },
  });
});

test("is refused for more than is owed, for what a draft holds, and for all of what never shipped", async () => {
  expect(await codeOf([{ sku: "TABLE", quantity: 3000 }])).toBe("more_than_owed");
  expect(await codeOf([{ sku: "SOFA" }])).toBe("sku_not_ordered");
  expect(await codeOf([{ line: 9 }])).toBe("unknown_line");
  expect(await codeOf([{ line: 2 }, { sku: "TABLE" }])).toBe("ambiguous_line");
  expect(await codeOf()).toBe("nothing_shipped");
  await prepareShipment(ctx, { orderNumber: number, lines: [{ line: 1, quantity: 3000 }] });
  expect(await codeOf([{ line: 1 }])).toBe("in_shipment");
  expect(await codeOf()).toBe("ok");
  expect(await linesOf()).toMatchObject([{ shortClosed: 0 }, { shortClosed: 2000 }]);
  expect(await codeOf([{ line: 2 }])).toBe("nothing_owed");
  await markShipped(ctx, { orderNumber: number, batchId: newId() });
  expect(await codeOf()).toBe("already_closed");
  await moveOrders(ctx, [number], { type: "archive", reason: "not_to_be_fulfilled", note: "x" });
  expect(await codeOf()).toBe("archived");
  expect(await shortClose(ctx, { orderNumber: "SO-404" })).toMatchObject({
    refusal: { code: "not_found" },
  });
});

test("what is owed again since a reopening keeps it from being undone", async () => {
  await prepareShipment(ctx, { orderNumber: number, lines: [{ line: 1, quantity: 3000 }] });
  await markShipped(ctx, { orderNumber: number, batchId: newId() });
  await moveOrders(ctx, [number], { type: "close", byHand: true });
  const { batchId } = await moveOrders(ctx, [number], { type: "reopen" });
  await takeBackShortClose(ctx, { orderNumber: number });
  expect(await undoMoves(ctx, { batchId })).toMatchObject({
    refused: [{ refusal: { code: "not_met" } }],
  });
});
