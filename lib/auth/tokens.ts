import "server-only";
import { createHash, randomBytes } from "node:crypto";

/** 192 bits: nothing that anybody could guess, so a plain hash keeps it. */
const TOKEN_BYTES = 24;
const TOKEN = /^[\w-]{32}$/;

/** A new secret for a link, and the hash that the database keeps of it. */
export function newToken(): { readonly token: string; readonly hash: string } {
  const token = randomBytes(TOKEN_BYTES).toString("base64url");
  return { token, hash: tokenHash(token) };
}

/** The hash a token is found by. What can't be a token gets the hash of no token. */
export function tokenHash(token: string): string {
  return createHash("sha256")
    .update(TOKEN.test(token) ? token : "")
    .digest("hex");
}
