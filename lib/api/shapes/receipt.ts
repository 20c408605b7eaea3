/** Decides what the document says of expected receipts: bodies and answers. */
import { z } from "@hono/zod-openapi";
import { keysetQuery, pageOf } from "./list";
import { idOf, orderNumber, quantity, said, sku, text, textOf, units } from "./values";

export const receiptQuery = keysetQuery("SKU or reference");

const expected = said(
  quantity(),
  "How many are expected. In the product's unit, at most 3 decimals.",
  20,
);
const due = said(z.iso.date(), "The day they are expected. A calendar day.", "2199-06-12");
const reference = said(text(80), "The supplier's or your own number for it.", "PO-4711");

export const newReceipt = z
  .object({
    sku: said(text(80), "The product's SKU.", "OAK-CHAIR"),
    quantity: expected,
    due_on: due,
    reference,
  })
  .openapi("NewExpectedReceipt");

export const receiptChange = z
  .object({
    quantity: expected.optional(),
    due_on: due.optional(),
    reference: reference.optional(),
  })
  .openapi("ExpectedReceiptChange");

export const received = z
  .object({
    quantity: said(quantity(), "How many came. In the product's unit, at most 3 decimals.", 8),
    note: said(
      z.string().max(200).optional(),
      "A note for people in the workspace.",
      "One box wet",
    ),
  })
  .openapi("Received");

const fields = {
  id: idOf("The receipt's id."),
  sku: sku(),
  reference: textOf("The supplier's or your own number for it.", "PO-4711"),
  status: said(
    z.enum(["expected", "partly", "received", "closed_short"]),
    "`partly`: some have come. `closed_short`: the rest will not come.",
    "expected",
  ),
  quantity: units("How many were expected.", 20),
  received: units("How many have come.", 8),
  to_come: units("How many are still to come.", 12),
  promised: units("How many of those are promised to orders.", 5),
  due_on: said(z.iso.date(), "The day they are expected. A calendar day.", "2026-06-12"),
};

export const receiptPage = pageOf(z.object(fields).openapi("ExpectedReceiptRow")).openapi(
  "ExpectedReceiptPage",
);

export const receipt = z
  .object({
    ...fields,
    waiting: z
      .array(z.object({ order: orderNumber(), quantity: units("How many it waits for.", 5) }))
      .meta({ description: "The orders that wait for it, in queue order." }),
  })
  .openapi("ExpectedReceipt");
