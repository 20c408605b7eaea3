import { problemResponse } from "@/lib/api/problems/problem";
import { guardedRoute } from "@/lib/auth/guarded-route";
import { findReasons } from "@/lib/orders/reasons";

/** What an opened tip of the list shows: asked for one order at a time, so that the list stays light. */
export const GET = guardedRoute<{ number: string }>("orders.read", async (ctx, _, { number }) => {
  const reasons = await findReasons(ctx, number);
  return reasons === null ? problemResponse({ code: "not_found" }) : Response.json(reasons);
});
