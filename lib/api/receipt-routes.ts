import "server-only";
import { z } from "zod";
import { changeReceipt, closeReceipt, expectReceipt, receive } from "@/lib/orders/receipt-commands";
import { accept, type Outcome } from "@/lib/shared/outcome";
import { quantityNumber } from "@/lib/shared/quantity";
import { findReceipt, listReceipts, type Receipt } from "@/lib/stock/receipt-list";
import {
  newReceiptSchema,
  receiptChangeSchema,
  receiptState,
  receiveSchema,
  toCome,
} from "@/lib/stock/receipts";
import type { Context } from "@/lib/workspaces/context";
import { keysetQuery, withQuantity } from "./fields";
import { noQuery, notHere, type Route, reads, writes } from "./guard";
import { created, type JsonAnswer, listBody, ok } from "./json";

function receiptJson(receipt: Receipt) {
  return {
    id: receipt.id,
    sku: receipt.sku,
    reference: receipt.reference,
    status: receiptState(receipt),
    quantity: quantityNumber(receipt.quantity),
    received: quantityNumber(receipt.received),
    to_come: quantityNumber(toCome(receipt)),
    promised: quantityNumber(receipt.promised),
    due_on: receipt.dueOn,
  };
}

/** The receipt as it is now, with the orders that wait for it in queue order. */
async function current(ctx: Context, id: string) {
  const found = await findReceipt(ctx, id);
  return (
    found && {
      ...receiptJson(found),
      waiting: found.waiting.map(({ order, quantity }) => ({
        order,
        quantity: quantityNumber(quantity),
      })),
    }
  );
}

async function answered(
  ctx: Context,
  id: string,
  outcome: Outcome<unknown>,
): Promise<Outcome<JsonAnswer>> {
  return outcome.ok ? accept(ok(await current(ctx, id))) : outcome;
}

const idOf = (params: Readonly<Record<string, string>>) => params.id ?? "";

function closing(action: "close" | "reopen"): Route {
  return writes(
    ["POST", `/expected-receipts/:id/${action}`],
    "stock.write",
    z.object({}),
    async ({ ctx, params }) =>
      answered(ctx, idOf(params), await closeReceipt(ctx, idOf(params), action === "close")),
  );
}

export const receiptRoutes: readonly Route[] = [
  reads("/expected-receipts", "stock.read", keysetQuery, async ({ ctx, query }) => {
    const { after = null, q, limit } = query;
    const page = await listReceipts(ctx, { after, before: null, q: q || null }, limit);
    return accept(ok(listBody(page.rows.map(receiptJson), page.next)));
  }),

  writes(
    ["POST", "/expected-receipts"],
    "stock.write",
    withQuantity(newReceiptSchema.omit({ key: true })),
    async ({ ctx, body }) => {
      const outcome = await expectReceipt(ctx, body);
      if (!outcome.ok) {
        return outcome;
      }
      const { id } = outcome.value;
      return accept(created(await current(ctx, id), `/api/v1/expected-receipts/${id}`));
    },
  ),

  reads("/expected-receipts/:id", "stock.read", noQuery, async ({ ctx, params }) => {
    const found = await current(ctx, idOf(params));
    return found ? accept(ok(found)) : notHere();
  }),

  writes(
    ["PATCH", "/expected-receipts/:id"],
    "stock.write",
    withQuantity(receiptChangeSchema.omit({ seen: true })),
    async ({ ctx, params, body }) =>
      answered(ctx, idOf(params), await changeReceipt(ctx, idOf(params), body)),
  ),

  writes(
    ["POST", "/expected-receipts/:id/receive"],
    "stock.write",
    withQuantity(receiveSchema.omit({ seen: true })),
    async ({ ctx, params, body }) =>
      answered(ctx, idOf(params), await receive(ctx, idOf(params), body)),
  ),

  closing("close"),
  closing("reopen"),
];
