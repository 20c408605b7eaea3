import "server-only";
import { z } from "zod";
import type { ShopifyClient } from "./client";
import type { Fulfilment, FulfilmentOrder } from "./fulfilment-plan";

/** More than these on one order is nothing that a person packed: such an order is told by hand. */
const FULFILMENTS_MAX = 100;
/** What most orders stay below: each one asked for costs, whether it is there or not. */
const FULFILMENTS_FIRST = 15;
const FULFILMENT_ORDERS_MAX = 20;

const ORDER = `query OrderFulfilments($id: ID!, $fulfilments: Int!) {
  order(id: $id) {
    fulfillments(first: $fulfilments) { id status trackingInfo(first: 3) { number } }
    fulfillmentOrders(first: ${FULFILMENT_ORDERS_MAX}) {
      nodes { id supportedActions { action } assignedLocation { location { id } } }
    }
  }
}`;

const FULFILMENT_ORDER_LINES = `query FulfilmentOrderLines($id: ID!, $after: String) {
  fulfillmentOrder(id: $id) {
    lineItems(first: 40, after: $after) {
      nodes { id remainingQuantity lineItem { id } }
      pageInfo { hasNextPage endCursor }
    }
  }
}`;

const FULFILMENT_LINES = `query FulfilmentLines($id: ID!, $after: String) {
  fulfillment(id: $id) {
    fulfillmentLineItems(first: 40, after: $after) {
      nodes { quantity lineItem { id } }
      pageInfo { hasNextPage endCursor }
    }
  }
}`;

const orderSchema = z.object({
  order: z
    .object({
      fulfillments: z.array(
        z.object({
          id: z.string(),
          status: z.string(),
          trackingInfo: z.array(z.object({ number: z.string().nullable() })),
        }),
      ),
      fulfillmentOrders: z.object({
        nodes: z.array(
          z.object({
            id: z.string(),
            supportedActions: z.array(z.object({ action: z.string() })),
            assignedLocation: z.object({ location: z.object({ id: z.string() }).nullable() }),
          }),
        ),
      }),
    })
    .nullable(),
});

const pageInfo = z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() });
const lineItem = z.object({ id: z.string() });

export type KnownOrder = {
  readonly fulfilments: readonly Fulfilment[];
  /** Those that an app may fulfil now, with their lines. */
  readonly fulfilmentOrders: () => Promise<FulfilmentOrder[]>;
};

const VOID = new Set(["CANCELLED", "ERROR", "FAILURE"]);

/** What Shopify knows of an order's fulfilment; null where it has no such order. */
export async function lookAtOrder(client: ShopifyClient, id: string): Promise<KnownOrder | null> {
  const order = await loadOrder(client, id);
  if (order === null) {
    return null;
  }
  const { fulfillments, fulfillmentOrders } = order;
  const open = fulfillmentOrders.nodes.filter((one) =>
    one.supportedActions.some(({ action }) => action === "CREATE_FULFILLMENT"),
  );
  return {
    fulfilments: fulfillments
      .filter(({ status }) => !VOID.has(status))
      .map((one) => ({
        id: one.id,
        numbers: one.trackingInfo.flatMap(({ number }) => number ?? []),
      })),
    fulfilmentOrders: async () => {
      const loaded: FulfilmentOrder[] = [];
      for (const one of open) {
        loaded.push({
          id: one.id,
          locationId: one.assignedLocation.location?.id ?? null,
          lines: await linesOfFulfilmentOrder(client, one.id),
        });
      }
      return loaded;
    },
  };
}

async function loadOrder(client: ShopifyClient, id: string) {
  for (const fulfilments of [FULFILMENTS_FIRST, FULFILMENTS_MAX]) {
    const { data } = await client.query(orderSchema, ORDER, { id, fulfilments });
    if (data.order === null || data.order.fulfillments.length < fulfilments) {
      return data.order;
    }
  }
  throw new Error(`The order has ${FULFILMENTS_MAX} fulfilments or more.`);
}

async function linesOfFulfilmentOrder(client: ShopifyClient, id: string) {
  const nodes = z.object({ id: z.string(), remainingQuantity: z.number(), lineItem });
  const schema = z.object({
    fulfillmentOrder: z
      .object({ lineItems: z.object({ nodes: z.array(nodes), pageInfo }) })
      .nullable(),
  });
  const lines = await allPages(async (after) => {
    const { data } = await client.query(schema, FULFILMENT_ORDER_LINES, { id, after });
    return data.fulfillmentOrder?.lineItems ?? null;
  });
  return lines.map((line) => ({
    id: line.id,
    orderLineId: line.lineItem.id,
    remaining: line.remainingQuantity,
  }));
}

/** How much of each order line a fulfilment holds. */
export async function linesOfFulfilment(client: ShopifyClient, id: string) {
  const nodes = z.object({ quantity: z.number().nullable(), lineItem });
  const schema = z.object({
    fulfillment: z
      .object({ fulfillmentLineItems: z.object({ nodes: z.array(nodes), pageInfo }) })
      .nullable(),
  });
  const lines = await allPages(async (after) => {
    const { data } = await client.query(schema, FULFILMENT_LINES, { id, after });
    return data.fulfillment?.fulfillmentLineItems ?? null;
  });
  return lines.map((line) => ({ orderLineId: line.lineItem.id, quantity: line.quantity ?? 0 }));
}

type Page<Node> = { readonly nodes: readonly Node[]; readonly pageInfo: z.output<typeof pageInfo> };

async function allPages<Node>(
  ask: (after: string | null) => Promise<Page<Node> | null>,
): Promise<Node[]> {
  const all: Node[] = [];
  for (let after: string | null = null; ; ) {
    const page: Page<Node> | null = await ask(after);
    all.push(...(page?.nodes ?? []));
    if (!page?.pageInfo.hasNextPage) {
      return all;
    }
    after = page.pageInfo.endCursor;
  }
}

/** The fulfilments of an order with their lines, void ones too, as a webhook would list them. */
export async function fulfilmentsOf(client: ShopifyClient, orderId: string) {
  const order = await loadOrder(client, orderId);
  const all: { status: string; lines: { orderLineId: string; quantity: number }[] }[] = [];
  for (const { id, status } of order?.fulfillments ?? []) {
    all.push({ status, lines: await linesOfFulfilment(client, id) });
  }
  return all;
}
