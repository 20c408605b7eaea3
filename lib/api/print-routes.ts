import "server-only";
import { printDocuments } from "@/lib/documents/commands";
import { findDocument, findPrintResult, type PrintResult } from "@/lib/documents/queries";
import { newId } from "@/lib/shared/ids";
import { accept } from "@/lib/shared/outcome";
import { pdfResponse } from "./files";
import { notHere, type Route, reads, sent, writes } from "./guard";
import { created, ok } from "./json";
import { answer } from "./operation";
import { documentUrl } from "./order-json";
import { refusalMessage } from "./problems/problem";
import { noQuery } from "./shapes/list";
import { newPrintJob, printJob } from "./shapes/print";

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
    {
      id: "print",
      summary: "Print documents",
      description:
        "Numbers are given, PDFs made, and the orders move as the automation policy says, order by order: one that can't be printed is in `refused`, and the others go on. Without Idempotency-Key, sending it again prints another copy.",
      body: sent(newPrintJob, { kinds: ["label"], orders: ["SO-2001"] }),
      answers: { 201: answer("What was printed, moved and refused.", printJob, { located: true }) },
      resumes: true,
    },
    async ({ ctx, body, key }) => {
      const idempotencyKey = `api:${key ?? newId()}`;
      const outcome = await printDocuments(ctx, { ...body, idempotencyKey });
      return outcome.ok
        ? accept(created(printJson(outcome.value), `/api/v1/print-jobs/${outcome.value.id}`))
        : outcome;
    },
  ),

  reads(
    "/print-jobs/:id",
    "orders.read",
    {
      id: "getPrintJob",
      summary: "Read a print job",
      query: noQuery,
      answers: { 200: answer("What was printed, moved and refused.", printJob) },
    },
    async ({ ctx, params }) => {
      const result = await findPrintResult(ctx, params.id ?? "");
      return result ? accept(ok(printJson(result))) : notHere();
    },
  ),

  reads(
    "/documents/:id",
    "documents.read",
    {
      id: "getDocument",
      summary: "Fetch a document",
      query: noQuery,
      answers: {
        200: {
          description: "The document as it was printed.",
          files: { "application/pdf": "The bytes." },
        },
      },
    },
    async ({ ctx, params }) => {
      const found = await findDocument(ctx, params.id ?? "");
      return found ? accept(pdfResponse(found.bytes, found.facts)) : notHere();
    },
  ),
];
