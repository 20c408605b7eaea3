import { guardedRoute } from "@/lib/auth/guarded-route";
import { templateCsv } from "@/lib/intake/file/template";

export const GET = guardedRoute("imports.read", async () => {
  return new Response(templateCsv(), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": 'attachment; filename="orderflow-orders.csv"',
    },
  });
});
