"use server";

import { z } from "zod";
import { guardedForm } from "@/lib/auth/guarded-action";
import { backWithBatch, batchFormSchema } from "@/lib/orders/batch-form";
import { newId } from "@/lib/shared/ids";
import type { Outcome } from "@/lib/shared/outcome";
import { cancelAsn } from "./cancel";
import { sendAsns, sendAsn as sendOne } from "./commands";

export const sendAsn = guardedForm("asn.send", batchFormSchema, async (ctx, { order, back }) => {
  if (order.length === 0) {
    const refused = [{ order: "", refusal: { code: "nothing_selected" } }];
    await backWithBatch({ back, shows: null, refused });
  }
  const { batchId, sent, refused } = await sendAsns(ctx, order);
  const moved = sent.some((one) => one.moved !== null);
  await backWithBatch({ back, shows: moved ? { batch: batchId } : null, refused });
});

const ofShipment = z.object({
  shipment: z.string().max(80),
  order: z.string().max(80),
  back: z.string().max(2000).optional(),
});

async function back(
  form: z.output<typeof ofShipment>,
  outcome: Outcome<{ readonly moved: unknown }>,
  batchId: string,
): Promise<never> {
  return backWithBatch({
    back: form.back,
    shows: outcome.ok && outcome.value.moved !== null ? { batch: batchId } : null,
    refused: outcome.ok ? [] : [{ order: form.order, refusal: outcome.refusal }],
  });
}

export const sendShipmentAsn = guardedForm("asn.send", ofShipment, async (ctx, form) => {
  const batchId = newId();
  await back(form, await sendOne(ctx, { shipmentNumber: form.shipment }, batchId), batchId);
});

export const cancelShipmentAsn = guardedForm("asn.send", ofShipment, async (ctx, form) => {
  const batchId = newId();
  await back(form, await cancelAsn(ctx, { shipmentNumber: form.shipment, batchId }), batchId);
});
