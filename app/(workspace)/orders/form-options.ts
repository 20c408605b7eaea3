import "server-only";
import type { OrderFormOptions } from "@/components/orders/order-form";
import { clientOptions } from "@/lib/clients/queries";
import { listProducts } from "@/lib/products/queries";
import type { Context } from "@/lib/workspaces/context";

const PRODUCTS = 200;

/** What the order form offers while typing; anything else may be typed too and is checked on the server. */
export async function formOptions(ctx: Context): Promise<OrderFormOptions> {
  const [clients, products] = await Promise.all([
    clientOptions(ctx),
    listProducts(ctx, { q: null, after: null, before: null }, PRODUCTS),
  ]);
  return { clients, products: products.rows.map(({ sku, name }) => ({ sku, name })) };
}
