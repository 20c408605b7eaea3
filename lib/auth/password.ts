import "server-only";
import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { z } from "zod";

/** scrypt by RFC 7914: 2^15 rounds of 8 blocks take 32 MB and about 80 ms. */
const COST = { log2: 15, blockSize: 8, parallel: 1 };
const SALT_BYTES = 16;
const KEY_BYTES = 32;
/** Twice what the rounds need; Node refuses exactly as much. */
const MEMORY_BYTES = 2 * 128 * 2 ** COST.log2 * COST.blockSize;

const PASSWORD_LENGTH_MIN = 12;
export const PASSWORD_LENGTH_MAX = 200;

/** A password that somebody chooses: long enough, and nothing else is asked of it. */
export const newPasswordSchema = z
  .string()
  .min(PASSWORD_LENGTH_MIN, `Password needs at least ${PASSWORD_LENGTH_MIN} characters.`)
  .max(PASSWORD_LENGTH_MAX, `Password may have at most ${PASSWORD_LENGTH_MAX} characters.`);

/** The text kept for a password: parameters, salt and key. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const key = await derive(password, salt);
  const parts = [COST.log2, COST.blockSize, COST.parallel];
  return ["scrypt", ...parts, salt.toString("base64url"), key.toString("base64url")].join("$");
}

/** Whether the password is the hash's. Without a hash it does the same work and answers no. */
export async function passwordFits(password: string, hash: string | null): Promise<boolean> {
  const kept = hash === null ? null : readHash(hash);
  const key = await derive(password, kept?.salt ?? Buffer.alloc(SALT_BYTES));
  return kept !== null && timingSafeEqual(key, kept.key);
}

/** Null for a text of other parameters than ours, which no password fits. */
function readHash(hash: string): { salt: Buffer; key: Buffer } | null {
  const [scheme, log2, blockSize, parallel, salt = "", key = ""] = hash.split("$");
  const isOurs =
    scheme === "scrypt" &&
    Number(log2) === COST.log2 &&
    Number(blockSize) === COST.blockSize &&
    Number(parallel) === COST.parallel;
  const bytes = Buffer.from(key, "base64url");
  return isOurs && bytes.length === KEY_BYTES
    ? { salt: Buffer.from(salt, "base64url"), key: bytes }
    : null;
}

function derive(password: string, salt: Buffer): Promise<Buffer> {
  const options = {
    N: 2 ** COST.log2,
    r: COST.blockSize,
    p: COST.parallel,
    maxmem: MEMORY_BYTES,
  };
  return new Promise((resolve, reject) => {
    // Keyboards compose the same letter in different ways; NFKC makes them one.
    scrypt(password.normalize("NFKC"), salt, KEY_BYTES, options, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}
