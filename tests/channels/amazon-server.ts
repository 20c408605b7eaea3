import { z } from "zod";
import type { FakeOrder } from "./amazon-orders";
import { type Call, type ChannelServer, type Reply, serveChannel } from "./channel-server";

const CLIENT = { id: "amzn1.client.test", secret: "lwa-secret", refreshToken: "Atzr|test" };

const confirmationSchema = z.strictObject({
  marketplaceId: z.string().min(1),
  packageDetail: z.strictObject({
    packageReferenceId: z.string().regex(/^[1-9]\d*$/),
    carrierCode: z.string().min(1),
    carrierName: z.string().min(1),
    trackingNumber: z.string().min(1),
    shipDate: z.iso.datetime(),
    orderItems: z
      .array(z.strictObject({ orderItemId: z.string(), quantity: z.number().int().positive() }))
      .min(1),
  }),
});

export type AmazonServer = ChannelServer & {
  /** What a connection to it holds. */
  readonly settings: Record<string, unknown>;
  readonly secrets: Record<string, string>;
  readonly orders: Map<string, FakeOrder>;
  /** Every confirmation that was accepted, repeats among them. */
  readonly accepted: { orderId: string; reference: string; trackingNumber: string }[];
  readonly searches: URLSearchParams[];
  /** Ends all access tokens, as an hour does. */
  readonly expireTokens: () => void;
  /** What the app's roles do with names and addresses. */
  roles: "all" | "absent" | "forbidden";
  pageSize: number;
};

