import "server-only";
import { and, asc, eq, isNotNull, isNull, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { clientContacts, clients } from "@/db/schema/clients";
import { toldOrders } from "@/db/schema/messages";
import { outbox } from "@/db/schema/traffic";
import { memberships, users, workspaces } from "@/db/schema/workspaces";
import { environment } from "@/lib/shared/env";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { storeMessages } from "@/lib/workspaces/messages";
import { type Look, lookAt } from "./look";
import { NEWS_KINDS, newsOf, toldAfter } from "./news";
import { type OrderNews, orderLetter } from "./order-letter";

/** News waits until nothing has changed for the workspace's delay, but not longer than so many delays in all. */
const DELAYS_MAX = 6;
/** Changes of one client that one letter settles. */
const CHANGES_MAX = 5_000;

type Change = { readonly id: number; readonly orderId: string; readonly at: Date };

type Told = { readonly state: "done" } | { readonly state: "later"; readonly seconds: number };

/**
 * Tells a client's people what has changed of its orders, in one letter each. The letters, what is told
 * by them and the changes that are settled are written together, so that a change is told once or not yet.
 */
export async function tellClient(ctx: Context, clientId: string): Promise<Told> {
  return withWorkspace(ctx, async (tx) => {
    const client = await lockClient(tx, ctx, clientId);
    const changes = client === null ? [] : await openChanges(tx, ctx, clientId);
    if (client === null || changes.length === 0) {
      return { state: "done" };
    }
    const seconds = secondsLeft(ctx, changes, await delayOf(tx, ctx));
    if (seconds > 0) {
      return { state: "later", seconds };
    }
    const looks = await lookAt(tx, ctx, [...new Set(changes.map((change) => change.orderId))]);
    await writeLetters(tx, ctx, client, changes[0]?.id ?? 0, newsAmong(ctx, looks));
    await writeTold(tx, ctx, looks);
    await settleChanges(tx, ctx, changes);
    return { state: "done" };
  });
}

type Client = { readonly id: string; readonly name: string };

/** Only one process at a time tells a client something. */
async function lockClient(tx: Transaction, ctx: Context, id: string): Promise<Client | null> {
  const [row] = await tx
    .select({ id: clients.id, name: clients.name })
    .from(clients)
    .where(and(eq(clients.workspaceId, ctx.workspaceId), eq(clients.id, id)))
    .for("no key update");
  return row ?? null;
}

/** What was read here has been committed, so everything that is read later includes it. */
async function openChanges(tx: Transaction, ctx: Context, clientId: string): Promise<Change[]> {
  return tx
    .select({
      id: outbox.id,
      orderId: sql<string>`${outbox.payload} ->> 'orderId'`,
      at: outbox.createdAt,
    })
    .from(outbox)
    .where(
      and(
        eq(outbox.workspaceId, ctx.workspaceId),
        eq(outbox.topic, "order_event"),
        isNull(outbox.doneAt),
        isNull(outbox.failedAt),
        sql`(${outbox.payload} ->> 'clientId') = ${clientId}`,
      ),
    )
    .orderBy(asc(outbox.id))
    .limit(CHANGES_MAX);
}

async function delayOf(tx: Transaction, ctx: Context): Promise<number> {
  const [row] = await tx
    .select({ minutes: workspaces.messageDelayMinutes })
    .from(workspaces)
    .where(eq(workspaces.id, ctx.workspaceId));
  return (row?.minutes ?? 0) * 60;
}

function secondsLeft(ctx: Context, changes: readonly Change[], delay: number): number {
  const times = changes.map((change) => change.at.getTime() / 1000);
  const quiet = times.reduce((latest, at) => Math.max(latest, at)) + delay;
  const atLatest = times.reduce((first, at) => Math.min(first, at)) + delay * DELAYS_MAX;
  return Math.ceil(Math.min(quiet, atLatest) - ctx.now.getTime() / 1000);
}

function newsAmong(ctx: Context, looks: readonly Look[]): OrderNews[] {
  const wanted = NEWS_KINDS.filter((kind) => ctx.workspace.messageOn.includes(kind));
  return looks.flatMap(({ told, truth, order }) => {
    const news = told === null ? null : newsOf(told, truth, wanted);
    return news === null ? [] : [{ news, order }];
  });
}

async function writeLetters(
  tx: Transaction,
  ctx: Context,
  client: Client,
  firstChange: number,
  news: readonly OrderNews[],
): Promise<void> {
  if (news.length === 0) {
    return;
  }
  const { name: from, locale } = ctx.workspace;
  const readers = await readersOf(tx, ctx, client.id);
  const withAccount = await accountsOf(tx, ctx, client.id);
  await storeMessages(
    tx,
    ctx,
    readers.map((to) => ({
      key: `orders:${firstChange}:${to.email}`,
      clientId: client.id,
      to,
      orders: news.map(({ order }) => order.number),
      ...orderLetter(
        {
          from,
          client: client.name,
          to: to.name,
          portal: withAccount.has(to.email.toLowerCase()) ? portalAddress() : null,
          locale,
          today: ctx.today,
        },
        news,
      ),
    })),
  );
}

/** The contacts that want the client's messages, each address once. */
async function readersOf(tx: Transaction, ctx: Context, clientId: string) {
  const rows = await tx
    .select({ name: clientContacts.name, email: clientContacts.email })
    .from(clientContacts)
    .where(
      and(
        eq(clientContacts.workspaceId, ctx.workspaceId),
        eq(clientContacts.clientId, clientId),
        eq(clientContacts.getsMessages, true),
        isNotNull(clientContacts.email),
      ),
    )
    .orderBy(asc(clientContacts.id));
  const byAddress = new Map<string, { name: string; email: string }>();
  for (const { name, email } of rows) {
    const address = (email ?? "").trim();
    if (address !== "" && !byAddress.has(address.toLowerCase())) {
      byAddress.set(address.toLowerCase(), { name, email: address });
    }
  }
  return [...byAddress.values()];
}

/** The addresses that sign in to the client's portal, in lower case. */
async function accountsOf(tx: Transaction, ctx: Context, clientId: string): Promise<Set<string>> {
  const rows = await tx
    .select({ email: users.email })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(
      and(
        eq(memberships.workspaceId, ctx.workspaceId),
        eq(memberships.clientId, clientId),
        isNull(memberships.disabledAt),
      ),
    );
  return new Set(rows.map((row) => row.email.toLowerCase()));
}

/** Nobody asks for a page here, so only the settings know the address. */
function portalAddress(): string | null {
  const { AUTH_URL } = environment();
  return AUTH_URL === undefined ? null : `${new URL(AUTH_URL).origin}/portal`;
}

async function writeTold(tx: Transaction, ctx: Context, looks: readonly Look[]): Promise<void> {
  const rows = looks.flatMap(({ id, told, truth }) =>
    told === null
      ? []
      : [
          {
            workspaceId: ctx.workspaceId,
            orderId: id,
            told: toldAfter(told, truth),
            toldAt: ctx.now,
          },
        ],
  );
  if (rows.length > 0) {
    await tx
      .insert(toldOrders)
      .values(rows)
      .onConflictDoUpdate({
        target: [toldOrders.workspaceId, toldOrders.orderId],
        set: { told: sql`excluded.told`, toldAt: sql`excluded.told_at` },
      });
  }
}

async function settleChanges(
  tx: Transaction,
  ctx: Context,
  changes: readonly Change[],
): Promise<void> {
  const ids = `{${changes.map((change) => change.id).join(",")}}`;
  await tx
    .update(outbox)
    .set({ doneAt: ctx.now })
    .where(and(eq(outbox.workspaceId, ctx.workspaceId), sql`${outbox.id} = any(${ids}::bigint[])`));
}
