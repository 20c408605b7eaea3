import "server-only";
import { and, asc, eq, like, type SQL, sql } from "drizzle-orm";
import { clients } from "@/db/schema/clients";
import { type MessageState, messages } from "@/db/schema/messages";
import { workspaces } from "@/db/schema/workspaces";
import { mailRoute } from "@/lib/mail/send";
import { isId } from "@/lib/shared/ids";
import {
  containsPattern,
  type KeysetPage,
  type KeysetParams,
  keysetPage,
  keysetStart,
} from "@/lib/shared/keyset";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { NEWS_KINDS, type NewsKind } from "./news";

/** A message's row on the mailbox page. */
export type MessageRow = {
  readonly id: string;
  readonly kind: string;
  readonly subject: string;
  readonly toName: string | null;
  readonly toEmail: string;
  readonly clientId: string | null;
  readonly clientName: string | null;
  readonly state: MessageState;
  readonly createdAt: Date;
};

export type MessageDetail = MessageRow & {
  readonly body: string;
  readonly orders: readonly string[];
  readonly attempts: number;
  readonly lastError: string | null;
  readonly sentAt: Date | null;
};

export type MessageFilter = KeysetParams & {
  readonly q: string | null;
  readonly state: MessageState | null;
};

const ROW = {
  id: messages.id,
  kind: messages.kind,
  subject: messages.subject,
  toName: messages.toName,
  toEmail: messages.toEmail,
  clientId: messages.clientId,
  clientName: clients.name,
  state: messages.state,
  createdAt: messages.createdAt,
};

const itsClient = and(
  eq(clients.workspaceId, messages.workspaceId),
  eq(clients.id, messages.clientId),
);

/** One page of messages, the latest first. */
export async function listMessages(
  ctx: Context,
  filter: MessageFilter,
  limit = 50,
): Promise<KeysetPage<MessageRow>> {
  const start = startOf(filter);
  return withWorkspace(ctx, async (tx) => {
    const found = await tx
      .select({ ...ROW, at: sql<string>`${messages.createdAt}::text` })
      .from(messages)
      .leftJoin(clients, itsClient)
      .where(and(...matches(ctx, filter), beyond(start)))
      .orderBy(
        ...(start.backwards
          ? [asc(messages.createdAt), asc(messages.id)]
          : [sql`${messages.createdAt} desc nulls last`, sql`${messages.id} desc nulls last`]),
      )
      .limit(limit + 1);
    return keysetPage(found, limit, start, (row) => [row.at, row.id]);
  });
}

function matches(ctx: Context, { q, state }: MessageFilter): SQL[] {
  return [
    eq(messages.workspaceId, ctx.workspaceId),
    ...(q === null ? [] : [like(messages.searchText, containsPattern(q.toLowerCase()))]),
    ...(state === null ? [] : [eq(messages.state, state)]),
  ];
}

/** A cursor that we did not make starts at the beginning. */
function startOf(params: KeysetParams) {
  const start = keysetStart(params, 2);
  const [at = "", id = ""] = start.place ?? [];
  const isOurs = !Number.isNaN(Date.parse(at)) && isId(id);
  return isOurs ? start : { place: null, backwards: false };
}

function beyond({ place, backwards }: ReturnType<typeof startOf>): SQL | undefined {
  if (place === null) {
    return undefined;
  }
  const [at, id] = place;
  const here = sql`(${at}::timestamptz, ${id}::uuid)`;
  const row = sql`(${messages.createdAt}, ${messages.id})`;
  return backwards ? sql`${row} > ${here}` : sql`${row} < ${here}`;
}

/** One message as it was sent; null for an unknown id and another workspace's alike. */
export async function findMessage(ctx: Context, id: string): Promise<MessageDetail | null> {
  if (!isId(id)) {
    return null;
  }
  return withWorkspace(ctx, async (tx) => {
    const [row] = await tx
      .select({
        ...ROW,
        body: messages.body,
        data: messages.data,
        attempts: messages.attempts,
        lastError: messages.lastError,
        sentAt: messages.sentAt,
      })
      .from(messages)
      .leftJoin(clients, itsClient)
      .where(and(eq(messages.workspaceId, ctx.workspaceId), eq(messages.id, id)));
    if (!row) {
      return null;
    }
    const { data, ...message } = row;
    const orders = Array.isArray(data.orders) ? data.orders.map(String) : [];
    return { ...message, orders };
  });
}

export type MessageSettings = {
  readonly version: number;
  readonly messageOn: readonly NewsKind[];
  readonly delayMinutes: number;
  /** Whom mail comes from; null where no mail is set up. */
  readonly sender: string | null;
};

/** What clients are told of, how long it waits, and whether mail can leave at all. */
export async function readMessageSettings(ctx: Context): Promise<MessageSettings> {
  const [row] = await withWorkspace(ctx, (tx) =>
    tx.select().from(workspaces).where(eq(workspaces.id, ctx.workspaceId)),
  );
  if (!row) {
    throw new Error("The context's workspace does not exist any more.");
  }
  return {
    version: row.version,
    messageOn: NEWS_KINDS.filter((kind) => row.messageOn.includes(kind)),
    delayMinutes: row.messageDelayMinutes,
    sender: mailRoute()?.from.email ?? null,
  };
}

/** How many messages wait for a person, by state, so that the page can say so. */
export async function countTroubled(
  ctx: Context,
): Promise<{ readonly failed: number; readonly unknown: number }> {
  const { rows } = await withWorkspace(ctx, (tx) =>
    tx.execute<{ state: "failed" | "unknown"; number: number }>(sql`
      select state, count(*)::int as number from ${messages}
      where ${messages.workspaceId} = ${ctx.workspaceId} and ${messages.state} in ('failed', 'unknown')
      group by state`),
  );
  const of = (state: string) => rows.find((row) => row.state === state)?.number ?? 0;
  return { failed: of("failed"), unknown: of("unknown") };
}
