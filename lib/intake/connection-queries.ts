import "server-only";
import { and, asc, eq, sql } from "drizzle-orm";
import { connections } from "@/db/schema/channels";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { CHANNEL_DESCRIPTIONS } from "./channels/descriptions";
import { secretEnd } from "./connection-input";
import { type ConnectionRow, loadConnection, openSecrets } from "./open-connection";

/** What lists show of a connection. */
export type ConnectionSummary = Pick<
  ConnectionRow,
  "id" | "channel" | "name" | "source" | "state" | "lastError" | "polledAt" | "nextPollAt"
> & {
  readonly lastDeliveryAt: Date | null;
  readonly quarantined: number;
};

/** Named in full: Drizzle leaves the table out of a column's name, and then it is the subquery's own. */
const ofConnection = sql.raw(
  "d.workspace_id = connections.workspace_id and d.connection_id = connections.id",
);
const traffic = {
  lastDeliveryAt: sql<Date | null>`(
    select max(d.received_at) from deliveries d where ${ofConnection})`,
  quarantined: sql<number>`(
    select count(*)::int from deliveries d where ${ofConnection} and d.fate = 'quarantined')`,
};

export async function listConnections(ctx: Context): Promise<readonly ConnectionSummary[]> {
  return withWorkspace(ctx, (tx) =>
    tx
      .select({
        id: connections.id,
        channel: connections.channel,
        name: connections.name,
        source: connections.source,
        state: connections.state,
        lastError: connections.lastError,
        polledAt: connections.polledAt,
        nextPollAt: connections.nextPollAt,
        ...traffic,
      })
      .from(connections)
      .where(eq(connections.workspaceId, ctx.workspaceId))
      .orderBy(asc(connections.createdAt), asc(connections.id)),
  );
}

export type ConnectionDetail = ConnectionSummary & {
  readonly version: number;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly settings: Readonly<Record<string, string>>;
  /** The last characters of each secret that is there; never more. */
  readonly secretEnds: Readonly<Record<string, string>>;
  /** Whether a webhook secret that was replaced is still good. */
  readonly overlap: boolean;
  readonly hasWebhookSecret: boolean;
};

/** A connection by id; null for one that is not in this workspace. */
export async function findConnection(ctx: Context, id: string): Promise<ConnectionDetail | null> {
  return withWorkspace(ctx, async (tx) => {
    const row = await loadConnection(tx, ctx, id);
    if (!row) {
      return null;
    }
    const [seen] = await tx
      .select(traffic)
      .from(connections)
      .where(and(eq(connections.workspaceId, ctx.workspaceId), eq(connections.id, id)));
    const { settings, cursor: _cursor, secrets: _sealed, failures: _failures, ...rest } = row;
    const secrets = openSecrets(row);
    const field = CHANNEL_DESCRIPTIONS[row.channel].webhookSecret;
    return {
      ...rest,
      settings: Object.fromEntries(
        Object.entries(settings).map(([name, value]) => [name, String(value)]),
      ),
      secretEnds: Object.fromEntries(
        Object.entries(secrets).map(([name, secret]) => [name, secretEnd(secret)]),
      ),
      overlap: Boolean(secrets.webhookSecretBefore),
      hasWebhookSecret: field !== null && Boolean(secrets[field] ?? secrets.clientSecret),
      lastDeliveryAt: seen?.lastDeliveryAt ?? null,
      quarantined: seen?.quarantined ?? 0,
    };
  });
}
