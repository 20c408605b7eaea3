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
import type { WayfairAccount } from "./settings";

const SSO = "https://sso.auth.wayfair.com";
const HOSTS = {
  production: "https://api.wayfair.com",
  sandbox: "https://sandbox.api.wayfair.com",
} as const;
/** Wayfair publishes no limits: a limited call is made again after these pauses, then it is the next poll's business. */
const PAUSES_MS = [500, 2000];
const PAUSE_MS_MAX = 5000;

const tokenSchema = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number() });
const answerSchema = z.object({
  data: z.unknown().optional(),
  errors: z.array(z.object({ message: z.string() })).nullish(),
});

/** Wayfair answered, and refuses what was asked. */
export class WayfairRefusal extends Error {
  override readonly name = "WayfairRefusal";
}

/**
 * Asks Wayfair's GraphQL interface; answers its data, checked. A refused token is renewed once. An outage throws
 * `ChannelError`, errors inside the answer throw `WayfairRefusal`. After `until`, in milliseconds, nothing is asked.
 */
export async function askWayfair<T>(
  account: WayfairAccount,
  query: string,
  variables: Readonly<Record<string, unknown>>,
  schema: z.ZodType<T>,
  until?: number,
): Promise<T> {
  const { status, body } = await call(account, JSON.stringify({ query, variables }), until);
  const answer = answerSchema.safeParse(jsonOf(body)).data;
  const [error] = answer?.errors ?? [];
  if (error) {
    throw new WayfairRefusal(`Wayfair says: ${error.message.slice(0, 300)}`);
  }
  const data = schema.safeParse(answer?.data);
  if (status !== 200 || !data.success) {
    throw new ChannelError(`Wayfair's answer can't be read (${status}).`);
  }
  return data.data;
}

async function call(
  account: WayfairAccount,
  body: string,
  until: number | undefined,
): Promise<ChannelAnswer> {
  let refused: string | null = null;
  for (let limited = 0; ; ) {
    const token = await wayfairToken(account, refused);
    checkInTime("Wayfair", until);
    const answer = await callChannel("Wayfair", graphqlUrl(account), {
      method: "POST",
      headers: {
        authorization: `Bearer ${token}`,
        "content-type": "application/json",
        accept: "application/json",
      },
      body,
    });
    const { status } = answer;
    if (status === 401 && refused === null) {
      refused = token;
    } else if (status === 429 && limited < PAUSES_MS.length) {
      await pause(pauseOf(answer, limited));
      limited += 1;
    } else if (status === 401 || status === 403) {
      throw new ChannelError(
        "Wayfair refuses this application's access. Check its permissions in Partner Home.",
      );
    } else if (status === 429) {
      throw new ChannelError(
        "Wayfair limits how often it may be asked. It is asked again by itself in some minutes.",
      );
    } else if (status >= 300 && status < 400) {
      throw new ChannelError("Wayfair answered with a redirect, which is not followed.");
    } else if (status >= 500) {
      throw new ChannelError(`Wayfair has a fault of its own (${status}).`);
    } else {
      return answer;
    }
  }
}

function pauseOf({ headers }: ChannelAnswer, limited: number): number {
  const asked = Number(headers.get("retry-after") ?? "") * 1000;
  return Math.min(asked > 0 ? asked : (PAUSES_MS[limited] ?? PAUSE_MS_MAX), PAUSE_MS_MAX);
}

function graphqlUrl({ environment: place }: WayfairAccount): URL {
  return new URL("/v1/graphql", environment().WAYFAIR_ORIGIN ?? HOSTS[place]);
}

function wayfairToken(account: WayfairAccount, refused: string | null): Promise<string> {
  const { clientId, clientSecret } = account;
  const origin = environment().WAYFAIR_SSO_ORIGIN ?? SSO;
  const audience = `${HOSTS[account.environment]}/`;
  const key = JSON.stringify(["wayfair", origin, audience, clientId, clientSecret]);
  return accessToken(key, () => askForToken(origin, audience, account), refused);
}

async function askForToken(
  origin: string,
  audience: string,
  { clientId, clientSecret }: WayfairAccount,
) {
  const { status, body } = await callChannel("Wayfair's sign-in", new URL("/oauth/token", origin), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      grant_type: "client_credentials",
      client_id: clientId,
      client_secret: clientSecret,
      audience,
    }),
  });
  const parsed = tokenSchema.safeParse(jsonOf(body));
  if (status === 200 && parsed.success) {
    const { access_token, expires_in } = parsed.data;
    return { value: access_token, expiresAt: Date.now() + expires_in * 1000 };
  }
  // Wayfair's own words are left out: they may repeat what was sent.
  throw new ChannelError(
    status === 401 || status === 403
      ? "Wayfair does not know this client id and client secret in this environment. Enter them again."
      : `Wayfair's sign-in gave no access token (${status}).`,
  );
}
