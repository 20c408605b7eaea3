"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { guardedAction } from "@/lib/auth/guarded-action";
import { orderEditOf, orderFormSchema } from "./form";
import { createFromForm, updateFromForm } from "./form-commands";

const createSchema = z.object({ form: orderFormSchema, key: z.uuid() });

export const createOrderAction = guardedAction("orders.write", createSchema, async (ctx, sent) => {
  const outcome = await createFromForm(ctx, sent.form.input, sent.key);
  if (!outcome.ok) {
    return outcome;
  }
  revalidatePath("/", "layout");
  redirect(`/orders/${outcome.value.number}`);
});

const updateSchema = z.object({
  form: orderFormSchema,
  number: z.string().max(80),
  version: z.number().int(),
  /** The order's line numbers when the form was opened. */
  known: z.array(z.number().int()).max(1100),
});

export const updateOrderAction = guardedAction("orders.write", updateSchema, async (ctx, sent) => {
  const outcome = await updateFromForm(ctx, sent.number, orderEditOf(sent.form, sent));
  if (!outcome.ok) {
    return outcome;
  }
  revalidatePath("/", "layout");
  redirect(`/orders/${outcome.value.number}`);
});
