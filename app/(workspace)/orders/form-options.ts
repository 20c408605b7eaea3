import "server-only";
import type { OrderFormOptions } from "@/components/orders/order-form";
import { suggestClients, suggestProducts } from "@/lib/orders/suggestions";
import type { Context } from "@/lib/workspaces/context";

/** So many are sent with the page; where there are more, the form asks for matches as people type. */
const LOADED = 200;

/** What the order form offers while typing; anything else may be typed too and is checked when it is sent. */
export async function formOptions(ctx: Context): Promise<OrderFormOptions> {
  const [clients, products] = await Promise.all([
    suggestClients(ctx, "", LOADED),
    suggestProducts(ctx, "", LOADED),
  ]);
  return {
    clients: { loaded: clients, isAll: clients.length < LOADED },
    products: { loaded: products, isAll: products.length < LOADED },
    currencies: Intl.supportedValuesOf("currency").map((code) => ({ value: code, label: code })),
    workspaceCurrency: ctx.workspace.currency,
    locale: ctx.workspace.locale,
  };
}
