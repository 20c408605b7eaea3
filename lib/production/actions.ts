"use server";

import { z } from "zod";
import { leaveTo } from "@/lib/auth/flash";
import { guardedAction, guardedForm } from "@/lib/auth/guarded-action";
import { backWithBatch, batchFormSchema } from "@/lib/orders/batch-form";
import { newId } from "@/lib/shared/ids";
import type { Outcome } from "@/lib/shared/outcome";
import { quantityText } from "@/lib/shared/quantity";
import type { Context } from "@/lib/workspaces/context";
import {
  blockProduction,
  cancelProduction,
  changeProduction,
  finishShort,
  reopenProduction,
  startProduction,
  unblockProduction,
  undoMake,
} from "./commands";
import { createProduction, makeForOrders } from "./create";
import { blockSchema, changeSchema, newProductionSchema, reportSchema } from "./input";
import { reportMade, takeBackReport } from "./report";

const ofProduction = z.object({ number: z.string().max(80) });
const pathOf = (number: string) => `/production/${encodeURIComponent(number)}`;

/** Back on the production order's page, which says what happened or why not. */
async function leave(
  number: string,
  outcome: Outcome<unknown>,
  code: string,
  data: Record<string, string | number> = {},
): Promise<never> {
  return leaveTo(
    pathOf(number),
    outcome.ok
      ? { kind: "done", code, data }
      : {
          kind: "refused",
          code: outcome.refusal.code,
          ...(outcome.refusal.data ? { data: { ...outcome.refusal.data } } : {}),
        },
  );
}

function acting(
  code: string,
  run: (ctx: Context, number: string) => Promise<Outcome<unknown>>,
): (ctx: Context, form: z.output<typeof ofProduction>) => Promise<void> {
  return async (ctx, { number }) => leave(number, await run(ctx, number), code);
}

export const startAction = guardedForm(
  "production.write",
  ofProduction,
  acting("started", startProduction),
);
export const unblockAction = guardedForm(
  "production.write",
  ofProduction,
  acting("unblocked", unblockProduction),
);
export const finishShortAction = guardedForm(
  "production.write",
  ofProduction,
  acting("finished_short", finishShort),
);
export const cancelAction = guardedForm(
  "production.write",
  ofProduction,
  acting("cancelled", cancelProduction),
);
export const reopenAction = guardedForm(
  "production.write",
  ofProduction,
  acting("reopened", reopenProduction),
);
export const blockAction = guardedForm(
  "production.write",
  ofProduction.extend(blockSchema.shape),
  async (ctx, { number, reason }) =>
    leave(number, await blockProduction(ctx, number, reason), "blocked", { reason }),
);
export const takeBackAction = guardedForm(
  "production.write",
  ofProduction.extend({ report: z.coerce.number().int() }),
  async (ctx, { number, report }) => {
    const outcome = await takeBackReport(ctx, number, report);
    const quantity = outcome.ok ? quantityText(outcome.value.quantity) : "";
    return leave(number, outcome, "report_taken_back", { quantity });
  },
);

export const changeAction = guardedAction(
  "production.write",
  ofProduction.extend(changeSchema.shape),
  async (ctx, { number, ...change }) => {
    const outcome = await changeProduction(ctx, number, change);
    return outcome.ok ? leave(number, outcome, "changed") : outcome;
  },
);

export const reportAction = guardedAction(
  "production.write",
  z.intersection(ofProduction, reportSchema),
  async (ctx, { number, ...report }) => {
    const outcome = await reportMade(ctx, number, report);
    if (!outcome.ok) {
      return outcome;
    }
    const { seq, quantity, pinned, surplus } = outcome.value;
    return leave(number, outcome, "reported", {
      report: seq,
      quantity: quantityText(quantity),
      pinned: quantityText(pinned),
      toStock: quantityText(quantity - pinned),
      surplus: quantityText(surplus),
      scrapped: quantityText(report.scrapped),
    });
  },
);

export const createAction = guardedAction(
  "production.write",
  newProductionSchema,
  async (ctx, input) => {
    const outcome = await createProduction(ctx, input);
    return outcome.ok ? leave(outcome.value.number, outcome, "created") : outcome;
  },
);

const makeFormSchema = batchFormSchema.extend({ line: z.coerce.number().int().optional() });

/** Makes what the selected orders, or one line of an order, are short of. */
export const makeAction = guardedForm("production.write", makeFormSchema, async (ctx, form) => {
  const key = form.key || newId();
  const { made, refused } = await makeForOrders(ctx, form.order, { line: form.line, key });
  await backWithBatch({
    back: form.back,
    shows: made.length > 0 ? { made: key } : null,
    refused:
      form.order.length > 0 ? refused : [{ order: "", refusal: { code: "nothing_selected" } }],
  });
});

/** Cancels what one press of Make planned, as far as nothing was made of it. */
export const undoMakeAction = guardedForm(
  "production.write",
  z.object({ made: z.string().max(100), back: z.string().max(2000).optional() }),
  async (ctx, { made, back }) => {
    const result = await undoMake(ctx, made);
    await backWithBatch({
      back,
      shows: { made },
      refused: (result?.refused ?? []).map(({ production, refusal }) => ({
        order: production,
        refusal,
      })),
    });
  },
);
