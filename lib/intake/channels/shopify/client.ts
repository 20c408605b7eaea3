import "server-only";
import { z } from "zod";
import type { OpenConnection } from "@/lib/intake/channels/connector";
import {
  type ChannelAnswer,
  ChannelError,
  callChannel,
  jsonOf,
  pause,
} from "@/lib/intake/channels/http";
import { SHOPIFY_VERSION, type ShopifyAccount, shopifyAccount } from "./account";
import { ShopifyDenied, ShopifyTooCostly } from "./errors";
import { originOf, tokenOf } from "./token";

/** How long the calls of one piece of work may take in all, waits included. */
const WORK_MS = 60_000;
/** A wait longer than this is left to the next run. */
const WAIT_MS_MAX = 15_000;
const WAIT_MS_UNKNOWN = 1_000;
const TRIES_MAX = 8;

type ThrottleStatus = {
  readonly maximumAvailable: number;
  readonly currentlyAvailable: number;
  readonly restoreRate: number;
};

export type ShopifyReply<T> = {
  readonly data: T;
  /** What the call cost and what is left; null where Shopify does not say. */
  readonly cost: { readonly requested: number; readonly throttle: ThrottleStatus } | null;
};

export type ShopifyClient = {
  readonly query: <T>(
    schema: z.ZodType<T>,
    document: string,
    variables: Readonly<Record<string, unknown>>,
  ) => Promise<ShopifyReply<T>>;
  /** The same for what changes something; it is sent once and never again after a fault. */
  readonly mutate: ShopifyClient["query"];
};

/** A client of one shop for one piece of work: a page of orders, one shipment. Throws ChannelErrors without secrets. */
export function shopifyClient(connection: Pick<OpenConnection, "settings" | "secrets">) {
  const account = shopifyAccount(connection);
  if (!account.ok) {
    throw new ShopifyDenied(
      account.refusal.code === "shop_wrong"
        ? "The shop's address must look like example.myshopify.com."
        : "The connection has no access token and no app credentials.",
    );
  }
  const left = timeLeft();
  const call =
    (isMutation: boolean): ShopifyClient["query"] =>
    async (schema, document, variables) => {
      const reply = await patiently(account.value, left, isMutation, {
        query: document,
        variables,
      });
      return { ...reply, data: schema.parse(reply.data) };
    };
  return { query: call(false), mutate: call(true) } satisfies ShopifyClient;
}

/** Milliseconds that the work still has, by whichever clock ran on while the process or its machine stood still. */
function timeLeft(): () => number {
  const [steady, wall] = [performance.now(), Date.now()];
  return () => WORK_MS - Math.max(performance.now() - steady, Date.now() - wall);
}

type Body = { readonly query: string; readonly variables: Readonly<Record<string, unknown>> };

const replySchema = z.object({
  data: z.unknown().optional(),
  errors: z
    .array(
      z.object({
        message: z.string(),
        extensions: z.object({ code: z.string().optional() }).optional(),
      }),
    )
    .optional(),
  extensions: z
    .object({
      cost: z
        .object({
          requestedQueryCost: z.number(),
          throttleStatus: z.object({
            maximumAvailable: z.number(),
            currentlyAvailable: z.number(),
            restoreRate: z.number().positive(),
          }),
        })
        .optional(),
    })
    .optional(),
});

type Reply = z.output<typeof replySchema>;

/** Asks until Shopify has room. What it throttled it has not done, so that a mutation may be sent again then, and only then. */
async function patiently(
  account: ShopifyAccount,
  timeLeft: () => number,
  isMutation: boolean,
  body: Body,
): Promise<ShopifyReply<unknown>> {
  let refused: string | null = null;
  for (let attempt = 1; attempt <= TRIES_MAX; attempt += 1) {
    const token = await tokenOf(account, refused);
    const left = timeLeft();
    if (left <= 0) {
      throw new ChannelError("No time was left to ask Shopify.");
    }
    const answer = await callChannel(
      "Shopify",
      new URL(`/admin/api/${SHOPIFY_VERSION}/graphql.json`, originOf(account)),
      {
        method: "POST",
        headers: { "content-type": "application/json", "x-shopify-access-token": token },
        body: JSON.stringify(body),
      },
      Math.min(left, 20_000),
    );
    if (answer.status === 401 && account.credentials.kind === "client" && refused === null) {
      refused = token;
      continue;
    }
    const reply = readReply(answer);
    if (reply !== null && !isThrottled(reply)) {
      return settled(reply);
    }
    // A gateway's 503 may come after the work was done: only a query is safe to repeat.
    if (answer.status === 503 && isMutation) {
      throw new ChannelError("Shopify was not available.");
    }
    const wait = waitOf(answer, reply);
    if (wait > WAIT_MS_MAX || wait > timeLeft()) {
      break;
    }
    await pause(wait);
  }
  throw new ChannelError("Shopify is busy and takes no more calls for now.");
}

/** Null where Shopify asks for patience by HTTP; throws where the answer is none. */
function readReply(answer: ChannelAnswer): Reply | null {
  if (answer.status === 429 || answer.status === 503) {
    return null;
  }
  if (answer.status === 401) {
    throw new ShopifyDenied("Shopify does not accept the access token.");
  }
  if (answer.status === 403) {
    throw new ShopifyDenied("Shopify does not allow this app what is asked of it.");
  }
  const reply = replySchema.safeParse(jsonOf(answer.body));
  if (answer.status !== 200 || !reply.success) {
    throw new ChannelError(`Shopify answered with HTTP ${answer.status} and no result.`);
  }
  return reply.data;
}

const isThrottled = (reply: Reply): boolean =>
  reply.errors?.some((error) => error.extensions?.code === "THROTTLED") ?? false;

const ERRORS = new Map([
  ["ACCESS_DENIED", ShopifyDenied],
  ["MAX_COST_EXCEEDED", ShopifyTooCostly],
]);

function settled(reply: Reply): ShopifyReply<unknown> {
  const [error] = reply.errors ?? [];
  if (error) {
    const Kind = ERRORS.get(error.extensions?.code ?? "") ?? ChannelError;
    throw new Kind(`Shopify refused the question: ${error.message}`);
  }
  const cost = reply.extensions?.cost;
  return {
    data: reply.data,
    cost: cost ? { requested: cost.requestedQueryCost, throttle: cost.throttleStatus } : null,
  };
}

/** Milliseconds until the bucket holds what the call costs. */
function waitOf(answer: ChannelAnswer, reply: Reply | null): number {
  const cost = reply?.extensions?.cost;
  if (cost) {
    const { currentlyAvailable, restoreRate } = cost.throttleStatus;
    return Math.max(50, ((cost.requestedQueryCost - currentlyAvailable) / restoreRate) * 1000);
  }
  const after = Number(answer.headers.get("retry-after"));
  return after > 0 ? after * 1000 : WAIT_MS_UNKNOWN;
}
