"use server";

import { z } from "zod";
import { leaveTo } from "@/lib/auth/flash";
import { guardedAction, guardedForm } from "@/lib/auth/guarded-action";
import { backWithBatch, batchFormSchema } from "@/lib/orders/batch-form";
import { newId } from "@/lib/shared/ids";
import type { Outcome, Refusal } from "@/lib/shared/outcome";
import { markShipped } from "./commands";
import { recordDelivery, takeBackDelivery } from "./deliver";
import { shipmentFormSchema } from "./input";
import { changeShipment, prepareShipment } from "./prepare";
import { takeBackVoid, voidShipment } from "./void";

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

const ofShipment = z.object({
  shipment: z.string().max(80),
  order: z.string().max(80),
  back: z.string().max(2000).optional(),
});

/** Goes back to the order's page, which shows the move or says why not. */
async function back(
  form: z.output<typeof ofShipment>,
  outcome: Outcome<{ readonly order: string; readonly moved?: unknown }>,
  batchId: string,
): Promise<never> {
  return backWithBatch({
    back: form.back,
    shows: outcome.ok && outcome.value.moved ? { batch: batchId } : null,
    refused: outcome.ok ? [] : [{ order: form.order, refusal: outcome.refusal }],
  });
}

export const markAsDelivered = guardedForm("shipments.write", ofShipment, async (ctx, form) => {
  await back(form, await recordDelivery(ctx, form.shipment), "");
});

export const undoDelivered = guardedForm("shipments.write", ofShipment, async (ctx, form) => {
  await back(form, await takeBackDelivery(ctx, form.shipment), "");
});

export const handOver = guardedForm("shipments.write", ofShipment, async (ctx, form) => {
  const batchId = newId();
  await back(form, await markShipped(ctx, { shipmentNumber: form.shipment, batchId }), batchId);
});

export const makeVoid = guardedForm("shipments.write", ofShipment, async (ctx, form) => {
  const batchId = newId();
  await back(form, await voidShipment(ctx, { shipmentNumber: form.shipment, batchId }), batchId);
});

export const undoVoid = guardedForm("shipments.write", ofShipment, async (ctx, form) => {
  await back(form, await takeBackVoid(ctx, form.shipment), "");
});

export const prepareAction = guardedAction(
  "shipments.write",
  shipmentFormSchema,
  async (ctx, { order: orderNumber, packages, carrier, trackingNumber, plannedShipOn }) => {
    const carried = { carrier, trackingNumber, plannedShipOn };
    const outcome = await prepareShipment(ctx, { orderNumber, packages, ...carried });
    if (!outcome.ok) {
      return outcome;
    }
    const { order: number, shipment } = outcome.value;
    return leaveTo(pathOf(number), { kind: "done", code: "shipment_prepared", data: { shipment } });
  },
);

export const changeAction = guardedAction(
  "shipments.write",
  shipmentFormSchema,
  async (ctx, { shipment: shipmentNumber = "", order: _, ...given }) => {
    const outcome = await changeShipment(ctx, { shipmentNumber, ...given });
    if (!outcome.ok) {
      return outcome;
    }
    const { order: number, shipment } = outcome.value;
    return leaveTo(pathOf(number), { kind: "done", code: "shipment_changed", data: { shipment } });
  },
);

const pathOf = (order: string) => `/orders/${encodeURIComponent(order)}`;
