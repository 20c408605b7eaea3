import "server-only";
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
import { notHere, type Route, reads, sent, sentAs, writes } from "./guard";
import { created, type JsonAnswer, listBody, ok } from "./json";
import { answer, type Told } from "./operation";
import { noQuery } from "./shapes/list";
import { nothing } from "./shapes/queue";
import {
  newReceipt,
  receipt,
  receiptChange,
  receiptPage,
  receiptQuery,
  received,
} from "./shapes/receipt";

function receiptJson(row: Receipt) {
  return {
    id: row.id,
    sku: row.sku,
    reference: row.reference,
    status: receiptState(row),
    quantity: quantityNumber(row.quantity),
    received: quantityNumber(row.received),
    to_come: quantityNumber(toCome(row)),
    promised: quantityNumber(row.promised),
    due_on: row.dueOn,
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

const now = answer("The receipt as it is now.", receipt);
const ENDED = ["receipt_closed", "receipt_complete"] as const;

function closing(
  action: "close" | "reopen",
  told: Pick<Told, "id" | "summary" | "description" | "refusals">,
): Route {
  return writes(
    ["POST", `/expected-receipts/:id/${action}`],
    "stock.write",
    { ...told, body: sent(nothing), answers: { 200: now } },
    async ({ ctx, params }) =>
      answered(ctx, idOf(params), await closeReceipt(ctx, idOf(params), action === "close")),
  );
}

export const receiptRoutes: readonly Route[] = [
  reads(
    "/expected-receipts",
    "stock.read",
    {
      id: "listExpectedReceipts",
      summary: "List expected receipts",
      description: "Units bought and on their way: dated supply for orders.",
      query: receiptQuery,
      answers: { 200: answer("A page of receipts, the next due first.", receiptPage) },
    },
    async ({ ctx, query }) => {
      const { after = null, q, limit } = query;
      const page = await listReceipts(ctx, { after, before: null, q: q || null }, limit);
      return accept(ok(listBody(page.rows.map(receiptJson), page.next)));
    },
  ),

  writes(
    ["POST", "/expected-receipts"],
    "stock.write",
    {
      id: "expectReceipt",
      summary: "Expect units",
      body: sentAs(newReceipt, newReceiptSchema.omit({ key: true }), {
        sku: "OAK-CHAIR",
        quantity: 20,
        due_on: "2199-06-12",
        reference: "PO-4711",
      }),
      answers: { 201: answer("The new receipt.", receipt, { located: true }) },
      refusals: ["unknown_product", "not_goods"],
    },
    async ({ ctx, body }) => {
      const outcome = await expectReceipt(ctx, body);
      if (!outcome.ok) {
        return outcome;
      }
      const { id } = outcome.value;
      return accept(created(await current(ctx, id), `/api/v1/expected-receipts/${id}`));
    },
  ),

  reads(
    "/expected-receipts/:id",
    "stock.read",
    {
      id: "getExpectedReceipt",
      summary: "Read an expected receipt",
      query: noQuery,
      answers: { 200: answer("The receipt, and who waits for it.", receipt) },
    },
    async ({ ctx, params }) => {
      const found = await current(ctx, idOf(params));
      return found ? accept(ok(found)) : notHere();
    },
  ),

  writes(
    ["PATCH", "/expected-receipts/:id"],
    "stock.write",
    {
      id: "changeExpectedReceipt",
      summary: "Change an expected receipt",
      description: "What is left out stays.",
      body: sentAs(receiptChange, receiptChangeSchema.omit({ seen: true }), {
        quantity: 24,
        due_on: "2199-06-15",
      }),
      answers: { 200: now },
      refusals: [...ENDED, "below_received"],
    },
    async ({ ctx, params, body }) =>
      answered(ctx, idOf(params), await changeReceipt(ctx, idOf(params), body)),
  ),

  writes(
    ["POST", "/expected-receipts/:id/receive"],
    "stock.write",
    {
      id: "receive",
      summary: "Receive units",
      description: "Some or all of them, or more. They go to stock and to the orders that wait.",
      body: sentAs(received, receiveSchema.omit({ seen: true }), { quantity: 8 }),
      answers: { 200: now },
      refusals: [...ENDED, "too_much_stock"],
    },
    async ({ ctx, params, body }) =>
      answered(ctx, idOf(params), await receive(ctx, idOf(params), body)),
  ),

  closing("close", {
    id: "closeExpectedReceipt",
    summary: "Expect the rest no more",
    refusals: ENDED,
  }),
  closing("reopen", {
    id: "reopenExpectedReceipt",
    summary: "Expect the rest again",
    refusals: ["receipt_open", "receipt_complete"],
  }),
];
