import "server-only";
import { createHash, timingSafeEqual } from "node:crypto";
import { environment } from "@/lib/shared/env";

/** Builds the route that a scheduler calls: `Authorization: Bearer CRON_SECRET`, else 404 as if it were not there. */
export function guardedCronRoute(
  run: () => Promise<Response>,
): (request: Request) => Promise<Response> {
  return async (request) => {
    const { CRON_SECRET } = environment();
    const given = /^Bearer (.+)$/.exec(request.headers.get("authorization") ?? "")?.[1] ?? "";
    const digest = (text: string) => createHash("sha256").update(text).digest();
    if (CRON_SECRET === undefined || !timingSafeEqual(digest(given), digest(CRON_SECRET))) {
      return new Response(null, { status: 404 });
    }
    return run();
  };
}
