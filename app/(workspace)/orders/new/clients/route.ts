import { guardedRoute } from "@/lib/auth/guarded-route";
import { suggestClients } from "@/lib/orders/suggestions";

const MATCHES = 20;

/** What the order form offers for the text typed as `q`. */
export const GET = guardedRoute<object>("clients.read", async (ctx, request) => {
  const text = new URL(request.url).searchParams.get("q")?.trim().slice(0, 100) ?? "";
  return Response.json(await suggestClients(ctx, text.replaceAll("\0", ""), MATCHES));
});
