import { guardedRoute } from "@/lib/auth/guarded-route";
import { promiseDate } from "@/lib/orders/promise";
import { asksInAddress } from "@/lib/orders/promise-input";

/** By which day the lines typed so far could be there; nothing is saved. */
export const GET = guardedRoute<object>("stock.read", async (ctx, request) => {
  const asks = asksInAddress(new URL(request.url).searchParams);
  const promise = await promiseDate(ctx, asks);
  return Response.json(promise.ok ? { ...promise.value, today: ctx.today } : null);
});
