/** Decides whether a call is Shopify's own, for this shop, and which delivery it is. */
import { createHmac, timingSafeEqual } from "node:crypto";
import type { OpenConnection, Received } from "@/lib/intake/channels/connector";
import { accept, type Outcome, refuse } from "@/lib/shared/outcome";

/** Topics that carry an order; all others are recorded and left alone. */
const ORDER_TOPICS: readonly string[] = ["orders/create", "orders/updated", "orders/cancelled"];

export function isOrderTopic(topic: string): boolean {
  return ORDER_TOPICS.includes(topic);
}

/**
 * Checks the signature, base64 of HMAC-SHA-256 over the raw body, against the connection's secret and,
 * while one is being replaced, the one before it. A call for another shop is as good as unsigned.
 */
export function receiveWebhook(
  connection: Pick<OpenConnection, "settings" | "secrets">,
  headers: Headers,
  body: Uint8Array,
): Outcome<Received, "bad_signature" | "unreadable"> {
  // An app's webhooks are signed with its client secret; a shop's own ones with theirs.
  const { clientSecret, webhookSecret = clientSecret, webhookSecretBefore } = connection.secrets;
  const given = headers.get("x-shopify-hmac-sha256") ?? "";
  const shop = headers.get("x-shopify-shop-domain")?.toLowerCase();
  const isSigned = [webhookSecret, webhookSecretBefore]
    // Both are always computed, so that the time tells nothing about which one fits.
    .map((secret) => typeof secret === "string" && secret !== "" && signs(secret, body, given))
    .includes(true);
  if (!isSigned || shop !== String(connection.settings.shop).toLowerCase()) {
    return refuse("bad_signature");
  }
  const topic = headers.get("x-shopify-topic");
  if (!topic) {
    return refuse("unreadable");
  }
  return accept({
    deliveryId: headers.get("x-shopify-webhook-id"),
    topic: topic.toLowerCase(),
    body: new TextDecoder().decode(body),
  });
}

function signs(secret: string, body: Uint8Array, given: string): boolean {
  const expected = createHmac("sha256", secret).update(body).digest();
  const actual = Buffer.from(given, "base64");
  return actual.length === expected.length && timingSafeEqual(actual, expected);
}
