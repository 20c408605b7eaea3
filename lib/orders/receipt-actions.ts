"use server";

import { z } from "zod";
import { leaveTo } from "@/lib/auth/flash";
import { guardedAction, guardedForm } from "@/lib/auth/guarded-action";
import type { Outcome } from "@/lib/shared/outcome";
import { type Quantity, quantityText } from "@/lib/shared/quantity";
import { newReceiptSchema, receiptChangeSchema, receiveSchema } from "@/lib/stock/receipts";
import type { Context } from "@/lib/workspaces/context";
import { changeReceipt, closeReceipt, expectReceipt, receive } from "./receipt-commands";

const pathOf = (id: string) => `/stock/receipts/${id}`;
const ofReceipt = z.object({ id: z.string().max(80) });

export const expectReceiptAction = guardedAction(
  "stock.write",
  newReceiptSchema,
  async (ctx, form) => {
    const outcome = await expectReceipt(ctx, form);
    return outcome.ok
      ? leaveTo(pathOf(outcome.value.id), { kind: "done", code: "expected" })
      : outcome;
  },
);

export const receiveAction = guardedAction(
  "stock.write",
  receiveSchema.extend(ofReceipt.shape),
  async (ctx, { id, ...form }) => {
    const outcome = await receive(ctx, id, form);
    return outcome.ok ? leaveReceived(id, form.quantity, outcome.value) : outcome;
  },
);

function leaveReceived(
  id: string,
  quantity: Quantity,
  { over, left }: { readonly over: Quantity; readonly left: Quantity },
): Promise<never> {
  return leaveTo(pathOf(id), {
    kind: "done",
    code: over > 0 ? "received_over" : left > 0 ? "received_part" : "received_all",
    data: {
      quantity: quantityText(quantity),
      over: quantityText(over),
      left: quantityText(left),
    },
  });
}

export const changeReceiptAction = guardedAction(
  "stock.write",
  receiptChangeSchema.extend(ofReceipt.shape),
  async (ctx, { id, ...form }) => {
    const outcome = await changeReceipt(ctx, id, form);
    return outcome.ok ? leaveTo(pathOf(id), { kind: "done", code: "changed" }) : outcome;
  },
);

async function leave(id: string, outcome: Outcome<{ left: string }>, code: string): Promise<void> {
  await leaveTo(
    pathOf(id),
    outcome.ok
      ? { kind: "done", code, data: outcome.value }
      : { kind: "refused", code: outcome.refusal.code },
  );
}

const closing =
  (close: boolean) =>
  async (ctx: Context, { id }: z.output<typeof ofReceipt>) =>
    leave(id, await closeReceipt(ctx, id, close), close ? "closed_short" : "reopened");

export const closeReceiptAction = guardedForm("stock.write", ofReceipt, closing(true));
export const reopenReceiptAction = guardedForm("stock.write", ofReceipt, closing(false));
