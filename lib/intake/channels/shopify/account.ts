/** Decides how a shop is addressed and how its calls are allowed, by its connection's settings and secrets. */
import { z } from "zod";
import type { OpenConnection } from "@/lib/intake/channels/connector";
import { accept, type Outcome, refuse } from "@/lib/shared/outcome";

/** Only Shopify's own names: anything else would let a setting send our calls, with their token, to any host. */
const SHOP_PATTERN = /^[a-z0-9][a-z0-9-]*\.myshopify\.com$/;

export const SHOPIFY_VERSION = "2026-10";

const text = z.string().trim().min(1);

const accountSchema = z.object({
  settings: z.object({ shop: text.toLowerCase().regex(SHOP_PATTERN) }),
  secrets: z.union([
    z.object({ accessToken: text }),
    z.object({ clientId: text, clientSecret: text }),
  ]),
});

export type ShopifyAccount = {
  readonly shop: string;
  readonly credentials:
    | { readonly kind: "token"; readonly accessToken: string }
    | { readonly kind: "client"; readonly clientId: string; readonly clientSecret: string };
};

/** Refused where the shop's address is none, or neither a token nor an app's credentials are there. */
export function shopifyAccount(
  connection: Pick<OpenConnection, "settings" | "secrets">,
): Outcome<ShopifyAccount, "shop_wrong" | "credentials_missing"> {
  const settings = accountSchema.shape.settings.safeParse(connection.settings);
  if (!settings.success) {
    return refuse("shop_wrong");
  }
  const { clientId = connection.settings.clientId, ...rest } = connection.secrets;
  const secrets = accountSchema.shape.secrets.safeParse({ ...rest, clientId });
  if (!secrets.success) {
    return refuse("credentials_missing");
  }
  const { data } = secrets;
  return accept({
    shop: settings.data.shop,
    credentials:
      "accessToken" in data
        ? { kind: "token", accessToken: data.accessToken }
        : { kind: "client", ...data },
  });
}
