"use server";

import { z } from "zod";
import { leaveTo } from "@/lib/auth/flash";
import { guardedAction } from "@/lib/auth/guarded-action";
import { createProduct } from "@/lib/products/commands";
import { type ProductInput, productFormSchema } from "@/lib/products/input";
import { MINOR_MAX, parseMinor } from "@/lib/shared/money";
import { type Outcome, refuse } from "@/lib/shared/outcome";
import { parseQuantity, quantityText } from "@/lib/shared/quantity";
import type { Context } from "@/lib/workspaces/context";
import { updateProduct } from "./product-changes";
import { HAND_REASONS, recordMovement, setOnHand } from "./stock-movements";

type ProductForm = z.output<typeof productFormSchema>;

/** The unit price as decimal text becomes minor units of the workspace's currency. */
async function withPrice<T>(
  ctx: Context,
  { unitPrice, ...rest }: ProductForm,
  run: (input: ProductInput) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const price = unitPrice ? parseMinor(unitPrice, ctx.workspace.currency) : null;
  if (unitPrice && (price === null || price < 0 || price > MINOR_MAX)) {
    const message = "Unit price must be an amount such as 12.50.";
    return refuse("invalid", { issues: [{ field: "unitPrice", message }] });
  }
  return run({ ...rest, unitPriceMinor: price });
}

export const createProductAction = guardedAction("products.write", productFormSchema, (ctx, form) =>
  withPrice(ctx, form, async (input) => {
    const outcome = await createProduct(ctx, input);
    return outcome.ok
      ? leaveTo(`/products/${outcome.value.id}`, {
          kind: "done",
          code: "created",
          data: { name: input.name },
        })
      : outcome;
  }),
);

export const updateProductAction = guardedAction(
  "products.write",
  productFormSchema.extend({ id: z.uuid(), version: z.coerce.number().int() }),
  (ctx, { id, version, ...form }) =>
    withPrice(ctx, form, (input) => updateProduct(ctx, { id, version }, input)),
);

const movementSchema = z.object({
  id: z.uuid(),
  sku: z.string().max(80),
  reason: z.enum(HAND_REASONS),
  quantity: z.string().trim().min(1, "Quantity is missing.").max(30),
  note: z.string().trim().max(500).optional(),
});

/** A count says what is there; every other reason says by how much it changed. Scrap always takes away. */
export const moveStockAction = guardedAction("stock.write", movementSchema, async (ctx, form) => {
  const typed = parseQuantity(form.quantity.replace("−", "-"));
  if (typed === null || (form.reason === "count" && typed < 0)) {
    const message = "Quantity must be a number with at most 3 decimals, such as 12 or 2.5.";
    return refuse("invalid", { issues: [{ field: "quantity", message }] });
  }
  const { sku, reason, note } = form;
  const quantity = reason === "scrap" ? -Math.abs(typed) : typed;
  const outcome =
    reason === "count"
      ? await setOnHand(ctx, { sku, onHand: typed, note: note ?? null })
      : await recordMovement(ctx, { sku, quantity, reason, note });
  return outcome.ok
    ? leaveTo(`/products/${form.id}`, {
        kind: "done",
        code: "moved",
        data: { onHand: quantityText(outcome.value.onHand) },
      })
    : outcome;
});
