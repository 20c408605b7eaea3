import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { openedShop } from "@/tests/channels/shopify-connection";
import { hasShopifySchema } from "@/tests/channels/shopify-schema";
import {
  CLIENT,
  type ShopifyServer,
  STATIC_TOKEN,
  startShopify,
} from "@/tests/channels/shopify-server";
import { shopifyClient } from "./client";

const SHOP = "query { shop { name } }";
const shop = z.object({ shop: z.object({ name: z.string() }) });

test.each([
  "example.com",
  "a.myshopify.com.evil.example",
  "a.myshopify.com/..",
  "-a.myshopify.com",
  "",
])("the shop %s is refused before any call", (address) => {
  const connection = { ...openedShop(), settings: { shop: address } };
  expect(() => shopifyClient(connection)).toThrow("must look like example.myshopify.com");
});

test("a connection without credentials is refused before any call", () => {
  expect(() => shopifyClient({ ...openedShop(), secrets: {} })).toThrow("no access token");
});

describe.skipIf(!hasShopifySchema)("against a local Shopify", () => {
  let server: ShopifyServer;

  beforeAll(async () => {
    server = await startShopify();
    process.env.SHOPIFY_ORIGIN = server.origin;
  });
  afterAll(async () => {
    delete process.env.SHOPIFY_ORIGIN;
    await server.stop();
  });
  afterEach(() => server.setBucket(2000, 100));

  const ask = (credentials: "token" | "client" = "token") =>
    shopifyClient(openedShop(credentials)).query(shop, SHOP, {});

  test("a lasting token asks and learns the cost", async () => {
    const { data, cost } = await ask();
    expect(data.shop.name).toBe("Local shop");
    expect(cost?.requested).toBe(1);
  });

  test("an app's credentials are changed for a token once, however many ask at once", async () => {
    const before = server.tokensIssued();
    await Promise.all([ask("client"), ask("client"), ask("client")]);
    await ask("client");
    expect(server.tokensIssued() - before).toBe(1);
  });

  test("a token that ended early is replaced by one new one", async () => {
    await ask("client");
    const before = server.tokensIssued();
    server.expireTokens();
    await Promise.all([ask("client"), ask("client")]);
    expect(server.tokensIssued() - before).toBeLessThanOrEqual(2);
    expect((await ask("client")).data.shop.name).toBe("Local shop");
  });

  test("a throttled call waits for the bucket and then succeeds", async () => {
    server.setBucket(0, 4);
    const since = performance.now();
    await ask();
    expect(performance.now() - since).toBeGreaterThan(200);
  });

  test.each(["throttle", "refuse_429", "refuse_503"] as const)("%s is waited out", async (kind) => {
    server.failNext("shop", { kind }, { kind });
    expect((await ask()).data.shop.name).toBe("Local shop");
  });

  test("a lost reply fails in a sentence, and no error holds a token", async () => {
    server.failNext("shop", { kind: "drop_reply" });
    const error = await ask().catch((one: unknown) => one);
    expect(String(error)).toContain("Shopify");
    const wrong = { ...openedShop(), secrets: { accessToken: "shpat_wrong_one" } };
    const denied = await shopifyClient(wrong)
      .query(shop, SHOP, {})
      .catch((one: unknown) => one);
    expect(String(denied)).toBe("ChannelError: Shopify does not accept the access token.");
    const badSecret = { ...openedShop(), secrets: { ...CLIENT, clientSecret: "wrong-secret" } };
    const refused = await shopifyClient(badSecret)
      .query(shop, SHOP, {})
      .catch((one: unknown) => one);
    for (const text of [error, denied, refused].map((one) => JSON.stringify(one) + String(one))) {
      expect(text).not.toMatch(new RegExp(`${STATIC_TOKEN}|wrong_one|wrong-secret`));
    }
  });

  test("a mutation is not sent again after a 503, for the work may be done", async () => {
    server.failNext("fulfillmentCreate", { kind: "refuse_503" }, { kind: "refuse_503" });
    const document = `mutation($f: FulfillmentInput!) { fulfillmentCreate(fulfillment: $f) { userErrors { message } } }`;
    const error = await shopifyClient(openedShop())
      .mutate(z.unknown(), document, { f: { lineItemsByFulfillmentOrder: [] } })
      .catch((one: unknown) => one);
    expect(String(error)).toContain("not available");
    expect(server.executed).not.toContain("fulfillmentCreate");
  });
});
