"use server";

import { z } from "zod";
import { guardedForm } from "@/lib/auth/guarded-action";
import { type Outcome, refuse } from "@/lib/shared/outcome";
import { parseQuantity } from "@/lib/shared/quantity";
import type { Context } from "@/lib/workspaces/context";
import { backWithBatch } from "./batch-form";
import { shortClose, takeBackShortClose } from "./short-close";

const shortCloseForm = z.object({
  order: z.string().max(80),
  lines: z
    .array(z.object({ line: z.coerce.number().int(), quantity: z.string().trim().max(30) }))
    .optional(),
  back: z.string().max(2000).optional(),
});

type Form = z.output<typeof shortCloseForm>;

/** Lines with units in them; null where one is no quantity. */
function linesOf({ lines }: Form) {
  if (lines === undefined) {
    return undefined;
  }
  const read = lines.map(({ line, quantity }) => ({
    line,
    quantity: quantity === "" ? 0 : parseQuantity(quantity),
  }));
  const units = read.flatMap(({ line, quantity }) =>
    quantity !== null && quantity > 0 ? [{ line, quantity }] : [],
  );
  return read.some(({ quantity }) => quantity === null || quantity < 0) ? null : units;
}

async function runAndReturn(ctx: Context, form: Form, run: typeof shortClose): Promise<void> {
  const lines = linesOf(form);
  const outcome: Outcome<unknown> =
    lines === null ? refuse("no_quantity") : await run(ctx, { orderNumber: form.order, lines });
  await backWithBatch({
    back: form.back,
    shows: null,
    refused: outcome.ok ? [] : [{ order: form.order, refusal: outcome.refusal }],
  });
}

export const shortCloseAction = guardedForm("orders.write", shortCloseForm, (ctx, form) =>
  runAndReturn(ctx, form, shortClose),
);

export const takeBackShortCloseAction = guardedForm("orders.write", shortCloseForm, (ctx, form) =>
  runAndReturn(ctx, form, takeBackShortClose),
);
