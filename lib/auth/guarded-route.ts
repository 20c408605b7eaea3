import "server-only";
import type { Context } from "@/lib/workspaces/context";
import { may, type Permission } from "./permissions";
import { currentContext, signInPath } from "./session";

type RouteArguments<Params> = { readonly params: Promise<Params> };
type RouteHandler<Params> = (request: Request, route: RouteArguments<Params>) => Promise<Response>;

/** Builds a route handler for the browser: own origin for writes, session, permission; never cached by others. */
export function guardedRoute<Params>(
  permission: Permission,
  handler: (ctx: Context, request: Request, params: Params) => Promise<Response>,
): RouteHandler<Params> {
  return async (request, { params }) => {
    if (!isFromOwnPage(request)) {
      return refusal(403, "foreign_origin");
    }
    const ctx = await currentContext();
    if (ctx === null) {
      return isNavigation(request) ? toSignIn(request) : refusal(401, "signed_out");
    }
    if (!may(ctx.role, permission)) {
      return refusal(403, "not_allowed");
    }
    const response = await handler(ctx, request, await params);
    if (!response.headers.has("cache-control")) {
      response.headers.set("cache-control", "private, no-store");
    }
    return response;
  };
}

/** Reading changes nothing; whatever else must come from a page of ours, which the browser vouches for by Origin. */
export function isFromOwnPage(request: Request): boolean {
  if (request.method === "GET" || request.method === "HEAD") {
    return true;
  }
  const origin = request.headers.get("origin") ?? "";
  const host = request.headers.get("x-forwarded-host") ?? request.headers.get("host");
  return URL.canParse(origin) && new URL(origin).host === host;
}

/** A person who opens a link, not a program: browsers ask for a page when they go somewhere. */
function isNavigation(request: Request): boolean {
  return request.method === "GET" && (request.headers.get("accept") ?? "").includes("text/html");
}

function toSignIn(request: Request): Response {
  const { pathname, search } = new URL(request.url);
  return new Response(null, {
    status: 303,
    headers: { location: signInPath(pathname + search), "cache-control": "private, no-store" },
  });
}

function refusal(status: number, code: string): Response {
  return Response.json(
    { type: "about:blank", status, code },
    {
      status,
      headers: {
        "content-type": "application/problem+json",
        "cache-control": "private, no-store",
      },
    },
  );
}
