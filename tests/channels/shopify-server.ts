/** Shopify's Admin API of 2026-10 on this machine: its schema, its tokens, its cost bucket, and its bad days. */
import { createHmac, randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { type DocumentNode, execute, Kind, parse, type SelectionSetNode, validate } from "graphql";
import { rootOf, webhookBody } from "./shopify-forms";
import { shopifySchema } from "./shopify-schema";
import { Shop, type ShopOrder } from "./shopify-shop";

export const SHOP = "local.myshopify.com";
export const CLIENT = { clientId: "client-1", clientSecret: "secret-of-the-app" };
export const STATIC_TOKEN = "shpat_static";
export const WEBHOOK_SECRET = "secret-of-the-webhooks";

/** What may go wrong with a call whose document names `field`. */
type Fault =
  | { readonly kind: "drop_reply" | "refuse_429" | "refuse_503" | "throttle" | "reject" }
  | { readonly kind: "slow"; readonly ms: number };

export type ShopifyServer = {
  readonly origin: string;
  readonly shop: Shop;
  /** The root fields that were asked for and executed, in order. */
  readonly executed: string[];
  /** Documents that Shopify's schema does not allow; a test expects none. */
  readonly invalid: string[];
  readonly tokensIssued: () => number;
  readonly expireTokens: () => void;
  /** The next calls of a root field go wrong. */
  readonly failNext: (field: string, ...faults: readonly Fault[]) => void;
  /** Every call is hit with this chance: decided before it is executed. */
  readonly failAtRandom: (choose: ((field: string) => Fault | null) | null) => void;
  /** Is called when a call has been executed and its reply is not yet sent. */
  readonly onExecuted: (tell: ((field: string) => void) | null) => void;
  readonly setBucket: (available: number, restoreRate: number) => void;
  readonly sendWebhook: (url: string, topic: string, order: ShopOrder) => Promise<Response>;
  readonly stop: () => Promise<void>;
};

const BUCKET_MAX = 2_000;
const QUERY_MAX = 1_000;

export async function startShopify(): Promise<ShopifyServer> {
  const shop = new Shop();
  const executed: string[] = [];
  const invalid: string[] = [];
  const faults = new Map<string, Fault[]>();
  const tokens = new Map<string, number>();
  let issued = 0;
  let chooseFault: ((field: string) => Fault | null) | null = null;
  let tellExecuted: ((field: string) => void) | null = null;
  let bucket = { available: BUCKET_MAX, restoreRate: 100, at: Date.now() };

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<unknown> {
    const body = await textOf(request);
    if (request.url === "/admin/oauth/access_token") {
      return oauth(body, response);
    }
    if (request.url !== "/admin/api/2026-10/graphql.json" || request.method !== "POST") {
      return json(response, 404, { errors: "Not Found" });
    }
    const token = String(request.headers["x-shopify-access-token"] ?? "");
    if (token !== STATIC_TOKEN && (tokens.get(token) ?? 0) < Date.now()) {
      return json(response, 401, { errors: "[API] Invalid API key or access token" });
    }
    return graphql(JSON.parse(body), response);
  }

  function oauth(body: string, response: ServerResponse): unknown {
    const given = JSON.parse(body);
    const fits =
      given.grant_type === "client_credentials" &&
      given.client_id === CLIENT.clientId &&
      given.client_secret === CLIENT.clientSecret;
    if (!fits) {
      return json(response, 400, { error: "invalid_client" });
    }
    issued += 1;
    const token = `shpca_${randomBytes(8).toString("hex")}`;
    tokens.set(token, Date.now() + 86_399_000);
    return json(response, 200, { access_token: token, scope: "read_orders", expires_in: 86_399 });
  }

  async function graphql(
    { query, variables }: { query: string; variables: Record<string, unknown> },
    response: ServerResponse,
  ): Promise<unknown> {
    const document = parse(query);
    const errors = validate(shopifySchema(), document);
    if (errors.length > 0) {
      invalid.push(...errors.map(({ message }) => message));
      return json(response, 200, { errors: errors.map(({ message }) => ({ message })) });
    }
    const field = rootField(document);
    const fault = faults.get(field)?.shift() ?? chooseFault?.(field) ?? null;
    if (fault?.kind === "slow") {
      await wait(fault.ms);
    }
    if (fault?.kind === "refuse_429" || fault?.kind === "refuse_503") {
      response.setHeader("retry-after", "0.05");
      return json(response, Number(fault.kind.slice(-3)), { errors: "Try again" });
    }
    const requested = costOf(document, variables);
    const now = Date.now();
    const restored = bucket.available + ((now - bucket.at) / 1000) * bucket.restoreRate;
    bucket = { ...bucket, available: Math.min(BUCKET_MAX, restored), at: now };
    const isThrottled = fault?.kind === "throttle" || requested > bucket.available;
    const cost = {
      requestedQueryCost: requested,
      actualQueryCost: isThrottled ? null : requested,
      throttleStatus: {
        maximumAvailable: BUCKET_MAX,
        currentlyAvailable: Math.floor(bucket.available),
        restoreRate: bucket.restoreRate,
      },
    };
    if (requested > QUERY_MAX) {
      const message = `Query cost is ${requested}, which exceeds the single query max cost limit`;
      const extensions = { code: "MAX_COST_EXCEEDED" };
      return json(response, 200, { errors: [{ message, extensions }], extensions: { cost } });
    }
    if (isThrottled) {
      const error = { message: "Throttled", extensions: { code: "THROTTLED" } };
      return json(response, 200, { errors: [error], extensions: { cost } });
    }
    bucket.available -= requested;
    executed.push(field);
    if (fault?.kind === "reject") {
      const userErrors = [{ field: ["fulfillment"], message: "The order is being edited." }];
      return json(response, 200, { data: { [field]: { fulfillment: null, userErrors } } });
    }
    const result = await execute({
      schema: shopifySchema(),
      document,
      rootValue: rootOf(shop),
      variableValues: variables,
    });
    tellExecuted?.(field);
    if (fault?.kind === "drop_reply") {
      return response.destroy();
    }
    return json(response, 200, { ...result, extensions: { cost } });
  }

  return {
    origin: `http://127.0.0.1:${port}`,
    shop,
    executed,
    invalid,
    tokensIssued: () => issued,
    expireTokens: () => tokens.clear(),
    failNext: (field, ...next) => {
      faults.set(field, [...(faults.get(field) ?? []), ...next]);
    },
    failAtRandom: (choose) => {
      chooseFault = choose;
    },
    onExecuted: (tell) => {
      tellExecuted = tell;
    },
    setBucket: (available, restoreRate) => {
      bucket = { available, restoreRate, at: Date.now() };
    },
    sendWebhook: (url, topic, order) => {
      const body = JSON.stringify(webhookBody(order));
      const signature = createHmac("sha256", WEBHOOK_SECRET).update(body).digest("base64");
      return fetch(url, { method: "POST", headers: webhookHeaders(topic, signature), body });
    },
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function webhookHeaders(topic: string, signature: string) {
  return {
    "content-type": "application/json",
    "x-shopify-topic": topic,
    "x-shopify-hmac-sha256": signature,
    "x-shopify-shop-domain": SHOP,
    "x-shopify-api-version": "2026-10",
    "x-shopify-webhook-id": randomBytes(16).toString("hex"),
    "x-shopify-triggered-at": new Date().toISOString(),
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request) {
    text += chunk;
  }
  return text;
}

function json(response: ServerResponse, status: number, body: unknown): unknown {
  response.writeHead(status, { "content-type": "application/json" });
  return response.end(JSON.stringify(body));
}

function rootField(document: DocumentNode): string {
  for (const definition of document.definitions) {
    const [selection] =
      definition.kind === Kind.OPERATION_DEFINITION ? definition.selectionSet.selections : [];
    if (selection?.kind === Kind.FIELD) {
      return selection.name.value;
    }
  }
  return "";
}

/** Shopify's rule: a scalar is free, an object is 1 point, a list costs its objects, a mutation 10. */
function costOf(document: DocumentNode, variables: Record<string, unknown>): number {
  const inside = (set: SelectionSetNode | undefined, times: number): number =>
    (set?.selections ?? []).reduce((sum, selection) => {
      if (selection.kind !== Kind.FIELD || !selection.selectionSet) {
        return sum;
      }
      const first = selection.arguments?.find(({ name }) => name.value === "first")?.value;
      const count =
        first?.kind === Kind.INT
          ? Number(first.value)
          : first?.kind === Kind.VARIABLE
            ? Number(variables[first.name.value])
            : 1;
      const isFree = ["nodes", "pageInfo"].includes(selection.name.value);
      const own = isFree ? 0 : times * count;
      return sum + own + inside(selection.selectionSet, times * (isFree ? 1 : count));
    }, 0);
  return document.definitions.reduce((sum, definition) => {
    if (definition.kind !== Kind.OPERATION_DEFINITION) {
      return sum;
    }
    const base = definition.operation === "mutation" ? 10 : 0;
    return sum + base + inside(definition.selectionSet, 1);
  }, 0);
}
