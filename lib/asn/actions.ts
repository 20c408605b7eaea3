"use server";

import { guardedForm } from "@/lib/auth/guarded-action";
import { backWithBatch, batchFormSchema } from "@/lib/orders/batch-form";
import { sendAsns } from "./commands";

export const sendAsn = guardedForm("asn.send", batchFormSchema, async (ctx, { order, back }) => {
  if (order.length === 0) {
    const refused = [{ order: "", refusal: { code: "nothing_selected" } }];
    await backWithBatch({ back, shows: null, refused });
  }
  const { batchId, sent, refused } = await sendAsns(ctx, order);
  const moved = sent.some((one) => one.moved !== null);
  await backWithBatch({ back, shows: moved ? { batch: batchId } : null, refused });
});
