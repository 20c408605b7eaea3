import { guardedRoute } from "@/lib/auth/guarded-route";
import { rejectedCsv } from "@/lib/intake/queries";

export const GET = guardedRoute<{ id: string }>("imports.read", async (ctx, _request, { id }) => {
  const rejected = await rejectedCsv(ctx, id);
  if (rejected === null) {
    return Response.json(
      { type: "about:blank", status: 404, code: "not_found" },
      { status: 404, headers: { "content-type": "application/problem+json" } },
    );
  }
  const name = encodeURIComponent(
    `Rejected rows of ${rejected.fileName.replace(/\.\w+$/, "")}.csv`,
  );
  return new Response(rejected.csv, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="rejected-rows.csv"; filename*=UTF-8''${name}`,
    },
  });
});
