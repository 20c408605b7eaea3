import "server-only";
import { after } from "next/server";
import { cloudflareRequest } from "@/lib/shared/cloudflare";
import { environment } from "@/lib/shared/env";
import type { Database, OpenDatabase } from "./drivers/driver";
import { openNeon } from "./drivers/neon";

export type { Database, Transaction } from "./drivers/driver";
export { DatabaseUnavailableError, OutcomeUnknownError } from "./drivers/driver";

/** A request may wait for six at once, and needs one for fetching. */
const CONNECTIONS = 5;

/** A connection belongs to the request that opened it: another one that uses it hangs or fails. */
const opened = new WeakMap<object, Promise<OpenDatabase>>();

/** The database of this request, whose connections are opened when needed and closed after its answer. */
export async function database(): Promise<Database> {
  return (await openedDatabase()).db;
}

export function openedDatabase(): Promise<OpenDatabase> {
  const { ctx } = cloudflareRequest();
  const kept = opened.get(ctx);
  if (kept !== undefined) {
    return kept;
  }
  const { DATABASE_URL, NEON_WS_PROXY } = environment();
  const opening = openNeon(DATABASE_URL ?? "", {
    proxy: NEON_WS_PROXY,
    connections: CONNECTIONS,
    isProved: false,
  });
  opened.set(ctx, opening);
  // Other work may run after the answer too, so that nothing is ended here that it needs.
  after(() => opening.then(({ keepNothing }) => keepNothing()));
  return opening;
}
