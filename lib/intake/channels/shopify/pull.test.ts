import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Received } from "@/lib/intake/channels/connector";
import { intakeHash } from "@/lib/intake/intake-hash";
import { openedShop } from "@/tests/channels/shopify-connection";
import { webhookBody } from "@/tests/channels/shopify-forms";
import { hasShopifySchema } from "@/tests/channels/shopify-schema";
import { type ShopifyServer, startShopify } from "@/tests/channels/shopify-server";
import { shopify } from "./connector";

const NOW = new Date("2026-06-10T12:00:00Z");
const connection = openedShop();

describe.skipIf(!hasShopifySchema)("the poll of a local Shopify", () => {
  let server: ShopifyServer;

  beforeAll(async () => {
    server = await startShopify();
    process.env.SHOPIFY_ORIGIN = server.origin;
  });
  beforeEach(() => {
    server.shop.orders.length = 0;
    server.setBucket(2000, 1000);
  });
  afterAll(async () => {
    delete process.env.SHOPIFY_ORIGIN;
    expect(server.invalid).toEqual([]);
    await server.stop();
  });

  async function poll(cursor: Readonly<Record<string, unknown>> | null = null) {
    const received: Received[] = [];
    let pages = 0;
    let next = cursor;
    for (let more = true; more; pages += 1) {
      const pulled = await shopify.pull(connection, next, NOW);
      received.push(...pulled.received);
      next = pulled.cursor;
      more = pulled.more;
    }
    return { received, cursor: next, pages };
  }

  const at = (minute: number) => new Date(Date.UTC(2026, 5, 10, 8, minute)).toISOString();

  test("brings every order once, over pages whose size follows the cost", async () => {
    for (let index = 0; index < 57; index += 1) {
      server.shop.add({ lines: [{ sku: "A", quantity: 1 }], createdAt: at(index % 60) });
    }
    const { received, pages } = await poll();
    expect(new Set(received.map(({ deliveryId }) => deliveryId)).size).toBe(57);
    expect(pages).toBeGreaterThan(2);
  });

  test("goes on where it was, with an overlap that brings the same deliveries", async () => {
    server.shop.add({ lines: [{ sku: "A", quantity: 1 }], createdAt: at(0) });
    const last = server.shop.add({ lines: [{ sku: "A", quantity: 1 }], createdAt: at(20) });
    const first = await poll();
    const news = server.shop.add({ lines: [{ sku: "A", quantity: 1 }], createdAt: at(30) });
    const second = await poll(first.cursor);
    const names = second.received.map(({ body }) => JSON.parse(body).name);
    expect(names).toEqual([last.name, news.name]);
    expect(second.received[0]?.deliveryId).toBe(first.received[1]?.deliveryId);
  });

  test("an order that changed is another delivery of it", async () => {
    const order = server.shop.add({ lines: [{ sku: "A", quantity: 1 }], createdAt: at(0) });
    const first = await poll();
    server.shop.touch(order, at(5));
    const second = await poll(first.cursor);
    expect(second.received[0]?.deliveryId).not.toBe(first.received[0]?.deliveryId);
  });

  test("a page that costs too much is asked for in smaller ones", async () => {
    for (let index = 0; index < 40; index += 1) {
      server.shop.add({ lines: [{ sku: "A", quantity: 1 }], createdAt: at(index) });
    }
    const cursor = { since: at(0), after: null, query: null, seen: null, pageSize: 50 };
    expect((await poll(cursor)).received).toHaveLength(40);
  });

  test("an order of more than fifty lines comes whole", async () => {
    const lines = Array.from({ length: 180 }, (_, index) => ({ sku: `S-${index}`, quantity: 1 }));
    server.shop.add({ lines, createdAt: at(0) });
    const [received] = (await poll()).received;
    const read = received && shopify.read(received, connection);
    expect(read?.ok && read.value.input.lines.map(({ sku }) => sku)).toEqual(
      lines.map(({ sku }) => sku),
    );
  });

  test("an order is read as its webhook is read, so that a poll after a webhook is the same", async () => {
    const order = server.shop.add({
      lines: [
        { sku: "A", quantity: 3 },
        { sku: "B", quantity: 2 },
        { sku: "C", quantity: 1 },
      ],
      createdAt: at(0),
    });
    const [, second] = order.lines;
    if (second) {
      second.currentQuantity = 1;
      second.discount = "3.98";
    }
    order.note = "Ring twice";
    const [part] = order.fulfilmentOrders;
    server.shop.fulfil({
      lineItemsByFulfillmentOrder: [
        {
          fulfillmentOrderId: part?.id ?? "",
          fulfillmentOrderLineItems: [{ id: part?.lines[0]?.id ?? "", quantity: 2 }],
        },
      ],
    });
    server.shop.touch(order, at(9));
    const body = JSON.stringify(webhookBody(order));
    const pushed = shopify.read({ topic: "orders/updated", body }, connection);
    const [received] = (await poll()).received;
    const pulled = received && shopify.read(received, connection);
    if (!pushed.ok || !pulled?.ok) {
      throw new Error("An order could not be read.");
    }
    expect(pushed.value).toMatchObject({
      input: { externalId: order.name, lines: [{ sku: "A" }, { sku: "B", quantity: 1000 }, {}] },
      shippedByChannel: [2000, 0, 0],
    });
    expect(pulled.value).toEqual(pushed.value);
    expect(intakeHash(pulled.value.input)).toBe(intakeHash(pushed.value.input));
  });

  test("what is no order is unreadable", () => {
    for (const body of ["", "{}", "[1]"]) {
      const read = shopify.read({ topic: "poll", body }, connection);
      expect(read).toMatchObject({ ok: false, refusal: { code: "unreadable" } });
    }
  });

  test("a check names the shop, or says why it can't be reached", async () => {
    const found = await shopify.check(connection);
    expect(found).toMatchObject({
      ok: true,
      value: { account: "Local shop (local.myshopify.com)" },
    });
    const wrong = { ...connection, secrets: { accessToken: "shpat_wrong" } };
    expect(await shopify.check(wrong)).toMatchObject({
      ok: false,
      refusal: { code: "channel_refused", data: { message: expect.any(String) } },
    });
  });
});
