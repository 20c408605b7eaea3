import "server-only";
import { z } from "zod";
import { printDocuments } from "@/lib/documents/commands";
import { findDocument, findPrintResult, type PrintResult } from "@/lib/documents/queries";
import { PRINT_KINDS } from "@/lib/documents/render";
import { requiredLine } from "@/lib/shared/fields";
import { newId } from "@/lib/shared/ids";
import { accept } from "@/lib/shared/outcome";
import { pdfResponse } from "./files";
import { noQuery, notHere, type Route, reads, writes } from "./guard";
import { created, ok } from "./json";
import { documentUrl } from "./order-json";
import { refusalMessage } from "./problems";

const NUMBERS_MAX = 500;

const numbers = (name: string) =>
  z
    .array(requiredLine("Number", 80), `${name} must be a list of numbers.`)
    .max(NUMBERS_MAX, `${name} may have at most ${NUMBERS_MAX} entries.`)
    .default([]);

const printSchema = z
  .object({
    kinds: z
      .array(z.enum(PRINT_KINDS, `A kind must be one of ${PRINT_KINDS.join(", ")}.`), {
        error: `kinds must be a list of ${PRINT_KINDS.join(", ")}.`,
      })
      .min(1, "Name at least one kind."),
    orders: numbers("orders"),
    shipments: numbers("shipments"),
  })
  .refine(({ orders, shipments }) => orders.length + shipments.length > 0, {
    path: ["orders"],
    message: "Name at least one order or shipment.",
  });

function printJson(result: PrintResult) {
  return {
    id: result.id,
    documents: result.documents.map(({ id, order, shipment, kind, number, copy }) => ({
      order,
      shipment,
      kind,
      number,
      copy,
      url: documentUrl(id),
    })),
    moved: result.moved.map(({ move, order, from, to }) => ({ move, order, from, to })),
    refused: result.refused.map(({ order, code, data }) => ({
      order,
      code,
      message: refusalMessage(code, data),
    })),
  };
}

export const printRoutes: readonly Route[] = [
  writes(
    ["POST", "/print-jobs"],
    "documents.print",
    printSchema,
    async ({ ctx, body, key }) => {
      const idempotencyKey = `api:${key ?? newId()}`;
      const outcome = await printDocuments(ctx, { ...body, idempotencyKey });
      return outcome.ok
        ? accept(created(printJson(outcome.value), `/api/v1/print-jobs/${outcome.value.id}`))
        : outcome;
    },
    { resumes: true },
  ),

  reads("/print-jobs/:id", "orders.read", noQuery, async ({ ctx, params }) => {
    const result = await findPrintResult(ctx, params.id ?? "");
    return result ? accept(ok(printJson(result))) : notHere();
  }),

  reads("/documents/:id", "documents.read", noQuery, async ({ ctx, params }) => {
    const found = await findDocument(ctx, params.id ?? "");
    return found ? accept(pdfResponse(found.bytes, found.facts)) : notHere();
  }),
];
