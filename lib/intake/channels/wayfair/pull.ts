import "server-only";
import { z } from "zod";
import type { OpenConnection, Pulled, Received } from "@/lib/intake/channels/connector";
import { fingerprint } from "@/lib/intake/channels/fingerprint";
import { ChannelError } from "@/lib/intake/channels/http";
import { acceptOrder } from "./accept";
import { WayfairRefusal } from "./client";
import { listOrders } from "./orders-query";
import { purchaseOrderSchema } from "./purchase-order";
import { readWayfairAccount, type WayfairAccount } from "./settings";
import { instantOf, wayfairTime } from "./times";

const SECOND_MS = 1000;
const DAY_MS = 86_400_000;
const OPENING_DAYS = 30;
/** Wayfair tells no changes of an order, so once an hour the last days are read again, for cancellations. */
const LOOK_BACK_DAYS = 14;
const LOOK_BACK_EVERY_MS = 60 * 60_000;
/** More than this Wayfair may cut off without a word. */
const LIMIT = 25;
const LIMIT_MAX = 400;

const cursorSchema = z.object({
  /** The newest order date seen. */
  newest: z.string().nullable(),
  lookedBackAt: z.string().nullable(),
  /** The order date from which the round goes on; null between rounds. */
  at: z.string().nullable(),
  /** Orders of the date `at` that the round has given already: pages overlap by one date. */
  given: z.array(z.string()),
  limit: z.number(),
});

type Cursor = z.output<typeof cursorSchema>;

const listedSchema = z.looseObject({ poNumber: z.string().min(1), poDate: z.string().min(1) });
type Listed = z.output<typeof listedSchema>;

export function accountOf(connection: OpenConnection): WayfairAccount {
  const account = readWayfairAccount(connection);
  if (!account.ok) {
    throw new ChannelError(account.refusal.issues?.[0]?.message ?? "The connection is incomplete.");
  }
  return account.value;
}

/** Pulls one page of purchase orders, the oldest first, and accepts those that nobody answered yet. */
export async function pullWayfair(
  connection: OpenConnection,
  stored: Readonly<Record<string, unknown>> | null,
  now: Date,
): Promise<Pulled> {
  const account = accountOf(connection);
  const cursor = begun(cursorSchema.safeParse(stored).data ?? null, now);
  const at = new Date(cursor.at ?? now);
  // One second less: whether the date itself counts is not documented, and a repeat is known already.
  const fromDate = wayfairTime(new Date(at.getTime() - SECOND_MS));
  const page = z
    .array(listedSchema)
    .parse(await listOrders(account, { limit: cursor.limit, fromDate }));
  const given = new Set(cursor.given);
  const fresh = uniqueOrders(page).filter(({ poNumber }) => !given.has(poNumber));
  if (account.acceptance === "on_arrival" && fresh.length > 0) {
    await acceptUnanswered(account, fresh);
  }
  const next = continued(cursor, page, fresh);
  return {
    received: fresh.map((order) => receivedOf(order, now)),
    cursor: next,
    more: next.at !== null,
  };
}

/** A round under way goes on; a new one begins at the newest date, or further back when that is due. */
function begun(cursor: Cursor | null, now: Date): Cursor {
  if (cursor?.at) {
    return cursor;
  }
  const base = { given: [], limit: LIMIT };
  const newest = cursor?.newest ?? null;
  if (newest === null) {
    const at = new Date(now.getTime() - OPENING_DAYS * DAY_MS).toISOString();
    return { ...base, newest, at, lookedBackAt: now.toISOString() };
  }
  const looked = cursor?.lookedBackAt ?? null;
  const isDue = looked === null || now.getTime() - Date.parse(looked) >= LOOK_BACK_EVERY_MS;
  const back = new Date(Date.parse(newest) - LOOK_BACK_DAYS * DAY_MS).toISOString();
  return {
    ...base,
    newest,
    at: isDue ? back : newest,
    lookedBackAt: isDue ? now.toISOString() : looked,
  };
}

/** Where the round goes on after a page. A page full of one date is asked for again, longer, until it brings news. */
function continued(cursor: Cursor, page: readonly Listed[], fresh: readonly Listed[]): Cursor {
  const times = page.map(timeOf);
  const last = Math.max(Date.parse(cursor.at ?? "") || 0, ...times);
  const newest = new Date(Math.max(Date.parse(cursor.newest ?? "") || 0, ...times)).toISOString();
  if (page.length < LIMIT) {
    const isKnown = cursor.newest !== null || page.length > 0;
    return { ...cursor, newest: isKnown ? newest : null, at: null, given: [], limit: LIMIT };
  }
  const at = new Date(last).toISOString();
  const overlap = page.filter((order) => timeOf(order) >= last - SECOND_MS);
  const given = [
    ...new Set([...stillGiven(cursor, last), ...overlap.map((each) => each.poNumber)]),
  ];
  if (fresh.length > 0) {
    return { ...cursor, newest, at, given, limit: cursor.limit };
  }
  return cursor.limit < LIMIT_MAX
    ? { ...cursor, newest, at, given, limit: cursor.limit * 2 }
    : { ...cursor, newest, at: new Date(last + 2 * SECOND_MS).toISOString(), given: [] };
}

/** What was given before stays remembered while the round stands at about the same date. */
function stillGiven({ at, given }: Cursor, last: number): readonly string[] {
  return last - Date.parse(at ?? "") <= SECOND_MS ? given : [];
}

function timeOf({ poDate }: Listed): number {
  return instantOf(poDate)?.getTime() ?? 0;
}

function uniqueOrders(page: readonly Listed[]): Listed[] {
  return [...new Map(page.map((order) => [order.poNumber, order])).values()];
}

/** The same content is the same delivery, whenever it was pulled. */
function receivedOf(order: Listed, now: Date): Received {
  return {
    deliveryId: `${order.poNumber}/${fingerprint(JSON.stringify(order))}`,
    topic: "purchase_order",
    body: JSON.stringify({ pulledAt: now.toISOString(), order }),
  };
}

/** Which of the page's orders wait for an answer is asked for, so that none is accepted twice. */
async function acceptUnanswered(account: WayfairAccount, fresh: readonly Listed[]): Promise<void> {
  const poNumbers = fresh.map(({ poNumber }) => poNumber);
  const listed = await listOrders(account, {
    limit: poNumbers.length,
    hasResponse: false,
    poNumbers,
  });
  for (const each of listed) {
    const order = purchaseOrderSchema.safeParse(each).data;
    if (order && poNumbers.includes(order.poNumber) && isForUs(order.orderType)) {
      await acceptIfTaken(account, order);
    }
  }
}

function isForUs(orderType: string | null | undefined): boolean {
  return !/castle ?gate/i.test(orderType ?? "");
}

async function acceptIfTaken(
  account: WayfairAccount,
  order: z.output<typeof purchaseOrderSchema>,
): Promise<void> {
  try {
    await acceptOrder(account, order);
  } catch (error) {
    // What Wayfair refuses must not keep other orders out: it is tried again within the hour, and before its shipment.
    if (!(error instanceof WayfairRefusal)) {
      throw error;
    }
  }
}
