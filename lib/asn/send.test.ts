import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { orders } from "@/db/schema/orders";
import { printDocuments } from "@/lib/documents/commands";
import { createInvoice, recordPayment } from "@/lib/invoices/commands";
import { undoMoves } from "@/lib/moves/commands";
import { moveOrders } from "@/lib/orders/commands";
import { findOrder } from "@/lib/orders/detail";
import { newId } from "@/lib/shared/ids";
import { markShipped } from "@/lib/shipments/commands";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { pgliteDatabase, type TestDatabase } from "@/tests/database";
import { makeClient, makeOrder, makeProduct, makeWorkspace } from "@/tests/factories";
import { checkShipNotice } from "./check";
import { sendAsns } from "./commands";
import { findAsns } from "./queries";

let database: TestDatabase;
let ctx: Context;

beforeAll(async () => {
  database = await pgliteDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  ctx = await makeWorkspace(database.db);
  await makeClient(ctx);
  await makeProduct(ctx, "CHAIR", { onHand: 9000 });
});
afterEach(() => database.invariants());

const order = async (number: string) => {
  const [row] = await withWorkspace(ctx, (tx) =>
    tx.select().from(orders).where(eq(orders.number, number)),
  );
  return row;
};
const closedOrder = async () => {
  const number = await makeOrder(ctx, [{ sku: "CHAIR", quantity: 2000 }]);
  const printed = await printDocuments(ctx, {
    kinds: ["label", "bill_of_lading"],
    orders: [number],
    idempotencyKey: newId(),
  });
  return { number, batchId: printed.ok ? printed.value.id : "" };
};

test("archives a closed order when the ASN of each of its shipments is sent", async () => {
  const { number } = await closedOrder();
  const result = await sendAsns(ctx, [number]);
  expect(result).toMatchObject({
    refused: [],
    sent: [{ order: number, moved: { to: "archived" } }],
  });
  expect(await order(number)).toMatchObject({ tab: "archived", archiveReason: "asn" });
  const [asn] = (await findAsns(ctx, number)) ?? [];
  expect(checkShipNotice(asn?.content ?? "")).toEqual([]);
  const detail = await findOrder(ctx, number);
  const sscc = detail?.shipments[0]?.packages[0]?.sscc ?? "-";
  const bol = detail?.shipments[0]?.bolNumber ?? "-";
  expect(asn?.content).toContain(`MAN*GM*00${sscc}`);
  expect(asn?.content).toContain(`REF*BM*${bol}`);
  expect(detail?.whyThisTab).toBe(
    "In Archived because the ASN of each of its shipments was sent (the default automation policy).",
  );
});

test("refuses an order that nothing left for, one that was sent already and one that is unknown", async () => {
  const open = await makeOrder(ctx, [{ sku: "CHAIR" }]);
  const { number } = await closedOrder();
  await sendAsns(ctx, [number]);
  const { refused } = await sendAsns(ctx, [open, number, "SO-404"]);
  expect(refused.map((one) => one.refusal.code)).toEqual([
    "nothing_dispatched",
    "already_sent",
    "not_found",
  ]);
});

test("undoes an archive by ASN, then refuses to undo the close because the ASN is out", async () => {
  const { number, batchId } = await closedOrder();
  const sent = await sendAsns(ctx, [number]);
  expect(await undoMoves(ctx, { batchId })).toMatchObject({
    refused: [{ refusal: { code: "moved_since" } }],
  });
  expect(await undoMoves(ctx, { batchId: sent.batchId })).toMatchObject({
    undone: [{ to: "closed" }],
  });
  expect(await order(number)).toMatchObject({ tab: "closed", archiveReason: null });
  expect(await undoMoves(ctx, { batchId })).toMatchObject({
    refused: [{ refusal: { code: "asn_sent" } }],
  });
});

test("closes by hand-over, and archives as completed once invoiced and paid in full", async () => {
  const number = await makeOrder(ctx, [{ sku: "CHAIR", quantity: 2000, unitPriceMinor: 1250 }]);
  const shipped = await markShipped(ctx, { orderNumber: number, batchId: newId() });
  expect(shipped).toMatchObject({ ok: true, value: { moved: { to: "closed" } } });
  const batchId = newId();
  expect(
    await createInvoice(ctx, { orderNumber: number, amountMinor: 2501, batchId }),
  ).toMatchObject({
    refusal: { code: "too_much" },
  });
  const invoice = await createInvoice(ctx, { orderNumber: number, batchId });
  expect(invoice).toMatchObject({ ok: true, value: { moved: null } });
  expect(
    await recordPayment(ctx, { orderNumber: number, amountMinor: 1000, batchId }),
  ).toMatchObject({
    value: { moved: null },
  });
  expect(await order(number)).toMatchObject({
    paymentStatus: "partly",
    invoicingStatus: "invoiced",
  });
  expect(await recordPayment(ctx, { orderNumber: number, batchId })).toMatchObject({
    value: { moved: { from: "closed", to: "archived" } },
  });
  expect(await order(number)).toMatchObject({ archiveReason: "completed" });
});

test("short-closes the remainder when a person closes a partly shipped order, and gives it back on undo", async () => {
  const number = await makeOrder(ctx, [{ sku: "CHAIR", quantity: 12000 }], { allowPartial: true });
  await markShipped(ctx, { orderNumber: number, batchId: newId() });
  expect(await moveOrders(ctx, [number], { type: "archive", reason: "cancelled" })).toMatchObject({
    refused: [{ refusal: { code: "partly_shipped" } }],
  });
  const closed = await moveOrders(ctx, [number], { type: "close", byHand: true });
  expect(closed.moved).toHaveLength(1);
  expect((await findOrder(ctx, number))?.lines[0]).toMatchObject({ shortClosed: 3000, owed: 0 });
  await undoMoves(ctx, { batchId: closed.batchId });
  expect((await findOrder(ctx, number))?.lines[0]).toMatchObject({ shortClosed: 0, owed: 3000 });
});
