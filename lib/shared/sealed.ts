import "server-only";
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { authSecret } from "./env";

const ALGORITHM = "aes-256-gcm";
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

function sealingKey(purpose: string, secret: string): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, "", `orderflow.${purpose}`, KEY_BYTES));
}

/** Encrypts a value for the database with a key derived from AUTH_SECRET (HKDF-SHA-256, AES-256-GCM); base64url text. */
export function seal(purpose: string, value: unknown, secret: string = authSecret()): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, sealingKey(purpose, secret), nonce);
  const sealed = Buffer.concat([cipher.update(JSON.stringify(value), "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString("base64url");
}

/** Opens what {@link seal} made for the same purpose; null where AUTH_SECRET has changed since or the text is not ours. */
export function unseal(purpose: string, text: string, secret: string = authSecret()): unknown {
  const bytes = Buffer.from(text, "base64url");
  if (bytes.length < NONCE_BYTES + TAG_BYTES) {
    return null;
  }
  const nonce = bytes.subarray(0, NONCE_BYTES);
  const tag = bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
  const decipher = createDecipheriv(ALGORITHM, sealingKey(purpose, secret), nonce);
  decipher.setAuthTag(tag);
  try {
    const opened = [decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()];
    return JSON.parse(Buffer.concat(opened).toString("utf8"));
  } catch {
    // A wrong key or a changed text fails authentication: the caller asks for the secret again.
    return null;
  }
}
