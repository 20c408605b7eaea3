import "server-only";
import { z } from "zod";
import type { OpenConnection, Pulled, Received } from "@/lib/intake/channels/connector";
import { type ShopifyClient, type ShopifyReply, shopifyClient } from "./client";
import { ShopifyTooCostly } from "./errors";
import { fulfilmentsOf } from "./fulfilment-look";
import { lineNode, orderNode, type polledOrder } from "./read-node";

export const POLL_TOPIC = "poll";

const PAGE_FIRST = 8;
const PAGE_MAX = 50;
/** One query may cost 1,000 points; a part of the bucket is left to the other work of the app. */
const COST_MAX = 800;
const BUCKET_SHARE = 0.5;
/** Shopify's search answers a little late, so that each poll looks back behind the last one. */
const OVERLAP_MS = 5 * 60_000;
/** Older orders need a scope of their own (`read_all_orders`). */
const FIRST_DAYS = 60;
const DAY_MS = 24 * 60 * 60_000;

const MONEY = "{ shopMoney { amount } }";
const ADDRESS =
  "{ name company address1 address2 city province provinceCode zip country countryCodeV2 }";
const LINES = `nodes {
  id sku name title quantity currentQuantity requiresShipping
  originalUnitPriceSet ${MONEY} totalDiscountSet ${MONEY} discountAllocations { allocatedAmountSet ${MONEY} }
} pageInfo { hasNextPage endCursor }`;

const ORDERS = `query Orders($first: Int!, $after: String, $query: String!) {
  orders(first: $first, after: $after, query: $query, sortKey: UPDATED_AT) {
    nodes {
      id legacyResourceId name poNumber createdAt updatedAt cancelledAt currencyCode taxesIncluded
      displayFulfillmentStatus note email
      totalTaxSet ${MONEY} currentTotalTaxSet ${MONEY}
      customer { legacyResourceId firstName lastName }
      billingAddress ${ADDRESS} shippingAddress ${ADDRESS}
      shippingLines(first: 5) { nodes { originalPriceSet ${MONEY} discountedPriceSet ${MONEY} } }
      lineItems(first: 10) { ${LINES} }
    }
    pageInfo { hasNextPage endCursor }
  }
}`;

const MORE_LINES = `query OrderLines($id: ID!, $after: String) {
  order(id: $id) { lineItems(first: 75, after: $after) { ${LINES} } }
}`;

const pageInfo = z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() });
const ordersSchema = z.object({ orders: z.object({ nodes: z.array(orderNode), pageInfo }) });
const linesSchema = z.object({
  order: z.object({ lineItems: z.object({ nodes: z.array(lineNode), pageInfo }) }).nullable(),
});

const cursorSchema = z.object({
  /** The newest change seen by the polls before; null in the first. */
  since: z.string().nullable(),
  /** Where the page that comes next begins, and what is asked: set while a poll has more pages. */
  after: z.string().nullable(),
  query: z.string().nullable(),
  /** The newest change seen in this poll. */
  seen: z.string().nullable(),
  pageSize: z.number().int().min(1).max(PAGE_MAX),
});
type Cursor = z.output<typeof cursorSchema>;

const START: Cursor = { since: null, after: null, query: null, seen: null, pageSize: PAGE_FIRST };

/** One page of the orders that changed since the last poll; of the first poll, those that are open. */
export async function pullOrders(
  connection: OpenConnection,
  kept: Readonly<Record<string, unknown>> | null,
  now: Date,
): Promise<Pulled> {
  const parsed = cursorSchema.safeParse(kept);
  const cursor = parsed.success ? parsed.data : START;
  const query = cursor.query ?? queryOf(cursor, now);
  const client = shopifyClient(connection);
  const reply = await askForPage(client, { ...cursor, query });
  const { nodes, pageInfo: page } = reply.data.orders;
  const received: Received[] = [];
  for (const node of nodes) {
    received.push(await receivedOf(client, node));
  }
  const seen = [cursor.seen, ...nodes.map(({ updatedAt }) => updatedAt)].reduce(later, null);
  const pageSize = nextPageSize(reply);
  const more = page.hasNextPage && page.endCursor !== null;
  return {
    received,
    cursor: more
      ? { ...cursor, after: page.endCursor, query, seen, pageSize }
      : { ...START, since: later(seen, cursor.since), pageSize },
    more,
  };
}

type PageReply = ShopifyReply<z.output<typeof ordersSchema>> & { readonly size: number };

/** Asks for fewer orders where Shopify finds the page too large; one order alone never is. */
async function askForPage(
  client: ShopifyClient,
  { pageSize, after, query }: Pick<Cursor, "pageSize" | "after" | "query">,
): Promise<PageReply> {
  for (let size = pageSize; ; size = Math.floor(size / 2)) {
    try {
      return { ...(await client.query(ordersSchema, ORDERS, { first: size, after, query })), size };
    } catch (error) {
      if (!(error instanceof ShopifyTooCostly) || size <= 1) {
        throw error;
      }
    }
  }
}

function queryOf({ since }: Cursor, now: Date): string {
  return since === null
    ? `status:open updated_at:>='${new Date(now.getTime() - FIRST_DAYS * DAY_MS).toISOString()}'`
    : `updated_at:>='${new Date(Date.parse(since) - OVERLAP_MS).toISOString()}'`;
}

const later = (one: string | null, other: string | null): string | null =>
  one !== null && (other === null || Date.parse(one) > Date.parse(other)) ? one : other;

/** As many orders as fit into one query and a share of the bucket, by what the last page cost. */
function nextPageSize({ size, cost }: Pick<PageReply, "size" | "cost">): number {
  if (cost === null || cost.requested <= 0) {
    return size;
  }
  const budget = Math.min(COST_MAX, cost.throttle.maximumAvailable * BUCKET_SHARE);
  return Math.max(1, Math.min(PAGE_MAX, Math.floor((budget / cost.requested) * size)));
}

/** An order as one delivery a version: the overlap brings the same delivery, not another one. */
async function receivedOf(
  client: ShopifyClient,
  node: z.output<typeof orderNode>,
): Promise<Received> {
  const lines = [...node.lineItems.nodes];
  let page = node.lineItems.pageInfo;
  while (page.hasNextPage) {
    const { data } = await client.query(linesSchema, MORE_LINES, {
      id: node.id,
      after: page.endCursor,
    });
    lines.push(...(data.order?.lineItems.nodes ?? []));
    page = data.order?.lineItems.pageInfo ?? { hasNextPage: false, endCursor: null };
  }
  const hasLeft = node.displayFulfillmentStatus !== "UNFULFILLED";
  const order: z.output<typeof polledOrder> = {
    ...node,
    lineItems: { nodes: lines, pageInfo: page },
    fulfilments: hasLeft ? await fulfilmentsOf(client, node.id) : [],
  };
  return {
    deliveryId: `${POLL_TOPIC}:${node.id}:${node.updatedAt}`,
    topic: POLL_TOPIC,
    body: JSON.stringify(order),
  };
}
