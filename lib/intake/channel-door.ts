import "server-only";
import { sql } from "drizzle-orm";
import { DatabaseUnavailableError } from "@/db/client";
import { isId } from "@/lib/shared/ids";
import { enterWorkspace, provedWorkspace, withoutWorkspace } from "@/lib/workspaces/context";
import { connectorOf } from "./channels/registry";
import { drainSoon } from "./drain-deliveries";
import { loadConnection, openConnection } from "./open-connection";
import { storeDeliveries } from "./store-delivery";

/** Real orders are tens of kilobytes; Shopify itself stays far below this. */
const BODY_MAX_BYTES = 4 * 1024 * 1024;

type Params = { readonly connection: string };
type Later = (work: () => Promise<unknown>) => void;

/**
 * Builds the route that channels call. Who calls is proved by the connection's secret over the raw body;
 * an unknown connection answers like a wrong signature. What came is committed before the answer says so,
 * and handled after it: `later` runs work once the answer is out.
 */
export function guardedChannelRoute(later: Later) {
  return async (request: Request, route: { readonly params: Promise<Params> }) => {
    const { connection } = await route.params;
    const status = await takeIn(connection, request).catch(unavailable);
    if (status === 200) {
      later(drainSoon);
    }
    return new Response(null, { status, headers: { "cache-control": "no-store" } });
  };
}

/** A channel sends again what was answered so; what may have been kept already only counts up. */
function unavailable(error: unknown): number {
  if (error instanceof DatabaseUnavailableError) {
    return 503;
  }
  throw error;
}

async function takeIn(connectionId: string, request: Request): Promise<number> {
  const body = await readBody(request);
  if (body === null) {
    return 413;
  }
  if (!isId(connectionId)) {
    return 401;
  }
  // One transaction: it enters the workspace as soon as it is known.
  return withoutWorkspace(async (tx) => {
    const { rows } = await tx.execute<{ workspace_id: string }>(
      sql`select workspace_id from channel_connection(${connectionId}::uuid)`,
    );
    if (!rows[0]) {
      return 401;
    }
    const workspaceId = provedWorkspace(rows[0].workspace_id);
    await enterWorkspace(tx, workspaceId);
    const row = await loadConnection(tx, { workspaceId }, connectionId);
    const connector = row && connectorOf(row.channel);
    if (!row || !connector?.receive) {
      return 401;
    }
    // A signature depends on no zone.
    const received = connector.receive(openConnection(row, "UTC"), request.headers, body);
    if (!received.ok) {
      return received.refusal.code === "unreadable" ? 400 : 401;
    }
    await storeDeliveries(tx, { workspaceId, now: new Date() }, row, [received.value]);
    return 200;
  });
}

/** The body, or null as soon as it is too large, whatever its length header says. */
async function readBody(request: Request): Promise<Uint8Array | null> {
  if (Number(request.headers.get("content-length") ?? 0) > BODY_MAX_BYTES) {
    return null;
  }
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of request.body ?? []) {
    size += part.length;
    if (size > BODY_MAX_BYTES) {
      return null;
    }
    parts.push(part);
  }
  return Buffer.concat(parts);
}
