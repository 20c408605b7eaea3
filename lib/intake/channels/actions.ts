"use server";

import { z } from "zod";
import { guardedForm } from "@/lib/auth/guarded-action";
import { backWithBatch } from "@/lib/orders/batch-form";
import { retryNotice } from "./notices";

const retryFormSchema = z.object({
  shipment: z.string().max(40),
  back: z.string().max(2000).optional(),
});

/** Tells the marketplace of a shipment again, after a person has mended what it refused. */
export const tellAgain = guardedForm("asn.send", retryFormSchema, async (ctx, form) => {
  const outcome = await retryNotice(ctx, form.shipment);
  const refused = outcome.ok ? [] : [{ order: form.shipment, refusal: outcome.refusal }];
  await backWithBatch({ back: form.back, shows: null, refused });
});
