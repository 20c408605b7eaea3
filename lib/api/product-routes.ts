import "server-only";
import { z } from "zod";
import { parseInput } from "@/lib/auth/guard";
import { updateProduct } from "@/lib/orders/product-changes";
import { HAND_REASONS, recordMovement } from "@/lib/orders/stock-movements";
import { createProduct } from "@/lib/products/commands";
import { productSchema } from "@/lib/products/input";
import { findProduct, listProducts, type ProductRow } from "@/lib/products/queries";
import { optionalLine, requiredLine } from "@/lib/shared/fields";
import { accept, type Outcome } from "@/lib/shared/outcome";
import { QUANTITY_MAX, quantityNumber } from "@/lib/shared/quantity";
import type { Context } from "@/lib/workspaces/context";
import { keysetQuery, thousandths, version } from "./fields";
import { noQuery, notHere, type Route, reads, writes } from "./guard";
import { created, type JsonAnswer, listBody, ok } from "./json";

function productJson(product: ProductRow) {
  return {
    sku: product.sku,
    name: product.name,
    kind: product.kind,
    tracked: product.tracked,
    made: product.made,
    gtin: product.gtin,
    lead_time_days: product.leadTimeDays,
    unit_price_minor: product.unitPriceMinor,
    on_hand: quantityNumber(product.onHand),
    reserved: quantityNumber(product.reserved),
    available: quantityNumber(product.onHand - product.reserved),
    version: product.version,
  };
}

async function oneProduct(ctx: Context, sku: string) {
  const product = await findProduct(ctx, { sku });
  return product && productJson(product);
}

/** Programs leave out what has a usual value: goods are tracked unless they say otherwise. */
const newProductSchema = z.preprocess(
  (given) =>
    given !== null && typeof given === "object" && !("tracked" in given)
      ? { ...given, tracked: !("kind" in given) || given.kind !== "service" }
      : given,
  productSchema,
);

const patchSchema = z.looseObject({ version });

/** What a patch leaves out stays as it is. */
async function patchProduct(
  ctx: Context,
  sku: string,
  { version: seen, ...given }: z.output<typeof patchSchema>,
): Promise<Outcome<JsonAnswer>> {
  const found = await findProduct(ctx, { sku });
  if (!found) {
    return notHere();
  }
  const input = parseInput(productSchema, { ...found, ...given });
  if (!input.ok) {
    return input;
  }
  const of = { id: found.id, version: seen ?? found.version };
  const saved = await updateProduct(ctx, of, input.value);
  return saved.ok ? accept(ok(await oneProduct(ctx, input.value.sku))) : saved;
}

const movementSchema = z.object({
  sku: requiredLine("sku", 80),
  quantity: z.preprocess(
    thousandths,
    z
      .number("quantity must be a number.")
      .int("quantity may have at most 3 decimals.")
      .min(-QUANTITY_MAX, "quantity is too large.")
      .max(QUANTITY_MAX, "quantity is too large.")
      .refine((quantity) => quantity !== 0, "quantity must not be 0."),
  ),
  reason: z.enum(HAND_REASONS, `reason must be one of ${HAND_REASONS.join(", ")}.`),
  note: optionalLine("note", 500),
});

export const productRoutes: readonly Route[] = [
  reads("/products", "products.read", keysetQuery, async ({ ctx, query }) => {
    const { after = null, q, limit } = query;
    const page = await listProducts(ctx, { after, before: null, q: q || null }, limit);
    return accept(ok(listBody(page.rows.map(productJson), page.next)));
  }),

  writes(["POST", "/products"], "products.write", newProductSchema, async ({ ctx, body }) => {
    const outcome = await createProduct(ctx, body);
    const location = `/api/v1/products/${encodeURIComponent(body.sku)}`;
    return outcome.ok ? accept(created(await oneProduct(ctx, body.sku), location)) : outcome;
  }),

  reads("/products/:sku", "products.read", noQuery, async ({ ctx, params }) => {
    const product = await oneProduct(ctx, params.sku ?? "");
    return product ? accept(ok(product)) : notHere();
  }),

  writes(
    ["PATCH", "/products/:sku"],
    "products.write",
    patchSchema,
    async ({ ctx, params, body }) => patchProduct(ctx, params.sku ?? "", body),
  ),

  writes(["POST", "/stock-movements"], "stock.write", movementSchema, async ({ ctx, body }) => {
    const outcome = await recordMovement(ctx, body);
    if (!outcome.ok) {
      return outcome;
    }
    const { sku, onHand, reserved, available } = outcome.value;
    return accept(
      created({
        sku,
        quantity: quantityNumber(body.quantity),
        reason: body.reason,
        on_hand: quantityNumber(onHand),
        reserved: quantityNumber(reserved),
        available: quantityNumber(available),
      }),
    );
  }),
];
