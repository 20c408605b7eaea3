import "server-only";
import { z } from "zod";
import type { OpenConnection, Pulled, Received } from "@/lib/intake/channels/connector";
import { fingerprint } from "@/lib/intake/channels/fingerprint";
import { type ChannelAnswer, ChannelError, jsonOf } from "@/lib/intake/channels/http";
import { amazonProblem, callAmazon } from "./client";
import { type AmazonAccount, readAmazonAccount } from "./settings";

const PATH = "/orders/2026-01-01/orders";
const DAY_MS = 86_400_000;
/** How far back a new connection looks, for orders that are still to be shipped. */
const OPENING_DAYS = 30;
const OPENING_STATUSES = "PENDING_AVAILABILITY,PENDING,UNSHIPPED,PARTIALLY_SHIPPED";
/** Amazon shows a change up to this much later; what is read twice for it is the same delivery. */
const OVERLAP_MS = 2 * 60_000;
/** How long the names and addresses that the app may not see are not asked for again. */
const RESTRICTED_MS = DAY_MS;
const DATA = ["PROCEEDS", "CANCELLATION", "FULFILLMENT", "PACKAGES"];
const RESTRICTED_DATA = ["BUYER", "RECIPIENT"];

const cursorSchema = z.object({
  /** The round reads orders updated after this instant; the same for all its pages. */
  after: z.string(),
  /** What the round's first page said it reaches to: where the next round begins. */
  upTo: z.string().nullable(),
  token: z.string().nullable(),
  opening: z.boolean(),
  /** When the connection began to read: what had left before is nobody's news. */
  since: z.string(),
  restrictedAt: z.string().nullable(),
});

type Cursor = z.output<typeof cursorSchema>;

const pageSchema = z.object({
  orders: z.array(
    z.looseObject({
      orderId: z.string(),
      createdTime: z.string(),
      lastUpdatedTime: z.string(),
      fulfillment: z.looseObject({ fulfillmentStatus: z.string() }),
      packages: z.array(z.looseObject({ createdTime: z.string().nullish() })).nullish(),
    }),
  ),
  pagination: z.object({ nextToken: z.string().nullish() }).nullish(),
  lastUpdatedBefore: z.string().nullish(),
});

/** Pulls one page of orders that changed since the watermark. A round of pages keeps its watermark until its last one. */
export async function pullAmazon(
  connection: OpenConnection,
  stored: Readonly<Record<string, unknown>> | null,
  now: Date,
): Promise<Pulled> {
  const account = accountOf(connection);
  const cursor = cursorSchema.safeParse(stored).data ?? opening(now);
  const { answer, restrictedAt } = await searchAllowed(account, cursor, now);
  if (answer.status === 400 && cursor.token !== null) {
    // A page's token lives a day. The round begins again: what it repeats is known already.
    return { received: [], cursor: { ...cursor, token: null }, more: true };
  }
  const page = pageSchema.safeParse(jsonOf(answer.body)).data;
  if (answer.status !== 200 || !page) {
    throw new ChannelError(answer.status === 403 ? NOT_ALLOWED : amazonProblem(answer));
  }
  const upTo =
    cursor.upTo ?? page.lastUpdatedBefore ?? new Date(now.getTime() - OVERLAP_MS).toISOString();
  const token = page.pagination?.nextToken || null;
  const next: Cursor = token
    ? { ...cursor, upTo, token, restrictedAt }
    : { ...cursor, after: beforeIt(upTo), upTo: null, token: null, opening: false, restrictedAt };
  const news = page.orders.filter((order) => !hadLeft(order, cursor.since));
  return { received: news.map(receivedOf), cursor: next, more: token !== null };
}

const NOT_ALLOWED =
  "Amazon does not let this app read orders. Give it the role Inventory and Order Tracking and authorise it again.";

export function accountOf(connection: OpenConnection): AmazonAccount {
  const account = readAmazonAccount(connection);
  if (!account.ok) {
    throw new ChannelError(account.refusal.issues?.[0]?.message ?? "The connection is incomplete.");
  }
  return account.value;
}

function opening(now: Date): Cursor {
  const after = new Date(now.getTime() - OPENING_DAYS * DAY_MS).toISOString();
  const since = now.toISOString();
  return { after, upTo: null, token: null, opening: true, since, restrictedAt: null };
}

function beforeIt(instant: string): string {
  return new Date(new Date(instant).getTime() - OVERLAP_MS).toISOString();
}

/** One that an app may not see with names and addresses is asked for again without them. */
async function searchAllowed(
  account: AmazonAccount,
  cursor: Cursor,
  now: Date,
): Promise<{ answer: ChannelAnswer; restrictedAt: string | null }> {
  const { restrictedAt } = cursor;
  const isRestricted =
    restrictedAt !== null && now.getTime() - new Date(restrictedAt).getTime() < RESTRICTED_MS;
  if (isRestricted) {
    return { answer: await searchOrders(account, cursor, DATA), restrictedAt };
  }
  const answer = await searchOrders(account, cursor, [...RESTRICTED_DATA, ...DATA]);
  if (answer.status !== 403) {
    return { answer, restrictedAt: null };
  }
  return { answer: await searchOrders(account, cursor, DATA), restrictedAt: now.toISOString() };
}

function searchOrders(
  account: AmazonAccount,
  cursor: Pick<Cursor, "after" | "token" | "opening">,
  data: readonly string[],
  pageSize = 100,
): Promise<ChannelAnswer> {
  return callAmazon(account, {
    method: "GET",
    path: PATH,
    query: {
      lastUpdatedAfter: cursor.after,
      marketplaceIds: account.marketplaceIds.join(","),
      fulfilledBy: "MERCHANT",
      ...(cursor.opening ? { fulfillmentStatuses: OPENING_STATUSES } : {}),
      includedData: data.join(","),
      maxResultsPerPage: String(pageSize),
      ...(cursor.token === null ? {} : { paginationToken: cursor.token }),
    },
  });
}

type ListedOrder = z.output<typeof pageSchema>["orders"][number];

/** Whether all of an order had been shipped before the connection began; a later change of it would make it a new one. */
function hadLeft({ fulfillment, packages }: ListedOrder, since: string): boolean {
  const times = (packages ?? []).map(({ createdTime }) => createdTime);
  return (
    fulfillment.fulfillmentStatus === "SHIPPED" &&
    times.length > 0 &&
    times.every((time) => time != null && new Date(time) < new Date(since))
  );
}

/** The delivery is named by its content too: an address can appear without a newer time. */
function receivedOf(order: ListedOrder): Received {
  const body = JSON.stringify(order);
  return {
    deliveryId: `${order.orderId}/${order.lastUpdatedTime}/${fingerprint(body)}`,
    topic: "order",
    body,
  };
}

/** Reads one order of yesterday or today: the smallest question that proves what a pull needs. */
export async function tryAmazon(account: AmazonAccount, now: Date): Promise<string | null> {
  const after = new Date(now.getTime() - DAY_MS).toISOString();
  const cursor = { after, token: null, opening: false };
  const answer = await searchOrders(account, cursor, DATA, 1);
  if (answer.status === 200) {
    return null;
  }
  return answer.status === 403 ? NOT_ALLOWED : amazonProblem(answer);
}
