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

/**
 * The address for links in mail that a stranger can cause: only AUTH_URL counts, because a request
 * may claim any host and the link carries a secret. Null without one, except on one's own machine.
 */
export function mailedAddress(headers: Headers): string | null {
  const address = siteAddress(headers);
  const isTrusted = environment().AUTH_URL !== undefined || isLocal(address);
  return isTrusted ? address : null;
}

function isLocal(address: string): boolean {
  return URL.canParse(address) && ["localhost", "127.0.0.1"].includes(new URL(address).hostname);
}
