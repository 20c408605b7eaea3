"use server";

import { z } from "zod";
import { guardedForm } from "@/lib/auth/guarded-action";
import { backWithBatch, batchFormSchema } from "@/lib/orders/batch-form";
import { newId } from "@/lib/shared/ids";
import type { Context } from "@/lib/workspaces/context";
import { printDocuments } from "./commands";
import { PRINT_KINDS, type PrintKind } from "./render";

async function printAndReturn(
  ctx: Context,
  form: z.output<typeof batchFormSchema>,
  kind: PrintKind,
): Promise<void> {
  const { order: orders, back } = form;
  if (orders.length === 0) {
    const refused = [{ order: "", refusal: { code: "nothing_selected" } }];
    return backWithBatch({ back, shows: null, refused });
  }
  // The key of the page and what was asked of it: a second click is the same job, another choice is not.
  const idempotencyKey = form.key ? `form:${form.key}:${kind}:${orders.join(",")}` : newId();
  const outcome = await printDocuments(ctx, { kinds: [kind], orders, idempotencyKey });
  return outcome.ok
    ? backWithBatch({ back, shows: { job: outcome.value.id }, refused: [] })
    : backWithBatch({ back, shows: null, refused: [{ order: "", refusal: outcome.refusal }] });
}

const ofShipment = z.object({
  shipment: z.string().max(80),
  kind: z.enum(PRINT_KINDS),
  key: z.string().max(100).optional(),
  back: z.string().max(2000).optional(),
});

/** Prints a document of one shipment, whichever its order would print. */
export const printShipment = guardedForm("documents.print", ofShipment, async (ctx, form) => {
  const { shipment, kind, key, back } = form;
  const outcome = await printDocuments(ctx, {
    kinds: [kind],
    shipments: [shipment],
    idempotencyKey: key ? `form:${key}:${kind}:${shipment}` : newId(),
  });
  await (outcome.ok
    ? backWithBatch({ back, shows: { job: outcome.value.id }, refused: [] })
    : backWithBatch({ back, shows: null, refused: [{ order: "", refusal: outcome.refusal }] }));
});

export const printLabels = guardedForm("documents.print", batchFormSchema, (ctx, form) =>
  printAndReturn(ctx, form, "label"),
);

export const printPackingSlips = guardedForm("documents.print", batchFormSchema, (ctx, form) =>
  printAndReturn(ctx, form, "packing_slip"),
);

export const printBillsOfLading = guardedForm("documents.print", batchFormSchema, (ctx, form) =>
  printAndReturn(ctx, form, "bill_of_lading"),
);
