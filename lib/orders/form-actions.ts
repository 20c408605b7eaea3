"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { guardedAction } from "@/lib/auth/guarded-action";
import { withWorkspace } from "@/lib/workspaces/context";
import { createOrderOnce } from "./create-once";
import { orderIdsByNumber } from "./facts";
import { orderEditOf, orderFormSchema } from "./form";
import { updateOrder } from "./update";

const createSchema = z.object({ form: orderFormSchema, key: z.uuid() });

/** Creates an order from the form; the same page sent twice creates one. */
export const createOrderAction = guardedAction("orders.write", createSchema, async (ctx, sent) => {
  const outcome = await createOrderOnce(ctx, sent.form.input, sent.key);
  if (!outcome.ok) {
    return outcome;
  }
  revalidatePath("/", "layout");
  redirect(`/orders/${encodeURIComponent(outcome.value.number)}`);
});

const updateSchema = z.object({
  form: orderFormSchema,
  number: z.string().max(80),
  version: z.number().int(),
  /** The order's line numbers when the form was opened. */
  known: z.array(z.number().int()).max(1100),
});

export const updateOrderAction = guardedAction("orders.write", updateSchema, async (ctx, sent) => {
  const outcome = await withWorkspace(ctx, async (tx) => {
    const [id] = await orderIdsByNumber(tx, ctx, [sent.number]);
    return updateOrder(tx, ctx, id ?? "", orderEditOf(sent.form, sent), { cause: "by_hand" });
  });
  if (!outcome.ok) {
    return outcome;
  }
  revalidatePath("/", "layout");
  redirect(`/orders/${encodeURIComponent(outcome.value.number)}`);
});
