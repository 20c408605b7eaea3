import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { NoticeAnswer, ShipmentNotice } from "@/lib/intake/channels/connector";
import { openedShop } from "@/tests/channels/shopify-connection";
import { hasShopifySchema } from "@/tests/channels/shopify-schema";
import { type ShopifyServer, startShopify } from "@/tests/channels/shopify-server";
import type { ShopOrder } from "@/tests/channels/shopify-shop";
import { confirmShipment } from "./fulfil";

describe.skipIf(!hasShopifySchema)("a shipment told to a local Shopify", () => {
  let server: ShopifyServer;

  beforeAll(async () => {
    server = await startShopify();
    process.env.SHOPIFY_ORIGIN = server.origin;
  });
  beforeEach(() => {
    server.executed.length = 0;
    server.setBucket(2000, 100);
  });
  afterAll(async () => {
    delete process.env.SHOPIFY_ORIGIN;
    expect(server.invalid).toEqual([]);
    await server.stop();
  });

  const noticeOf = (
    order: ShopOrder,
    units: readonly number[],
    set: Partial<ShipmentNotice> = {},
  ): ShipmentNotice => ({
    orderRef: `gid://shopify/Order/${order.id}`,
    externalId: order.name,
    poNumber: null,
    shipment: "SH-1001",
    carrier: "DHL",
    trackingNumber: "JD014600001",
    shippedAt: new Date("2026-06-01T10:00:00Z"),
    lines: order.lines.flatMap(({ id, sku }, index) => {
      const quantity = (units[index] ?? 0) * 1000;
      return quantity > 0 ? [{ lineRef: `gid://shopify/LineItem/${id}`, sku, quantity }] : [];
    }),
    packages: [],
    ...set,
  });

  /** Goes on until the answer is final; throws what the connector throws, with the handle kept so far. */
  async function tell(notice: ShipmentNotice, handle: string | null = null) {
    let kept = handle;
    for (let round = 0; round < 5; round += 1) {
      let answer: NoticeAnswer;
      try {
        answer = await confirmShipment(openedShop(), notice, kept);
      } catch (error) {
        return { state: "thrown" as const, error: String(error), handle: kept };
      }
      if (answer.state !== "pending") {
        return { ...answer, handle: kept };
      }
      kept = answer.handle;
    }
    throw new Error("It never ended.");
  }

  const told = (order: ShopOrder) =>
    order.fulfilments.map(({ tracking, lines }) => [
      tracking.number,
      ...lines.map(({ line, quantity }) => `${quantity} ${line.sku}`),
    ]);

  test("is fulfilled with its tracking number, by fulfilment-order line ids", async () => {
    const order = server.shop.add({
      lines: [
        { sku: "A", quantity: 2 },
        { sku: "B", quantity: 1 },
      ],
    });
    expect(await tell(noticeOf(order, [2, 1]))).toMatchObject({ state: "confirmed" });
    expect(told(order)).toEqual([["JD014600001", "2 A", "1 B"]]);
  });

  test("is fulfilled in part, and the rest by the next shipment with the same number", async () => {
    const order = server.shop.add({ lines: [{ sku: "A", quantity: 4 }] });
    const first = await tell(noticeOf(order, [2]));
    const otherReferences = first.state === "confirmed" ? [first.reference] : [];
    await tell(noticeOf(order, [2], { shipment: "SH-1002", otherReferences }));
    expect(told(order)).toEqual([
      ["JD014600001", "2 A"],
      ["JD014600001", "2 A"],
    ]);
  });

  test.each(["JD014600001", null])(
    "is not fulfilled again after a lost reply (number %s)",
    async (trackingNumber) => {
      const order = server.shop.add({ lines: [{ sku: "A", quantity: 4 }] });
      const notice = noticeOf(order, [2], { trackingNumber });
      server.failNext("fulfillmentCreate", { kind: "drop_reply" });
      const first = await tell(notice);
      expect(first).toMatchObject({ state: "thrown", error: expect.stringContaining("Shopify") });
      expect(await tell(notice, first.handle)).toMatchObject({ state: "confirmed" });
      expect(told(order)).toEqual([[trackingNumber, "2 A"]]);
    },
  );

  test("one that an earlier shipment of the same size was confirmed as is not taken for this one", async () => {
    const order = server.shop.add({ lines: [{ sku: "A", quantity: 4 }] });
    const first = await tell(noticeOf(order, [2], { trackingNumber: null }));
    const otherReferences = first.state === "confirmed" ? [first.reference] : [];
    server.failNext("fulfillmentCreate", { kind: "drop_reply" });
    const notice = noticeOf(order, [2], { trackingNumber: null, otherReferences });
    const lost = await tell(notice);
    expect(await tell(notice, lost.handle)).toMatchObject({ state: "confirmed" });
    expect(order.fulfilments).toHaveLength(2);
  });

  test("goes to each location in a call of its own, and only the missing one is repeated", async () => {
    const order = server.shop.add({
      lines: [
        { sku: "A", quantity: 1, location: "Berlin" },
        { sku: "B", quantity: 1, location: "Hamburg" },
      ],
    });
    server.failNext("fulfillmentCreate", { kind: "slow", ms: 1 }, { kind: "refuse_503" });
    const lost = await tell(noticeOf(order, [1, 1]));
    expect(told(order)).toEqual([["JD014600001", "1 A"]]);
    expect(await tell(noticeOf(order, [1, 1]), lost.handle)).toMatchObject({ state: "confirmed" });
    expect(told(order)).toEqual([
      ["JD014600001", "1 A"],
      ["JD014600001", "1 B"],
    ]);
  });

  test("that somebody fulfilled there by hand with its number is confirmed as it is", async () => {
    const order = server.shop.add({ lines: [{ sku: "A", quantity: 1 }] });
    const [part] = order.fulfilmentOrders;
    server.shop.fulfil({
      lineItemsByFulfillmentOrder: [{ fulfillmentOrderId: part?.id ?? "" }],
      trackingInfo: { number: "JD014600001" },
    });
    expect(await tell(noticeOf(order, [1]))).toMatchObject({ state: "confirmed" });
    expect(order.fulfilments).toHaveLength(1);
  });

  test("that can't be fulfilled there is refused with the reason, and nothing of it is sent", async () => {
    const order = server.shop.add({ lines: [{ sku: "A", quantity: 2 }], locked: true });
    expect(await tell(noticeOf(order, [2]))).toMatchObject({
      state: "refused",
      reason: expect.stringContaining("2 of 2 A can't be fulfilled there"),
    });
    expect(server.executed).not.toContain("fulfillmentCreate");
  });

  test("Shopify's own refusal is handed on in its words", async () => {
    const order = server.shop.add({ lines: [{ sku: "A", quantity: 2 }] });
    server.failNext("fulfillmentCreate", { kind: "reject" });
    expect(await tell(noticeOf(order, [2]))).toMatchObject({
      state: "refused",
      reason: "The order is being edited.",
    });
  });

  test("a line or an order that the shop does not know is refused", async () => {
    const order = server.shop.add({ lines: [{ sku: "A", quantity: 2 }] });
    const notice = noticeOf(order, [2]);
    const [line] = notice.lines;
    expect(
      await tell({ ...notice, lines: line ? [{ ...line, lineRef: null }] : [] }),
    ).toMatchObject({ state: "refused", reason: "The shop does not know the line of A." });
    expect(await tell({ ...notice, orderRef: "gid://shopify/Order/1" })).toMatchObject({
      state: "refused",
      reason: "The shop does not have this order any more.",
    });
    expect(await tell({ ...notice, orderRef: "#1001" })).toMatchObject({ state: "refused" });
  });

  test("a tracking number that changed is told of the same fulfilment", async () => {
    const order = server.shop.add({ lines: [{ sku: "A", quantity: 1 }] });
    const first = await tell(noticeOf(order, [1], { trackingNumber: null }));
    const reference = first.state === "confirmed" ? first.reference : "";
    await tell(noticeOf(order, [1], { reference, trackingNumber: "JD9" }));
    expect(told(order)).toEqual([["JD9", "1 A"]]);
  });

  test("a process that stood still past its lease sends nothing more: another one may have", async () => {
    const order = server.shop.add({ lines: [{ sku: "A", quantity: 4 }] });
    const intent = await confirmShipment(openedShop(), noticeOf(order, [2]), null);
    const clock = vi.spyOn(Date, "now");
    server.onExecuted((field) => {
      if (field === "fulfillmentOrder") {
        clock.mockReturnValue(performance.timeOrigin + performance.now() + 61_000);
      }
    });
    const handle = intent.state === "pending" ? intent.handle : null;
    const error = await confirmShipment(openedShop(), noticeOf(order, [2]), handle).catch(String);
    server.onExecuted(null);
    clock.mockRestore();
    expect(error).toContain("No time was left");
    expect(order.fulfilments).toEqual([]);
  });

  test("a look that fails says that nothing was told", async () => {
    const order = server.shop.add({ lines: [{ sku: "A", quantity: 1 }] });
    server.failNext("order", { kind: "drop_reply" });
    expect(await tell(noticeOf(order, [1]))).toMatchObject({
      state: "thrown",
      error: expect.stringContaining("NotTold"),
    });
  });
});
