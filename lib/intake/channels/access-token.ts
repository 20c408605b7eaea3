import "server-only";
import { isOnWorkers } from "@/lib/shared/cloudflare";

/** A token of this many milliseconds before its end is not begun with any more. */
const MARGIN_MS = 60_000;

export type AccessToken = { readonly value: string; readonly expiresAt: number };

const known = new Map<string, AccessToken>();
const flights = new Map<string, Promise<AccessToken>>();

/**
 * The access token of an account, asked for once however many callers need it. `refused` is a token that the
 * channel no longer takes: it is forgotten. `key` tells accounts and their secrets apart; it stays in memory.
 */
export async function accessToken(
  key: string,
  ask: () => Promise<AccessToken>,
  refused: string | null = null,
): Promise<string> {
  const held = known.get(key);
  if (held && held.value !== refused && held.expiresAt - MARGIN_MS > Date.now()) {
    return held.value;
  }
  return (await singleFlight(key, ask)).value;
}

async function singleFlight(key: string, ask: () => Promise<AccessToken>): Promise<AccessToken> {
  const flight = flights.get(key);
  if (flight) {
    return flight;
  }
  const asked = ask();
  // On Workers a request can't wait for what another request asked for.
  if (!isOnWorkers()) {
    flights.set(key, asked);
  }
  try {
    const token = await asked;
    forgetExpired();
    known.set(key, token);
    return token;
  } finally {
    flights.delete(key);
  }
}

function forgetExpired(): void {
  for (const [key, token] of known) {
    if (token.expiresAt < Date.now()) {
      known.delete(key);
    }
  }
}
