"use server";

import { z } from "zod";
import { guardedForm } from "@/lib/auth/guarded-action";
import { backWithBatch, batchFormSchema } from "@/lib/orders/batch-form";
import { findOrder } from "@/lib/orders/detail";
import { newId } from "@/lib/shared/ids";
import { parseMinor } from "@/lib/shared/money";
import type { Outcome } from "@/lib/shared/outcome";
import type { Context } from "@/lib/workspaces/context";
import { createInvoice, recordPayment } from "./commands";

const amountFormSchema = batchFormSchema.extend({ amount: z.string().trim().max(30).optional() });
type AmountForm = z.output<typeof amountFormSchema>;

type Command = (
  ctx: Context,
  input: { orderNumber: string; amountMinor?: number | undefined; batchId: string },
) => Promise<Outcome<{ moved: unknown }>>;

async function runAndReturn(ctx: Context, form: AmountForm, command: Command): Promise<void> {
  const orderNumber = form.order[0] ?? "";
  const order = await findOrder(ctx, orderNumber);
  const batchId = newId();
  const amountMinor =
    order && form.amount ? (parseMinor(form.amount, order.order.row.currency) ?? -1) : undefined;
  const outcome = await command(ctx, { orderNumber, amountMinor, batchId });
  await backWithBatch({
    back: form.back,
    shows: outcome.ok && outcome.value.moved ? { batch: batchId } : null,
    refused: outcome.ok ? [] : [{ order: orderNumber, refusal: outcome.refusal }],
  });
}

/** Invoices one order: the amount given as decimal text, else all that is left. */
export const invoiceOrder = guardedForm("invoices.write", amountFormSchema, (ctx, form) =>
  runAndReturn(ctx, form, createInvoice),
);

/** Records a payment of one order: the amount given as decimal text, else all that is left. */
export const payOrder = guardedForm("invoices.write", amountFormSchema, (ctx, form) =>
  runAndReturn(ctx, form, recordPayment),
);
