import { afterAll, beforeAll, expect, it } from "vitest";
import { newId } from "@/lib/shared/ids";
import type { Context } from "@/lib/workspaces/context";
import { pgliteDatabase, type TestDatabase } from "@/tests/database";
import { makeClient, makeOrder, makeProduct, makeWorkspace } from "@/tests/factories";
import { createInvoice, recordPayment } from "./commands";

let database: TestDatabase;
let ctx: Context;

beforeAll(async () => {
  database = await pgliteDatabase();
  ctx = await makeWorkspace(database.db);
  await makeClient(ctx);
  await makeProduct(ctx, "CHAIR", { onHand: 5000, unitPriceMinor: 1000 });
});
afterAll(async () => {
  await database.invariants();
  await database.close();
});

async function invoiceOf(orderNumber: string, amountMinor: number): Promise<string> {
  const outcome = await createInvoice(ctx, { orderNumber, amountMinor, batchId: newId() });
  if (!outcome.ok) {
    throw new Error(outcome.refusal.code);
  }
  return outcome.value.number;
}

const pay = (what: { orderNumber?: string; invoiceNumber?: string; amountMinor?: number }) =>
  recordPayment(ctx, { ...what, batchId: newId() });

it("a payment of an invoice without an amount pays what is left of that invoice, not of the order", async () => {
  const orderNumber = await makeOrder(ctx, [
    { sku: "CHAIR", quantity: 2000, unitPriceMinor: 1000 },
  ]);
  const first = await invoiceOf(orderNumber, 800);
  await invoiceOf(orderNumber, 1200);
  expect((await pay({ invoiceNumber: first, amountMinor: 300 })).ok).toBe(true);
  expect(await pay({ invoiceNumber: first, amountMinor: 501 })).toMatchObject({
    refusal: { code: "too_much", data: { rest: 500 } },
  });
  expect((await pay({ invoiceNumber: first })).ok).toBe(true);
  expect(await pay({ invoiceNumber: first })).toMatchObject({ refusal: { code: "nothing_left" } });
  expect(await pay({ orderNumber, amountMinor: 1201 })).toMatchObject({
    refusal: { code: "too_much", data: { rest: 1200 } },
  });
});
