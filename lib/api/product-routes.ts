import "server-only";
import { z } from "@hono/zod-openapi";
import { parseInput } from "@/lib/auth/guard";
import { updateProduct } from "@/lib/orders/product-changes";
import { recordMovement } from "@/lib/orders/stock-movements";
import { createProduct } from "@/lib/products/commands";
import { productSchema } from "@/lib/products/input";
import { findProduct, listProducts, type ProductRow } from "@/lib/products/queries";
import { accept, type Outcome } from "@/lib/shared/outcome";
import { quantityNumber } from "@/lib/shared/quantity";
import type { Context } from "@/lib/workspaces/context";
import { notHere, type Route, reads, sent, sentAs, writes } from "./guard";
import { created, type JsonAnswer, listBody, ok } from "./json";
import { answer } from "./operation";
import { noQuery } from "./shapes/list";
import {
  movement,
  newMovement,
  newProduct,
  product,
  productChange,
  productPage,
  productQuery,
} from "./shapes/product";

function productJson(row: ProductRow) {
  return {
    sku: row.sku,
    name: row.name,
    kind: row.kind,
    tracked: row.tracked,
    made: row.made,
    gtin: row.gtin,
    lead_time_days: row.leadTimeDays,
    unit_price_minor: row.unitPriceMinor,
    on_hand: quantityNumber(row.onHand),
    reserved: quantityNumber(row.reserved),
    available: quantityNumber(row.onHand - row.reserved),
    version: row.version,
  };
}

async function oneProduct(ctx: Context, sku: string) {
  const found = await findProduct(ctx, { sku });
  return found && productJson(found);
}

/** Programs leave out what has a usual value: goods are tracked unless they say otherwise. */
const newProductSchema = z.preprocess(
  (given) =>
    given !== null && typeof given === "object" && !("tracked" in given)
      ? { ...given, tracked: !("kind" in given) || given.kind !== "service" }
      : given,
  productSchema,
);

const patchSchema = z.looseObject({ version: z.number().optional() });

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

export const productRoutes: readonly Route[] = [
  reads(
    "/products",
    "products.read",
    {
      id: "listProducts",
      summary: "List products",
      query: productQuery,
      answers: { 200: answer("A page of products, by SKU.", productPage) },
    },
    async ({ ctx, query }) => {
      const { after = null, q, limit } = query;
      const page = await listProducts(ctx, { after, before: null, q: q || null }, limit);
      return accept(ok(listBody(page.rows.map(productJson), page.next)));
    },
  ),

  writes(
    ["POST", "/products"],
    "products.write",
    {
      id: "createProduct",
      summary: "Create a product",
      body: sentAs(newProduct, newProductSchema, {
        sku: "OAK-TABLE",
        name: "Oak table",
        tracked: true,
        made: true,
        lead_time_days: 10,
      }),
      answers: { 201: answer("The new product.", product, { located: true }) },
      refusals: ["sku_taken"],
    },
    async ({ ctx, body }) => {
      const outcome = await createProduct(ctx, body);
      const location = `/api/v1/products/${encodeURIComponent(body.sku)}`;
      return outcome.ok ? accept(created(await oneProduct(ctx, body.sku), location)) : outcome;
    },
  ),

  reads(
    "/products/:sku",
    "products.read",
    {
      id: "getProduct",
      summary: "Read a product",
      query: noQuery,
      answers: { 200: answer("The product with its stock.", product) },
    },
    async ({ ctx, params }) => {
      const found = await oneProduct(ctx, params.sku ?? "");
      return found ? accept(ok(found)) : notHere();
    },
  ),

  writes(
    ["PATCH", "/products/:sku"],
    "products.write",
    {
      id: "changeProduct",
      summary: "Change a product",
      description: "What is left out stays.",
      body: sentAs(productChange, patchSchema, { name: "Oak chair, oiled", made: true }),
      answers: { 200: answer("The product as it is now.", product) },
      refusals: ["changed_meanwhile", "sku_taken", "has_stock"],
    },
    async ({ ctx, params, body }) => patchProduct(ctx, params.sku ?? "", body),
  ),

  writes(
    ["POST", "/stock-movements"],
    "stock.write",
    {
      id: "moveStock",
      summary: "Move stock",
      description:
        "Adds to what is on hand or takes from it, and gives stock out to orders anew. Taking what is reserved releases reservations, last in the queue first.",
      body: sent(newMovement, { sku: "OAK-CHAIR", quantity: 12.5, reason: "receipt" }),
      answers: { 201: answer("The movement, and the stock after it.", movement) },
      refusals: ["not_found", "not_goods", "below_zero", "too_much_stock"],
    },
    async ({ ctx, body }) => {
      const outcome = await recordMovement(ctx, { ...body, note: body.note || null });
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
    },
  ),
];
