import "server-only";
import { createHash } from "node:crypto";
import { z } from "zod";
import { accessToken } from "@/lib/intake/channels/access-token";
import { ChannelError, callChannel, jsonOf } from "@/lib/intake/channels/http";
import { environment } from "@/lib/shared/env";
import type { ShopifyAccount } from "./account";
import { ShopifyDenied } from "./errors";

/** A token that does not say how long it lives is asked for again after a day, as the documentation says. */
const TOKEN_SECONDS = 24 * 60 * 60;

/** Where a shop is reached: itself, or in tests the local one. */
export function originOf({ shop }: ShopifyAccount): string {
  return environment().SHOPIFY_ORIGIN ?? `https://${shop}`;
}

/** The token to call with; `refused` is one that Shopify took no more. */
export async function tokenOf(account: ShopifyAccount, refused: string | null): Promise<string> {
  const { credentials } = account;
  if (credentials.kind === "token") {
    return credentials.accessToken;
  }
  const { clientId, clientSecret } = credentials;
  const key = createHash("sha256")
    .update(JSON.stringify([originOf(account), account.shop, clientId, clientSecret]))
    .digest("hex");
  return accessToken(key, () => askForToken(account, { clientId, clientSecret }), refused);
}

const tokenSchema = z.object({
  access_token: z.string().min(1),
  expires_in: z.number().positive().default(TOKEN_SECONDS),
});

async function askForToken(
  account: ShopifyAccount,
  { clientId, clientSecret }: { clientId: string; clientSecret: string },
) {
  const answer = await callChannel(
    "Shopify",
    new URL("/admin/oauth/access_token", originOf(account)),
    {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify({
        client_id: clientId,
        client_secret: clientSecret,
        grant_type: "client_credentials",
      }),
    },
  );
  const token = tokenSchema.safeParse(jsonOf(answer.body));
  if (answer.status >= 400 && answer.status < 500 && answer.status !== 429) {
    throw new ShopifyDenied("Shopify does not accept the client id and secret.");
  }
  if (answer.status !== 200 || !token.success) {
    throw new ChannelError(`Shopify gave no access token (HTTP ${answer.status}).`);
  }
  return {
    value: token.data.access_token,
    expiresAt: Date.now() + token.data.expires_in * 1000,
  };
}
