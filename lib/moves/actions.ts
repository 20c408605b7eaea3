"use server";

import { z } from "zod";
import { guardedForm } from "@/lib/auth/guarded-action";
import { backWithBatch } from "@/lib/orders/batch-form";
import { undoMoves } from "./commands";

const undoFormSchema = z.object({
  move: z.string().max(40).optional(),
  batch: z.string().max(40).optional(),
  back: z.string().max(2000).optional(),
});

/** Takes back one move or a whole batch; each order has its own answer. */
export const undo = guardedForm(
  "orders.move",
  undoFormSchema,
  async (ctx, { move, batch, back }) => {
    const result = await undoMoves(ctx, move ? { moveId: move } : { batchId: batch ?? "" });
    const refused = result?.refused ?? [{ order: "", refusal: { code: "already_undone" } }];
    await backWithBatch({ back, shows: null, refused });
  },
);
