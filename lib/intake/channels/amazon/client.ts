import "server-only";
import { z } from "zod";
import { accessToken } from "@/lib/intake/channels/access-token";
import {
  type ChannelAnswer,
  ChannelError,
  callChannel,
  checkInTime,
  jsonOf,
  pause,
} from "@/lib/intake/channels/http";
import { environment } from "@/lib/shared/env";
import type { AmazonAccount } from "./settings";

const LWA = "https://api.amazon.com";
const USER_AGENT = "Orderflow/1.0 (Language=TypeScript)";
/** A limit that lifts within this time is waited for; a longer one is the next poll's business. */
const PAUSE_MS_MAX = 4000;
const TRIES = 3;

const tokenSchema = z.object({ access_token: z.string().min(1), expires_in: z.number() });
const errorsSchema = z.object({
  errors: z.array(
    z.object({ code: z.string(), message: z.string(), details: z.string().optional() }),
  ),
});

export type AmazonRequest = {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Not asked for any more after this instant, in milliseconds. */
  readonly until?: number;
};

/**
 * Asks the Selling Partner API. A refused token is renewed once; a short limit is waited for. Answers of 2xx and 4xx
 * are the caller's; an outage, a long limit or a refused sign-in throws.
 */
export async function callAmazon(
  account: AmazonAccount,
  request: AmazonRequest,
): Promise<ChannelAnswer> {
  let refused: string | null = null;
  for (let attempt = 1; ; attempt += 1) {
    const token = await amazonToken(account, refused);
    const answer = await send(account, request, token);
    const { status } = answer;
    if ((status === 401 || status === 403) && refused === null) {
      refused = token;
    } else if (status === 429 && attempt < TRIES) {
      await waitForLimit(answer, attempt);
    } else if (status === 401) {
      throw new ChannelError(
        "Amazon refuses this account's access. Authorise the app again and enter its new refresh token.",
      );
    } else if (status === 429) {
      throw limitError();
    } else if (status >= 300 && status < 400) {
      throw new ChannelError("Amazon answered with a redirect, which is not followed.");
    } else if (status >= 500) {
      throw new ChannelError(`Amazon has a fault of its own (${status}).`);
    } else {
      return answer;
    }
  }
}

function send(
  account: AmazonAccount,
  { method, path, query = {}, body, until }: AmazonRequest,
  token: string,
): Promise<ChannelAnswer> {
  checkInTime("Amazon", until);
  const origin =
    environment().SPAPI_ORIGIN ?? `https://sellingpartnerapi-${account.region}.amazon.com`;
  const url = new URL(path, origin);
  url.search = new URLSearchParams(query).toString();
  return callChannel("Amazon", url, {
    method,
    headers: {
      "x-amz-access-token": token,
      "x-amz-date": new Date().toISOString().replace(/[-:]|\.\d+/g, ""),
      "user-agent": USER_AGENT,
      accept: "application/json",
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

function amazonToken(account: AmazonAccount, refused: string | null): Promise<string> {
  const { clientId, clientSecret, refreshToken } = account;
  const origin = environment().LWA_ORIGIN ?? LWA;
  const key = JSON.stringify(["amazon", origin, clientId, clientSecret, refreshToken]);
  return accessToken(key, () => askForToken(origin, account), refused);
}

async function askForToken(origin: string, account: AmazonAccount) {
  const answer = await callChannel("Amazon's sign-in", new URL("/auth/o2/token", origin), {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded", "user-agent": USER_AGENT },
    body: new URLSearchParams({
      grant_type: "refresh_token",
      refresh_token: account.refreshToken,
      client_id: account.clientId,
      client_secret: account.clientSecret,
    }).toString(),
  });
  const parsed = tokenSchema.safeParse(jsonOf(answer.body));
  if (answer.status === 200 && parsed.success) {
    const { access_token, expires_in } = parsed.data;
    return { value: access_token, expiresAt: Date.now() + expires_in * 1000 };
  }
  throw new ChannelError(signInProblem(answer));
}

/** The answer's own description is left out: it may repeat what was sent. */
function signInProblem({ status, body }: ChannelAnswer): string {
  const { data } = z.object({ error: z.string() }).safeParse(jsonOf(body));
  if (data?.error === "invalid_client") {
    return "Amazon does not know this LWA client id and client secret. Enter them again.";
  }
  if (data?.error === "invalid_grant") {
    return "Amazon refuses the refresh token. Authorise the app again and enter the new one.";
  }
  return status === 429
    ? limitError().message
    : `Amazon's sign-in gave no access token (${status}).`;
}

/** Amazon tells calls a second: a twentieth means one call in twenty seconds, too long to wait inside a request. */
async function waitForLimit({ headers }: ChannelAnswer, attempt: number): Promise<void> {
  const rate = Number(headers.get("x-amzn-ratelimit-limit") ?? "");
  const ms = rate > 0 ? 1000 / rate : 500 * 2 ** attempt;
  if (ms > PAUSE_MS_MAX) {
    throw limitError();
  }
  await pause(ms);
}

function limitError(): ChannelError {
  return new ChannelError(
    "Amazon limits how often it may be asked. It is asked again by itself in some minutes.",
  );
}

/** What Amazon says is wrong with a request, as one sentence. */
export function amazonProblem({ status, body }: ChannelAnswer): string {
  const { data } = errorsSchema.safeParse(jsonOf(body));
  const [first] = data?.errors ?? [];
  return first
    ? `Amazon says: ${first.message.slice(0, 300)}`
    : `Amazon refused without a reason (${status}).`;
}
