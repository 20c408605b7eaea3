import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { drainOutbox } from "@/lib/background/drain";
import { printDocuments } from "@/lib/documents/commands";
import { guardedChannelRoute } from "@/lib/intake/channel-door";
import { listConnections } from "@/lib/intake/connection-queries";
import { drainDeliveries } from "@/lib/intake/drain-deliveries";
import { runPolls } from "@/lib/intake/polls";
import { newId } from "@/lib/shared/ids";
import type { Context } from "@/lib/workspaces/context";
import { postgresDatabase, type TestDatabase } from "../database";
import { makeProduct, makeWorkspace } from "../factories";
import { serveRoute } from "../route-server";
import { connectShop } from "./shopify-connection";
import { hasShopifySchema } from "./shopify-schema";
import { type ShopifyServer, startShopify } from "./shopify-server";
import type { ShopOrder } from "./shopify-shop";

describe.skipIf(!hasShopifySchema)("an order of a local Shopify", () => {
  let database: TestDatabase;
  let shopify: ShopifyServer;
  let door: Awaited<ReturnType<typeof serveRoute>>;
  let ctx: Context;
  let address: string;

  beforeAll(async () => {
    process.env.AUTH_SECRET ??= "a-secret-for-tests-of-more-than-32-characters";
    shopify = await startShopify();
    process.env.SHOPIFY_ORIGIN = shopify.origin;
    database = await postgresDatabase();
    ctx = await makeWorkspace(database.db, { now: new Date() });
    await makeProduct(ctx, "CHAIR", { onHand: 50_000 });
    const connectionId = await connectShop(ctx);
    const route = guardedChannelRoute(() => undefined);
    door = await serveRoute((request) =>
      route(request, { params: Promise.resolve({ connection: connectionId }) }),
    );
    address = door.address;
  });
  afterAll(async () => {
    delete process.env.SHOPIFY_ORIGIN;
    await database.invariants();
    expect(shopify.invalid).toEqual([]);
    await door.close();
    await shopify.stop();
    await database.close();
  });

  async function push(topic: string, order: ShopOrder) {
    expect((await shopify.sendWebhook(address, topic, order)).status).toBe(200);
    await drainDeliveries();
  }
  async function poll() {
    await database.db.execute(sql`update connections set next_poll_at = now()`);
    expect(await runPolls()).toBe(1);
    await drainDeliveries();
  }
  async function ledger(order: ShopOrder) {
    const { rows } = await database.db.execute<{ topic: string; fate: string }>(
      sql`select topic, fate from deliveries where external_id = ${order.name} order by id`,
    );
    return rows.map(({ topic, fate }) => `${topic} ${fate}`);
  }
  async function orderOf({ name }: ShopOrder) {
    const { rows } = await database.db.execute<Record<string, unknown>>(sql`
      select number, tab, archive_reason, shipment_status, attention,
        (select count(*)::int from shipments s where s.order_id = o.id) as shipments
      from orders o where external_id = ${name}`);
    expect(rows).toHaveLength(1);
    return rows[0] ?? {};
  }

  const now = () => new Date().toISOString();

  test("comes by webhook, is shipped, told once, and hears of its own shipping without a change", async () => {
    const order = shopify.shop.add({ lines: [{ sku: "CHAIR", quantity: 2 }], createdAt: now() });
    await push("orders/create", order);
    await poll();
    expect(await ledger(order)).toEqual(["orders/create kept", "poll same"]);
    const { number } = await orderOf(order);
    await printDocuments(ctx, {
      kinds: ["label"],
      orders: [String(number)],
      idempotencyKey: newId(),
    });
    await drainOutbox();
    expect(order.fulfilments).toHaveLength(1);
    const shipped = { tab: "archived", archive_reason: "asn", shipments: 1, attention: null };
    expect(await orderOf(order)).toMatchObject(shipped);
    await push("orders/updated", order);
    await poll();
    await drainOutbox();
    expect(await ledger(order)).toEqual([
      "orders/create kept",
      "poll same",
      "orders/updated same",
      "poll same",
    ]);
    expect(await orderOf(order)).toMatchObject(shipped);
    expect(order.fulfilments).toHaveLength(1);
  });

  test("is counted where the connection is shown", async () => {
    const [connection] = await listConnections(ctx);
    expect(connection).toMatchObject({ lastDeliveryAt: expect.any(Date), quarantined: 0 });
  });

  test("whose webhook was lost comes by the poll, and the late webhook is the same", async () => {
    const order = shopify.shop.add({ lines: [{ sku: "CHAIR", quantity: 1 }], createdAt: now() });
    await poll();
    await push("orders/create", order);
    expect(await ledger(order)).toEqual(["poll kept", "orders/create same"]);
  });

  test("that was fulfilled there by hand is shipped here, and Shopify is told nothing back", async () => {
    const order = shopify.shop.add({ lines: [{ sku: "CHAIR", quantity: 1 }], createdAt: now() });
    await push("orders/create", order);
    const [part] = order.fulfilmentOrders;
    shopify.shop.fulfil({ lineItemsByFulfillmentOrder: [{ fulfillmentOrderId: part?.id ?? "" }] });
    await push("orders/updated", order);
    await drainOutbox();
    expect(await orderOf(order)).toMatchObject({ shipment_status: "shipped", shipments: 1 });
    expect(order.fulfilments).toHaveLength(1);
    const { rows } = await database.db.execute(
      sql`select 1 from outbox where topic = 'channel_shipment' and done_at is null`,
    );
    expect(rows).toEqual([]);
  });
});
