import "server-only";
import { environment } from "@/lib/shared/env";
import { isSecure } from "./session-cookie";

/** The address that people open, without a slash at its end: AUTH_URL, else what the request itself came to. */
export function siteAddress(headers: Headers): string {
  const { AUTH_URL } = environment();
  if (AUTH_URL !== undefined) {
    return new URL(AUTH_URL).origin;
  }
  const host = headers.get("x-forwarded-host") ?? headers.get("host") ?? "localhost";
  return `${isSecure(headers) ? "https" : "http"}://${host}`;
}
