"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { leaveTo } from "@/lib/auth/flash";
import { guardedForm } from "@/lib/auth/guarded-action";
import { sameSitePath } from "@/lib/auth/same-site-path";
import { backWithBatch, batchFormSchema } from "./batch-form";
import { queueHref, queuePlaceSchema } from "./queue-input";
import { moveInQueue } from "./queue-moves";

const backSchema = z
  .string()
  .max(2000)
  .optional()
  .transform((back) => sameSitePath(back ?? null, "/orders/open"));

const moveSchema = z
  .looseObject({ order: z.string().max(40), back: backSchema })
  .transform(({ order, back, ...place }) => ({ order, back, place }))
  .pipe(z.object({ order: z.string(), back: z.string(), place: queuePlaceSchema }));

/** Moves an order in the queue and comes back to where the move was asked for. */
export const moveInQueueAction = guardedForm(
  "orders.move",
  moveSchema,
  async (ctx, { order, back, place }) => {
    const outcome = await moveInQueue(ctx, { order, place });
    if (!outcome.ok) {
      const { code, data } = outcome.refusal;
      await leaveTo(back, { kind: "refused", code, data: { ...data, order } });
      return;
    }
    const { from, to, back: undo } = outcome.value;
    await leaveTo(back, {
      kind: "done",
      code: "queue_moved",
      data: {
        order,
        from,
        to,
        ...Object.fromEntries(Object.entries(undo).map(([name, value]) => [`back_${name}`, value])),
      },
    });
  },
);

/** Opens the preview for the selected order. Only one can be moved at a time. */
export const askQueueMove = guardedForm("orders.move", batchFormSchema, async (_ctx, form) => {
  const [order, second] = form.order;
  if (order === undefined || second !== undefined) {
    const refusal = { code: order === undefined ? "nothing_selected" : "select_one" };
    await backWithBatch({ back: form.back, shows: null, refused: [{ order: "", refusal }] });
    return;
  }
  redirect(queueHref(order, null, sameSitePath(form.back ?? null, "/orders/open")));
});
