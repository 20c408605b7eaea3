import "server-only";
import { and, eq, isNull, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { connections, deliveries } from "@/db/schema/channels";
import { newId } from "@/lib/shared/ids";
import { accept, type Outcome, type Refusal, refuse } from "@/lib/shared/outcome";
import { audit } from "@/lib/workspaces/audit";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import type { Channel } from "./channels/connector";
import { CHANNEL_DESCRIPTIONS } from "./channels/descriptions";
import { connectorOf } from "./channels/registry";
import { readConnectionValues } from "./connection-input";
import {
  type ConnectionRow,
  loadConnection,
  openConnection,
  openSecrets,
  sealSecrets,
} from "./open-connection";

type Values = Readonly<Record<string, string>>;
type SaveRefusal = "invalid" | "not_found" | "changed_meanwhile" | "already_connected";

/** Connects an account. One that was disconnected goes on with its old orders: it keeps its source. */
export async function addConnection(
  ctx: Context,
  input: { readonly channel: Channel; readonly name: string; readonly values: Values },
): Promise<Outcome<{ readonly id: string }, SaveRefusal>> {
  const description = CHANNEL_DESCRIPTIONS[input.channel];
  const { accountOf, name: channelName } = description;
  const read = readConnectionValues(description, input.values);
  if (!read.ok) {
    return read;
  }
  const { settings, secrets } = read.value;
  return withWorkspace(ctx, async (tx) => {
    await tx.execute(
      sql`select pg_advisory_xact_lock(hashtextextended(${`${ctx.workspaceId}:connections`}, 9))`,
    );
    const all = await tx
      .select()
      .from(connections)
      .where(eq(connections.workspaceId, ctx.workspaceId));
    const known = all.find(
      (one) => one.channel === input.channel && accountOf(one.settings) === accountOf(settings),
    );
    if (known && known.state !== "disconnected") {
      return refuse("already_connected", { data: { name: known.name } });
    }
    const id = known?.id ?? newId();
    const row = {
      name: input.name || channelName,
      state: "active" as const,
      settings,
      secrets: sealSecrets(id, secrets),
      nextPollAt: ctx.now,
      failures: 0,
      lastError: null,
    };
    if (known) {
      await change(tx, ctx, known, { ...row, version: known.version + 1 });
    } else {
      const { channel } = input;
      const source = freeSource(channel, new Set(all.map((one) => one.source)));
      const made = { createdBy: ctx.actor.name, createdAt: ctx.now };
      await tx
        .insert(connections)
        .values({ id, workspaceId: ctx.workspaceId, channel, source, ...row, ...made });
    }
    await audit(tx, ctx, { action: "connection_added", subject: row.name });
    return accept({ id });
  });
}

/** The first connection of a channel has its plain name as source, so that its file exports meet its orders. */
function freeSource(channel: Channel, taken: ReadonlySet<string>): string {
  for (let count = 1; ; count += 1) {
    const source = count === 1 ? channel : `${channel}-${count}`;
    if (!taken.has(source)) {
      return source;
    }
  }
}

/** Changes what a connection says; empty secrets stay as they are. A disconnected one is connected by it again. */
export async function updateConnection(
  ctx: Context,
  input: { id: string; version: number; name: string; values: Values },
): Promise<Outcome<{ readonly id: string }, SaveRefusal>> {
  return withWorkspace(ctx, async (tx) => {
    const row = await loadConnection(tx, ctx, input.id, { lock: true });
    if (!row) {
      return refuse("not_found");
    }
    if (row.version !== input.version) {
      return refuse("changed_meanwhile");
    }
    const description = CHANNEL_DESCRIPTIONS[row.channel];
    const { name, identity, accountOf } = description;
    const kept = openSecrets(row);
    const read = readConnectionValues(description, input.values, kept);
    if (!read.ok) {
      return read;
    }
    if (accountOf(read.value.settings) !== accountOf(row.settings)) {
      const message = "Another account has other orders. Connect it as a new connection.";
      return refuse("invalid", { issues: [{ field: `values.${identity}`, message }] });
    }
    const { settings, secrets } = read.value;
    await change(tx, ctx, row, {
      name: input.name || name,
      settings,
      // What belongs to no field, such as the secret before, stays.
      secrets: sealSecrets(row.id, { ...kept, ...secrets }),
      state: row.state === "disconnected" ? "active" : row.state,
      nextPollAt: ctx.now,
      failures: 0,
      lastError: null,
      version: row.version + 1,
    });
    await audit(tx, ctx, { action: "connection_changed", subject: input.name || name });
    return accept({ id: row.id });
  });
}

async function change(
  tx: Transaction,
  ctx: Context,
  row: ConnectionRow,
  set: Partial<typeof connections.$inferInsert>,
): Promise<void> {
  await tx
    .update(connections)
    .set(set)
    .where(and(eq(connections.workspaceId, ctx.workspaceId), eq(connections.id, row.id)));
}

export type ConnectionRequest = "pause" | "resume" | "disconnect" | "poll_now" | "end_overlap";

/** Does one thing to a connection, once, however often it is asked. */
export async function askConnection(
  ctx: Context,
  id: string,
  request: ConnectionRequest,
): Promise<Outcome<{ readonly name: string }, "not_found" | "disconnected" | "paused">> {
  return withWorkspace(ctx, async (tx) => {
    const row = await loadConnection(tx, ctx, id, { lock: true });
    if (!row) {
      return refuse("not_found");
    }
    if (row.state === "disconnected" && request !== "disconnect") {
      return refuse("disconnected");
    }
    if (request === "poll_now" && row.state === "paused") {
      return refuse("paused");
    }
    await change(tx, ctx, row, setOf(ctx, row, request));
    if (request === "resume") {
      await releaseWaiting(tx, ctx, id);
    }
    if (request !== "poll_now") {
      await audit(tx, ctx, { action: `connection_${request}`, subject: row.name });
    }
    return accept({ name: row.name });
  });
}

function setOf(ctx: Context, row: ConnectionRow, request: ConnectionRequest) {
  switch (request) {
    case "pause":
      return { state: "paused" as const };
    case "resume":
      return { state: "active" as const, nextPollAt: ctx.now, failures: 0 };
    case "disconnect":
      return { state: "disconnected" as const, secrets: null, nextPollAt: null, lastError: null };
    case "poll_now":
      return { nextPollAt: ctx.now, failures: 0 };
    case "end_overlap": {
      const { webhookSecretBefore: _ended, ...secrets } = openSecrets(row);
      return { secrets: sealSecrets(row.id, secrets) };
    }
  }
}

/** What came while the connection was paused is due now. */
async function releaseWaiting(tx: Transaction, ctx: Context, id: string): Promise<void> {
  await tx
    .update(deliveries)
    .set({ availableAt: ctx.now })
    .where(
      and(
        eq(deliveries.workspaceId, ctx.workspaceId),
        eq(deliveries.connectionId, id),
        isNull(deliveries.handledAt),
        isNull(deliveries.availableAt),
      ),
    );
}

/** Takes a new webhook secret; the one before stays good until the overlap is ended, or the next rotation. */
export async function rotateWebhookSecret(
  ctx: Context,
  id: string,
  secret: string,
): Promise<Outcome<{ readonly name: string }, "not_found" | "disconnected" | "same_secret">> {
  return withWorkspace(ctx, async (tx) => {
    const row = await loadConnection(tx, ctx, id, { lock: true });
    const field = row && CHANNEL_DESCRIPTIONS[row.channel].webhookSecret;
    if (!row || !field) {
      return refuse("not_found");
    }
    if (row.state === "disconnected") {
      return refuse("disconnected");
    }
    const secrets = openSecrets(row);
    const before = secrets[field] ?? secrets.clientSecret ?? "";
    if (before === secret) {
      return refuse("same_secret", { field: "secret" });
    }
    const next = { ...secrets, [field]: secret, webhookSecretBefore: before };
    await change(tx, ctx, row, { secrets: sealSecrets(row.id, next) });
    await audit(tx, ctx, { action: "connection_secret_rotated", subject: row.name });
    return accept({ name: row.name });
  });
}

/** Asks the channel whether it knows us; outside of any transaction. What it answers is shown and kept as the last error. */
export async function checkConnection(
  ctx: Context,
  id: string,
): Promise<Outcome<{ readonly account: string }>> {
  const row = await withWorkspace(ctx, (tx) => loadConnection(tx, ctx, id));
  if (!row) {
    return refuse("not_found");
  }
  if (row.state === "disconnected") {
    return refuse("disconnected");
  }
  const answer = await connectorOf(row.channel).check(openConnection(row, ctx.workspace.timeZone));
  const lastError = answer.ok ? null : refusalSentence(answer.refusal);
  await withWorkspace(ctx, (tx) => change(tx, ctx, row, { lastError }));
  return answer.ok ? answer : refuse("check_failed", { data: { message: lastError ?? "" } });
}

function refusalSentence({ code, data, issues }: Refusal): string {
  const [issue] = issues ?? [];
  const message = issue?.message ?? data?.message;
  return typeof message === "string" && message !== "" ? message : (SENTENCES[code] ?? code);
}

const SENTENCES: Readonly<Record<string, string>> = {
  shop_wrong: "The shop's address must end in .myshopify.com.",
  credentials_missing: "Enter an access token, or a client id with its secret.",
};
