import "server-only";
import { z } from "@hono/zod-openapi";
import { PRINT_KINDS } from "@/lib/documents/render";
import { moves } from "./order";
import { idOf, orderNumber, said, text, textOf, whole } from "./values";

const NUMBERS_MAX = 500;

const numbers = (what: string, example: readonly string[]) =>
  said(
    z.array(text(80)).max(NUMBERS_MAX).default([]),
    `${what} At most ${NUMBERS_MAX}. Name at least one order or shipment.`,
    example,
  );

export const newPrintJob = z
  .object({
    kinds: said(z.array(z.enum(PRINT_KINDS)).min(1), "What to print for each.", ["label"]),
    orders: numbers("Orders by number: each prints its draft shipment, else what is reserved.", [
      "SO-2001",
    ]),
    shipments: numbers("Shipments by number.", []),
  })
  .refine(({ orders, shipments }) => orders.length + shipments.length > 0, {
    path: ["orders"],
    message: "Name at least one order or shipment.",
  })
  .openapi("NewPrintJob");

export const printJob = z
  .object({
    id: idOf("The print job's id."),
    documents: z
      .array(
        z.object({
          order: orderNumber(),
          shipment: textOf("The shipment's number.", "SH-1001"),
          kind: said(z.enum(PRINT_KINDS), "What it is.", "label"),
          number: textOf("The number printed on it.", "SH-1001"),
          copy: said(whole(), "Counts prints of this kind for this shipment, from 1.", 1),
          url: textOf(
            "Where its PDF is; takes the same API key.",
            "/api/documents/01980a4e-7c1d-7000-8000-5b7f3c2a9d10",
          ),
        }),
      )
      .meta({ description: "What was printed." }),
    moved: moves,
    refused: z
      .array(
        z.object({
          order: textOf("The order's or shipment's number, as it was sent.", "SO-404"),
          code: textOf("Why it was not printed, as the `code` of a problem.", "not_found"),
          message: textOf("The same in a sentence.", "There is nothing at this address."),
        }),
      )
      .meta({ description: "What was not printed; the rest was." }),
  })
  .openapi("PrintJob");
