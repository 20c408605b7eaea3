import { eq, sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { connections } from "@/db/schema/channels";
import { orders } from "@/db/schema/orders";
import { sendAsns } from "@/lib/asn/commands";
import { drainOutbox } from "@/lib/background/drain";
import { printDocuments } from "@/lib/documents/commands";
import { undoMoves } from "@/lib/moves/commands";
import { findOrder } from "@/lib/orders/detail";
import { newId } from "@/lib/shared/ids";
import { markShipped } from "@/lib/shipments/commands";
import type { Context } from "@/lib/workspaces/context";
import { connectShop, orderFromShop } from "@/tests/channels/shopify-connection";
import { hasShopifySchema } from "@/tests/channels/shopify-schema";
import { type ShopifyServer, startShopify } from "@/tests/channels/shopify-server";
import type { ShopOrder } from "@/tests/channels/shopify-shop";
import { postgresDatabase, type TestDatabase } from "@/tests/database";
import { makeClient, makeProduct, makeWorkspace } from "@/tests/factories";
import { failedNotices, noticesOfOrder, retryNotice } from "./notices";

describe.skipIf(!hasShopifySchema)("a marketplace is told of a shipment", () => {
  let database: TestDatabase;
  let server: ShopifyServer;
  let ctx: Context;
  let connectionId: string;

  beforeAll(async () => {
    process.env.AUTH_SECRET ??= "a-secret-for-tests-of-more-than-32-characters";
    server = await startShopify();
    process.env.SHOPIFY_ORIGIN = server.origin;
    database = await postgresDatabase();
    ctx = await makeWorkspace(database.db, { now: new Date() });
    await makeClient(ctx);
    await makeProduct(ctx, "CHAIR", { onHand: 500_000 });
    connectionId = await connectShop(ctx);
  });
  afterEach(async () => {
    server.setBucket(2000, 1000);
    await connectionIs({ state: "active" });
    await settings({ noticeHoldMinutes: "0", noticeWaitsForTracking: "no" });
    await database.invariants();
    expect(server.invalid).toEqual([]);
  });
  afterAll(async () => {
    delete process.env.SHOPIFY_ORIGIN;
    await server.stop();
    await database.close();
  });

  const connectionIs = (set: Partial<typeof connections.$inferInsert>) =>
    database.db.update(connections).set(set).where(eq(connections.id, connectionId));
  const settings = (set: Record<string, string>) =>
    database.db.execute(
      sql`update connections set settings = settings || ${JSON.stringify(set)}::jsonb`,
    );
  const dueNow = () =>
    database.db.execute(sql`update outbox set available_at = now() where done_at is null`);

  async function ordered(units = 1) {
    const shopOrder = server.shop.add({ lines: [{ sku: "CHAIR", quantity: units }] });
    return { shopOrder, number: await orderFromShop(ctx, shopOrder) };
  }

  async function shipped(trackingNumber: string | null = "JD014600001") {
    const { shopOrder, number } = await ordered();
    const outcome = await markShipped(ctx, {
      orderNumber: number,
      batchId: newId(),
      carrier: "DHL",
      trackingNumber,
    });
    if (!outcome.ok) {
      throw new Error(outcome.refusal.code);
    }
    return {
      shopOrder,
      number,
      shipment: outcome.value.shipment,
      move: outcome.value.moved?.move ?? "",
    };
  }

  const told = (order: ShopOrder) => order.fulfilments.map(({ tracking }) => tracking.number);
  const row = async (number: string) => {
    const [order] = await database.db.select().from(orders).where(eq(orders.number, number));
    return order;
  };

  test("once, with its tracking number; the confirmation is its ASN and archives the order", async () => {
    const { shopOrder, number, shipment } = await shipped();
    expect(await row(number)).toMatchObject({ tab: "closed" });
    await drainOutbox();
    await drainOutbox();
    expect(told(shopOrder)).toEqual(["JD014600001"]);
    expect(await row(number)).toMatchObject({ tab: "archived", archiveReason: "asn" });
    const detail = await findOrder(ctx, number);
    expect(detail?.shipments[0]?.asn).toMatchObject({ state: "accepted", format: "channel" });
    expect(detail?.events.filter(({ type }) => type === "asn_sent")).toMatchObject([
      { actorKind: "channel", actorName: "Local shop", data: { shipments: [shipment] } },
    ]);
    expect(await noticesOfOrder(ctx, number)).toMatchObject([{ shipment, state: "told" }]);
  });

  test("not before its hold has passed; an undo meanwhile withdraws it, and the next dispatch is told", async () => {
    await settings({ noticeHoldMinutes: "5" });
    const { shopOrder, number, move } = await shipped();
    await drainOutbox();
    expect(told(shopOrder)).toEqual([]);
    expect(await noticesOfOrder(ctx, number)).toMatchObject([{ state: "waiting", reason: null }]);
    expect((await undoMoves(ctx, { moveId: move }))?.refused).toEqual([]);
    await dueNow();
    await drainOutbox();
    expect(told(shopOrder)).toEqual([]);
    await printDocuments(ctx, { kinds: ["label"], orders: [number], idempotencyKey: newId() });
    await dueNow();
    await drainOutbox();
    expect(told(shopOrder)).toEqual(["JD014600001"]);
  });

  test("at once when a person sends the ASN, in place of an X12", async () => {
    await settings({ noticeHoldMinutes: "60" });
    const { shopOrder, number } = await shipped();
    expect((await sendAsns(ctx, [number])).refused).toMatchObject([
      { order: number, refusal: { code: "channel_tells" } },
    ]);
    await drainOutbox();
    expect(told(shopOrder)).toEqual(["JD014600001"]);
    expect((await sendAsns(ctx, [number])).refused).toMatchObject([
      { refusal: { code: "already_sent" } },
    ]);
  });

  test("after that its dispatch can't be taken back here", async () => {
    const { number, move } = await shipped();
    await drainOutbox();
    const archived = (await findOrder(ctx, number))?.events.findLast(({ moveId }) => moveId);
    await undoMoves(ctx, { moveId: archived?.moveId ?? "" });
    expect((await undoMoves(ctx, { moveId: move }))?.refused).toMatchObject([
      { order: number, refusal: { code: "channel_confirmed" } },
    ]);
  });

  test("a lost reply leaves undo waiting for the answer, and is never told twice", async () => {
    const { shopOrder, number, move } = await shipped();
    server.failNext("fulfillmentCreate", { kind: "drop_reply" });
    await drainOutbox();
    expect(told(shopOrder)).toHaveLength(1);
    expect(await noticesOfOrder(ctx, number)).toMatchObject([{ state: "trying" }]);
    expect((await undoMoves(ctx, { moveId: move }))?.refused).toMatchObject([
      { refusal: { code: "channel_unsure" } },
    ]);
    await dueNow();
    await drainOutbox();
    expect(told(shopOrder)).toHaveLength(1);
    expect(await row(number)).toMatchObject({ tab: "archived" });
  });

  test("a marketplace that can't be reached has heard nothing, so that undo still withdraws", async () => {
    const { shopOrder, number, move } = await shipped();
    server.failNext("order", { kind: "drop_reply" });
    await drainOutbox();
    expect((await undoMoves(ctx, { moveId: move }))?.refused).toEqual([]);
    await dueNow();
    await drainOutbox();
    expect(told(shopOrder)).toEqual([]);
    expect(await row(number)).toMatchObject({ tab: "open" });
  });

  test("a refusal asks for attention and is tried again by a person", async () => {
    const { shopOrder, number, shipment } = await shipped();
    server.failNext("fulfillmentCreate", { kind: "reject" });
    await drainOutbox();
    expect(await row(number)).toMatchObject({ tab: "closed", attention: "channel_refused" });
    const refused = { shipment, state: "refused", reason: "The order is being edited." };
    expect(await noticesOfOrder(ctx, number)).toMatchObject([refused]);
    expect(await failedNotices(ctx, connectionId)).toMatchObject([refused]);
    await dueNow();
    await drainOutbox();
    expect(told(shopOrder)).toEqual([]);
    expect(await retryNotice(ctx, shipment)).toMatchObject({ ok: true, value: { order: number } });
    expect(await retryNotice(ctx, shipment)).toMatchObject({ ok: false });
    await drainOutbox();
    expect(told(shopOrder)).toHaveLength(1);
    expect(await row(number)).toMatchObject({ tab: "archived", attention: null });
    expect(await retryNotice(ctx, "SH-0")).toMatchObject({
      ok: false,
      refusal: { code: "not_found" },
    });
  });

  test("a dispatch that was refused may be taken back", async () => {
    const { number, move } = await shipped();
    server.failNext("fulfillmentCreate", { kind: "reject" });
    await drainOutbox();
    expect((await undoMoves(ctx, { moveId: move }))?.refused).toEqual([]);
    expect(await noticesOfOrder(ctx, number)).toEqual([]);
    expect(await row(number)).toMatchObject({ tab: "open", attention: null });
  });

  test("a tracking number that comes after the print is told as well", async () => {
    const { shopOrder, number } = await ordered();
    await printDocuments(ctx, { kinds: ["label"], orders: [number], idempotencyKey: newId() });
    await drainOutbox();
    expect(told(shopOrder)).toEqual([null]);
    await markShipped(ctx, {
      orderNumber: number,
      batchId: newId(),
      carrier: "DHL",
      trackingNumber: "JD7",
    });
    await drainOutbox();
    expect(told(shopOrder)).toEqual(["JD7"]);
    expect((await findOrder(ctx, number))?.events.map(({ type }) => type)).toContain("asn_changed");
  });

  test("where the connection says so, nothing is told before there is a tracking number", async () => {
    await settings({ noticeWaitsForTracking: "yes" });
    const { shopOrder, number } = await ordered();
    await printDocuments(ctx, { kinds: ["label"], orders: [number], idempotencyKey: newId() });
    await drainOutbox();
    expect(told(shopOrder)).toEqual([]);
    await markShipped(ctx, {
      orderNumber: number,
      batchId: newId(),
      carrier: "DHL",
      trackingNumber: "JD8",
    });
    await drainOutbox();
    await dueNow();
    await drainOutbox();
    expect(told(shopOrder)).toEqual(["JD8"]);
  });

  test("a paused connection waits, one that is disconnected asks for a person", async () => {
    const { shopOrder, number } = await shipped();
    await connectionIs({ state: "paused" });
    await drainOutbox();
    expect(await noticesOfOrder(ctx, number)).toMatchObject([{ state: "waiting" }]);
    await connectionIs({ state: "disconnected" });
    await dueNow();
    await drainOutbox();
    expect(await noticesOfOrder(ctx, number)).toMatchObject([{ state: "refused" }]);
    expect(told(shopOrder)).toEqual([]);
  });

  test("an order that no marketplace sent has nobody to be told", async () => {
    const { shopOrder } = await ordered();
    await database.db.execute(
      sql`update orders set source = 'api' where external_id = ${shopOrder.name}`,
    );
    const number = (
      await database.db.select().from(orders).where(eq(orders.externalId, shopOrder.name))
    )[0]?.number;
    await markShipped(ctx, { orderNumber: number ?? "", batchId: newId() });
    expect(await noticesOfOrder(ctx, number ?? "")).toEqual([]);
  });

  test("many shipments, four drains at once and a marketplace on a bad day: each is told exactly once", async () => {
    const all = [];
    for (let index = 0; index < 12; index += 1) {
      all.push(await shipped(`JD-${index}`));
    }
    let calls = 0;
    server.failAtRandom((field) => {
      calls += 1;
      const kinds = ["drop_reply", "refuse_429", "throttle", "refuse_503"] as const;
      const kind = kinds[calls % 7];
      return kind && field !== "shop" ? { kind } : null;
    });
    for (let round = 0; round < 12; round += 1) {
      await Promise.all([drainOutbox(), drainOutbox(), drainOutbox(), drainOutbox()]);
      await dueNow();
    }
    server.failAtRandom(null);
    await drainOutbox();
    for (const [index, { shopOrder, number }] of all.entries()) {
      expect(told(shopOrder)).toEqual([`JD-${index}`]);
      expect(await row(number)).toMatchObject({ tab: "archived" });
    }
    const { rows } = await database.db.execute(
      sql`select 1 from asns where format = 'channel' group by shipment_id having count(*) > 1`,
    );
    expect(rows).toEqual([]);
  });
});