/** Amazon on this machine: LWA, Orders 2026-01-01 and the v0 shipment confirmation. */
export async function startAmazonServer(): Promise<AmazonServer> {
  const tokens = new Set<string>();
  const orders = new Map<string, FakeOrder>();
  const accepted: AmazonServer["accepted"] = [];
  const searches: URLSearchParams[] = [];
  let issued = 0;
  const state = { roles: "all" as AmazonServer["roles"], pageSize: 100 };

  function token(call: Call): Reply {
    const form = new URLSearchParams(call.body);
    if (form.get("client_id") !== CLIENT.id || form.get("client_secret") !== CLIENT.secret) {
      return { status: 401, body: { error: "invalid_client", error_description: call.body } };
    }
    const isGrant = form.get("grant_type") === "refresh_token";
    if (!isGrant || form.get("refresh_token") !== CLIENT.refreshToken) {
      return { status: 400, body: { error: "invalid_grant", error_description: call.body } };
    }
    issued += 1;
    const value = `Atza|${issued}`;
    tokens.add(value);
    return { status: 200, body: { access_token: value, token_type: "bearer", expires_in: 3600 } };
  }

  function search({ url }: Call): Reply {
    const query = url.searchParams;
    searches.push(query);
    const after = query.get("lastUpdatedAfter");
    if (!after || query.has("createdAfter")) {
      return failure(400, "InvalidInput", "Exactly one of createdAfter and lastUpdatedAfter.");
    }
    const asked = (query.get("includedData") ?? "").split(",");
    if (state.roles === "forbidden" && asked.some((each) => /BUYER|RECIPIENT/.test(each))) {
      return failure(403, "Unauthorized", "Access to requested resource is denied.");
    }
    const statuses = query.get("fulfillmentStatuses")?.split(",");
    const found = [...orders.values()]
      .filter((order) => order.lastUpdatedTime >= after)
      .filter((order) => query.get("marketplaceIds")?.includes(order.salesChannel.marketplaceId))
      .filter((order) => order.fulfillment.fulfilledBy === query.get("fulfilledBy"))
      .filter((order) => !statuses || statuses.includes(order.fulfillment.fulfillmentStatus))
      .sort((one, other) => (one.lastUpdatedTime < other.lastUpdatedTime ? -1 : 1));
    const given = query.get("paginationToken");
    const from = given === null ? 0 : Number(given.replace("page-", ""));
    if (!Number.isInteger(from)) {
      return failure(400, "InvalidInput", "The pagination token is expired.");
    }
    const size = Math.min(state.pageSize, Number(query.get("maxResultsPerPage")));
    const to = from + size;
    return {
      status: 200,
      body: {
        orders: found.slice(from, to).map((order) => shown(order, asked)),
        pagination: to < found.length ? { nextToken: `page-${to}` } : {},
        lastUpdatedBefore: new Date().toISOString(),
      },
    };
  }

  /** Pending orders never tell an address; neither does an app without the role. */
  function shown(order: FakeOrder, asked: readonly string[]): Partial<FakeOrder> {
    const { buyer, recipient, ...rest } = order;
    const isOpen = state.roles === "all" && order.fulfillment.fulfillmentStatus !== "PENDING";
    return {
      ...rest,
      ...(isOpen && asked.includes("BUYER") ? { buyer } : {}),
      ...(isOpen && asked.includes("RECIPIENT") ? { recipient } : {}),
    };
  }

  function confirm(order: FakeOrder, call: Call): Reply {
    const parsed = confirmationSchema.safeParse(JSON.parse(call.body));
    if (!parsed.success) {
      return failure(400, "InvalidInput", z.prettifyError(parsed.error));
    }
    const { packageReferenceId, carrierCode, trackingNumber, orderItems } =
      parsed.data.packageDetail;
    if (order.fulfillment.fulfilledBy === "AMAZON") {
      return failure(400, "InvalidInput", "The order is fulfilled by Amazon.");
    }
    const others = order.packages.filter((each) => each.packageReferenceId !== packageReferenceId);
    const packages = [
      ...others,
      {
        packageReferenceId,
        createdTime: new Date().toISOString(),
        carrier: carrierCode,
        trackingNumber,
        packageItems: orderItems,
      },
    ];
    const shipped = (id: string) =>
      packages
        .flatMap(({ packageItems }) => packageItems)
        .filter(({ orderItemId }) => orderItemId === id)
        .reduce((sum, { quantity }) => sum + quantity, 0);
    const over = orderItems.find(({ orderItemId }) => {
      const item = order.orderItems.find((each) => each.orderItemId === orderItemId);
      return !item || shipped(orderItemId) > item.quantityOrdered;
    });
    if (over) {
      return failure(400, "InvalidInput", `More is shipped of ${over.orderItemId} than ordered.`);
    }
    order.packages = packages;
    for (const item of order.orderItems) {
      const quantityFulfilled = shipped(item.orderItemId);
      const quantityUnfulfilled = item.quantityOrdered - quantityFulfilled;
      item.fulfillment = { quantityFulfilled, quantityUnfulfilled };
    }
    const isAll = order.orderItems.every(
      ({ fulfillment }) => fulfillment.quantityUnfulfilled === 0,
    );
    order.fulfillment = {
      ...order.fulfillment,
      fulfillmentStatus: isAll ? "SHIPPED" : "PARTIALLY_SHIPPED",
    };
    order.lastUpdatedTime = new Date().toISOString();
    accepted.push({ orderId: order.orderId, reference: packageReferenceId, trackingNumber });
    return { status: 204 };
  }

  function answer(operation: string, call: Call): Reply {
    if (operation === "token") {
      return token(call);
    }
    if (!tokens.has(String(call.headers["x-amz-access-token"] ?? ""))) {
      return failure(403, "Unauthorized", "The access token you provided has expired.");
    }
    if (operation === "search") {
      return search(call);
    }
    const order = orders.get(decodeURIComponent(call.url.pathname.split("/")[4] ?? ""));
    if (!order || operation === "unknown") {
      return failure(404, "NotFound", "No such order.");
    }
    return operation === "confirm"
      ? confirm(order, call)
      : { status: 200, body: { order: shown(order, []) } };
  }

  const server = await serveChannel(operationOf, answer);
  return Object.assign(state, server, {
    settings: { marketplaces: "US, CA" },
    secrets: {
      clientId: CLIENT.id,
      clientSecret: CLIENT.secret,
      refreshToken: CLIENT.refreshToken,
    },
    orders,
    accepted,
    searches,
    expireTokens: () => tokens.clear(),
  });
}

function operationOf({ method, url: { pathname } }: Call): string {
  if (method === "POST" && pathname === "/auth/o2/token") {
    return "token";
  }
  if (method === "POST" && /^\/orders\/v0\/orders\/[^/]+\/shipmentConfirmation$/.test(pathname)) {
    return "confirm";
  }
  if (method === "GET" && pathname === "/orders/2026-01-01/orders") {
    return "search";
  }
  return method === "GET" && /^\/orders\/2026-01-01\/orders\/[^/]+$/.test(pathname)
    ? "get"
    : "unknown";
}

function failure(status: number, code: string, message: string): Reply {
  return { status, body: { errors: [{ code, message, details: "" }] } };
}
