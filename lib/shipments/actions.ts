"use server";

import { z } from "zod";
import { guardedForm } from "@/lib/auth/guarded-action";
import { backWithBatch, batchFormSchema } from "@/lib/orders/batch-form";
import { newId } from "@/lib/shared/ids";
import type { Refusal } from "@/lib/shared/outcome";
import { markShipped } from "./commands";
import { recordDelivery, takeBackDelivery } from "./deliver";

const shippedFormSchema = batchFormSchema.extend({
  carrier: z.string().trim().max(80).optional(),
  trackingNumber: z.string().trim().max(80).optional(),
});

export const markAsShipped = guardedForm(
  "shipments.write",
  shippedFormSchema,
  async (ctx, form) => {
    const batchId = newId();
    const refused: { order: string; refusal: Refusal }[] = [];
    let moved = 0;
    for (const orderNumber of form.order) {
      const outcome = await markShipped(ctx, {
        orderNumber,
        batchId,
        carrier: form.carrier || null,
        trackingNumber: form.trackingNumber || null,
      });
      if (outcome.ok) {
        moved += outcome.value.moved ? 1 : 0;
      } else {
        refused.push({ order: orderNumber, refusal: outcome.refusal });
      }
    }
    await backWithBatch({ back: form.back, shows: moved > 0 ? { batch: batchId } : null, refused });
  },
);

const deliveryFormSchema = z.object({
  shipment: z.string().max(60),
  order: z.string().max(60),
  back: z.string().max(2000).optional(),
});

export const markAsDelivered = guardedForm(
  "shipments.write",
  deliveryFormSchema,
  async (ctx, { shipment, order, back }) => {
    const outcome = await recordDelivery(ctx, shipment);
    const refused = outcome.ok ? [] : [{ order, refusal: outcome.refusal }];
    await backWithBatch({ back, shows: null, refused });
  },
);

export const undoDelivered = guardedForm(
  "shipments.write",
  deliveryFormSchema,
  async (ctx, { shipment, order, back }) => {
    const outcome = await takeBackDelivery(ctx, shipment);
    const refused = outcome.ok ? [] : [{ order, refusal: outcome.refusal }];
    await backWithBatch({ back, shows: null, refused });
  },
);
