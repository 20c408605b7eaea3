"use server";

import { z } from "zod";
import { guardedForm } from "@/lib/auth/guarded-action";
import type { Context } from "@/lib/workspaces/context";
import { backWithBatch, batchFormSchema } from "./batch-form";
import { holdOrder, moveOrders } from "./commands";
import type { MoveRequest } from "./transitions";

type BatchForm = z.output<typeof batchFormSchema>;

async function moveAndReturn(ctx: Context, form: BatchForm, request: MoveRequest): Promise<void> {
  const result = await moveOrders(ctx, form.order, request);
  await backWithBatch({
    back: form.back,
    shows: result.moved.length > 0 ? { batch: result.batchId } : null,
    refused: refusalsOf(form, result.refused),
  });
}

function refusalsOf<Refused>(form: BatchForm, refused: readonly Refused[]) {
  return form.order.length > 0
    ? refused
    : [{ order: "", refusal: { code: "nothing_selected" } } as const];
}

export const closeOrders = guardedForm("orders.move", batchFormSchema, (ctx, form) =>
  moveAndReturn(ctx, form, { type: "close", byHand: true }),
);

export const cancelOrders = guardedForm("orders.move", batchFormSchema, (ctx, form) =>
  moveAndReturn(ctx, form, { type: "archive", reason: "cancelled" }),
);

const archiveFormSchema = batchFormSchema.extend({
  reason: z.enum(["not_to_be_fulfilled", "completed", "cancelled"]).default("not_to_be_fulfilled"),
  note: z.string().max(1000).optional(),
});

export const archiveOrders = guardedForm("orders.move", archiveFormSchema, (ctx, form) =>
  moveAndReturn(ctx, form, { type: "archive", reason: form.reason, note: form.note }),
);

export const reopenOrders = guardedForm("orders.move", batchFormSchema, (ctx, form) =>
  moveAndReturn(ctx, form, { type: "reopen" }),
);

async function holdAndReturn(ctx: Context, form: BatchForm, onHold: boolean): Promise<void> {
  const refused = [];
  for (const order of form.order) {
    const outcome = await holdOrder(ctx, order, onHold);
    if (!outcome.ok) {
      refused.push({ order, refusal: outcome.refusal });
    }
  }
  await backWithBatch({ back: form.back, shows: null, refused: refusalsOf(form, refused) });
}

export const holdOrders = guardedForm("orders.write", batchFormSchema, (ctx, form) =>
  holdAndReturn(ctx, form, true),
);

export const releaseOrders = guardedForm("orders.write", batchFormSchema, (ctx, form) =>
  holdAndReturn(ctx, form, false),
);
