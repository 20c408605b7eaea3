import "server-only";
import { z } from "@hono/zod-openapi";
import { MINOR_MAX } from "@/lib/shared/money";
import { moves } from "./order";
import {
  idOf,
  minorUnits,
  optionalText,
  orderNumber,
  said,
  text,
  textOf,
  textOrNull,
  whole,
} from "./values";

const amount = (what: string) =>
  said(
    whole().positive().max(MINOR_MAX).optional(),
    `How much; left out, ${what}. In minor units of the order's currency (cents).`,
    1000,
  );

const number = (what: string) => said(text(80), what, "SO-2001");

export const newInvoice = z
  .object({
    order: number("The order's number."),
    amount_minor: amount("what is not invoiced yet"),
  })
  .openapi("NewInvoice");

export const newPayment = z
  .object({
    order: number("The order that is paid. Name this or `invoice`.").optional(),
    invoice: said(
      text(80).optional(),
      "The invoice that is paid. Name this or `order`.",
      "INV-1001",
    ),
    amount_minor: amount("what is not paid yet"),
    note: said(optionalText(1000), "A note for people in the workspace.", "By bank transfer"),
  })
  .refine(({ order, invoice }) => (order === undefined) !== (invoice === undefined), {
    path: ["order"],
    message: "Name either an order or an invoice.",
  })
  .openapi("NewPayment");

const day = (description: string) =>
  said(z.iso.date(), `${description} A calendar day.`, "2026-06-01");

export const invoice = z
  .object({
    number: textOf("The invoice's number.", "INV-1001"),
    order: orderNumber(),
    amount_minor: minorUnits("What it is about.", 1000),
    currency: textOf("ISO 4217 code.", "EUR"),
    issued_on: day("When it was made."),
    moved: moves,
  })
  .openapi("Invoice");

export const payment = z
  .object({
    id: idOf("The payment's id."),
    order: orderNumber(),
    invoice: textOrNull("The invoice it pays; null where it pays the order.", "INV-1001"),
    amount_minor: minorUnits("How much was paid.", 1000),
    currency: textOf("ISO 4217 code.", "EUR"),
    paid_on: day("When it was paid."),
    note: textOrNull("A note for people in the workspace.", null),
    moved: moves,
  })
  .openapi("Payment");
