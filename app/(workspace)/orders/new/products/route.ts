import { guardedRoute } from "@/lib/auth/guarded-route";
import { suggestProducts } from "@/lib/orders/suggestions";

const MATCHES = 20;

/** What the order form offers for the text typed as `q`. */
export const GET = guardedRoute<object>("products.read", async (ctx, request) => {
  const text = new URL(request.url).searchParams.get("q")?.trim().slice(0, 100) ?? "";
  return Response.json(await suggestProducts(ctx, text.replaceAll("\0", ""), MATCHES));
});
