import "server-only";
import { decode, getToken, type JWT, type JWTDecodeParams } from "next-auth/jwt";
import { z } from "zod";
import { authSecret, environment } from "@/lib/shared/env";
import type { SessionProof } from "./credentials";

/** After a week a person signs in again, however active. */
export const SESSION_SECONDS = 7 * 24 * 60 * 60;

/** Whether people reach us over HTTPS: as AUTH_URL says, else as the nearest proxy says. */
export function isSecure(headers: Headers): boolean {
  const { AUTH_URL } = environment();
  return AUTH_URL === undefined
    ? headers.get("x-forwarded-proto")?.split(",")[0]?.trim() === "https"
    : AUTH_URL.startsWith("https:");
}

/** `__Host-` binds a cookie to this host and to HTTPS; browsers refuse it over HTTP. */
export function sessionCookie(headers: Headers) {
  const secure = isSecure(headers);
  return {
    name: secure ? "__Host-orderflow.session" : "orderflow.session",
    options: { httpOnly: true, sameSite: "lax", path: "/", secure } as const,
  };
}

const Token = z.object({ sub: z.uuid(), version: z.int(), session: z.uuid() });

/** What a token proves, and the session that a sign-out ends. */
export type TokenProof = SessionProof & { readonly sessionId: string };

/** What a decrypted token proves; null for anything but ours. */
export function proofOf(token: unknown): TokenProof | null {
  const parsed = Token.safeParse(token);
  if (!parsed.success) {
    return null;
  }
  const { sub, version, session } = parsed.data;
  return { userId: sub, version, sessionId: session };
}

/** The proof in a request's session cookie; null when there is none, it has expired or it is not ours. */
export async function sessionProof(headers: Headers): Promise<TokenProof | null> {
  const { name, options } = sessionCookie(headers);
  const token = await getToken({
    // Only the cookie counts: a token in another header would bypass SameSite.
    req: { headers: new Headers({ cookie: headers.get("cookie") ?? "" }) },
    secret: authSecret(),
    cookieName: name,
    salt: name,
    secureCookie: options.secure,
    decode: decodeOnce,
  });
  return proofOf(token);
}

const TOKENS_MAX = 1000;
const decoded = new Map<string, JWT>();

/** Deriving a key and decrypting takes longer than the rest of the check; what a token says never changes. */
async function decodeOnce(params: JWTDecodeParams): Promise<JWT | null> {
  const key = [params.secret, params.salt, params.token].join(" ");
  const known = decoded.get(key);
  if (known !== undefined && typeof known.exp === "number" && known.exp * 1000 > Date.now()) {
    return known;
  }
  const token = await decode(params);
  if (token !== null) {
    if (decoded.size >= TOKENS_MAX) {
      decoded.clear();
    }
    decoded.set(key, token);
  }
  return token;
}
