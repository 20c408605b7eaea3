import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { connections } from "@/db/schema/channels";
import {
  type Context,
  provedWorkspace,
  type WorkspaceId,
  withoutWorkspace,
  withWorkspace,
} from "@/lib/workspaces/context";
import { contextIn } from "@/lib/workspaces/queries";
import type { Connector } from "./channels/connector";
import { CHANNEL_DESCRIPTIONS } from "./channels/descriptions";
import { ChannelError } from "./channels/http";
import { connectorOf } from "./channels/registry";
import {
  type ConnectionRow,
  channelActor,
  loadConnection,
  openConnection,
} from "./open-connection";
import { storeDeliveries } from "./store-delivery";

/** Connections one claim takes, and how long they are its own: longer than a poll may run. */
const CLAIM = 4;
const LEASE_SECONDS = 300;
/** A poll ends after so long and goes on at the next turn, where its cursor stands. */
const POLL_MS = 60_000;
const PAUSE_SECONDS_MAX = 60 * 60;

/** Polls the connections that are due, each from where it stopped; answers how many. One that fails waits longer each time. */
export async function runPolls(): Promise<number> {
  const { rows } = await withoutWorkspace((tx) =>
    tx.execute<{ id: string; workspace_id: string }>(
      sql`select * from connections_claim(${CLAIM}, ${LEASE_SECONDS})`,
    ),
  );
  await Promise.all(rows.map((row) => poll(provedWorkspace(row.workspace_id), row.id)));
  return rows.length;
}

async function poll(workspaceId: WorkspaceId, id: string): Promise<void> {
  const found = await withWorkspace({ workspaceId }, async (tx) => {
    const row = await loadConnection(tx, { workspaceId }, id);
    return (
      row && {
        row,
        ctx: await contextIn(tx, workspaceId, { actor: channelActor(row), role: "operator" }),
      }
    );
  });
  if (found?.row.state !== "active") {
    return;
  }
  const { row, ctx } = found;
  const { pull } = connectorOf(row.channel);
  const settle = (set: Partial<typeof connections.$inferInsert>) =>
    withWorkspace(ctx, (tx) =>
      tx
        .update(connections)
        .set(set)
        .where(and(eq(connections.workspaceId, workspaceId), eq(connections.id, id))),
    );
  const { pollSeconds } = CHANNEL_DESCRIPTIONS[row.channel];
  const later = (seconds: number) => new Date(Date.now() + seconds * 1000);
  try {
    const more = await pullPages(ctx, row, pull);
    await settle({ failures: 0, lastError: null, nextPollAt: later(more ? 1 : pollSeconds) });
  } catch (error) {
    const failures = row.failures + 1;
    const pause = Math.min(pollSeconds * 2 ** (failures - 1), PAUSE_SECONDS_MAX);
    await settle({ failures, lastError: sentenceOf(error), nextPollAt: later(pause) });
  }
}

/** Pulls page by page; each page's orders and the cursor after it are kept together, so none is missed. */
async function pullPages(
  ctx: Context,
  row: ConnectionRow,
  pull: Connector["pull"],
): Promise<boolean> {
  const connection = openConnection(row, ctx.workspace.timeZone);
  const until = Date.now() + POLL_MS;
  let cursor: Readonly<Record<string, unknown>> | null = row.cursor;
  let more = true;
  while (more && Date.now() < until) {
    const page = await pull(connection, cursor, new Date());
    cursor = page.cursor;
    more = page.more;
    await withWorkspace(ctx, async (tx) => {
      const now = new Date();
      await storeDeliveries(tx, { workspaceId: ctx.workspaceId, now }, row, page.received);
      await tx
        .update(connections)
        .set({ cursor: { ...page.cursor }, polledAt: now })
        .where(and(eq(connections.workspaceId, ctx.workspaceId), eq(connections.id, row.id)));
    });
  }
  return more;
}

/** A channel's own refusal is told as it is; anything else is ours, and no riddle for people. */
function sentenceOf(error: unknown): string {
  if (error instanceof ChannelError) {
    return error.message;
  }
  const detail = error instanceof Error ? error.message : String(error);
  return `Fetching orders failed: ${detail.slice(0, 300)}`;
}
