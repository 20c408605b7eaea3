import "server-only";
import { DatabaseUnavailableError } from "@/db/client";
import { guardedRoute } from "@/lib/auth/guarded-route";
import type { Permission } from "@/lib/auth/permissions";
import type { Context } from "@/lib/workspaces/context";
import { guardedByKey } from "./guard";
import { problemResponse } from "./problems/problem";

type File<Params> = (ctx: Context, params: Params) => Promise<Response | null>;

/** Builds a route that answers a file to a signed-in person and to an API key alike; null is not found. */
export function fileRoute<Params extends Readonly<Record<string, string>>>(
  permission: Permission,
  find: File<Params>,
) {
  const answer = async (ctx: Context, params: Params) =>
    (await find(ctx, params)) ?? problemResponse({ code: "not_found" });
  const bySession = guardedRoute<Params>(permission, (ctx, _, params) => answer(ctx, params));
  return async (request: Request, route: { readonly params: Promise<Params> }) => {
    if (!request.headers.has("authorization")) {
      return bySession(request, route);
    }
    const params = await route.params;
    const response = await guardedByKey(permission, request, params, (ctx) =>
      answer(ctx, params),
    ).catch(unavailable);
    response.headers.set("cache-control", "private, no-store");
    return response;
  };
}

/** A program that asks for a file while the database is away hears the same as everywhere else in the API. */
function unavailable(error: unknown): Response {
  if (error instanceof DatabaseUnavailableError) {
    return problemResponse({ code: "unavailable" });
  }
  throw error;
}

/** A PDF that the browser shows; its name says what it is when it is saved. */
export function pdfResponse(
  bytes: Uint8Array,
  { kind, number }: { readonly kind: string; readonly number: string },
): Response {
  const name = `${kind}-${number}`.replaceAll(/[^A-Za-z0-9._-]/g, "_");
  return new Response(new Uint8Array(bytes), {
    headers: {
      "content-type": "application/pdf",
      "content-length": String(bytes.byteLength),
      "content-disposition": `inline; filename="${name}.pdf"`,
    },
  });
}
