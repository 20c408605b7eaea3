import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { OpenConnection } from "@/lib/intake/channels/connector";
import { orderTotals } from "@/lib/orders/input";
import { type FakeOrder, fakeItem, fakeOrder, ORDER_ID } from "@/tests/channels/amazon-orders";
import { readAmazonOrder } from "./read";

const SAMPLE = "../shared/samples/amazon/orders_2026-01-01.searchOrders.json";

function connection(timeZone = "America/New_York", settings = {}): OpenConnection {
  return {
    id: "connection",
    channel: "amazon",
    source: "amazon",
    timeZone,
    settings: { marketplaces: "US", ...settings },
    secrets: {},
  };
}

const read = (order: unknown, to = connection()) =>
  readAmazonOrder({ body: JSON.stringify(order) }, to);

function workable(order: FakeOrder, to = connection()) {
  const outcome = read(order, to);
  if (!outcome.ok) {
    throw new Error(JSON.stringify(outcome.refusal));
  }
  return outcome.value;
}

const withStatus = (fulfillmentStatus: string, fulfilledBy: "MERCHANT" | "AMAZON" = "MERCHANT") =>
  fakeOrder({ fulfillment: { ...fakeOrder().fulfillment, fulfillmentStatus, fulfilledBy } });

describe("an order of Amazon", () => {
  it("becomes an order of the client Amazon, with its item ids as line references", () => {
    expect(workable(fakeOrder())).toEqual({
      input: {
        source: "amazon",
        externalId: ORDER_ID,
        client: { code: "AMAZON", name: "Amazon", createIfMissing: true },
        poNumber: "PO-88",
        currency: "USD",
        orderedOn: "2026-06-08",
        shipByOn: "2026-06-10",
        deliverByOn: "2026-06-15",
        note: null,
        shipTo: {
          name: "Ada Alder, Alder Studio",
          line1: "5 Quay Street",
          line2: "Floor 3, Back door",
          city: "Portland",
          region: "ME",
          postalCode: "04101",
          country: "US",
        },
        shippingMinor: 0,
        taxMinor: 0,
        lines: [
          { sku: "LAMP", name: "The lamp", quantity: 1000, unitPriceMinor: 4995, discountMinor: 0 },
          {
            sku: "SHADE",
            name: "The shade",
            quantity: 2000,
            unitPriceMinor: 975,
            discountMinor: 0,
          },
        ],
      },
      sourceAt: new Date("2026-06-08T14:40:00Z"),
      sourceRef: ORDER_ID,
      lineRefs: ["70001", "70002"],
      cancelled: false,
      cancelAsked: false,
      shippedByChannel: [0, 0],
    });
  });

  it("is due on the day on which the latest instant of each window lies in the workspace's zone", () => {
    const { shipByOn, deliverByOn } = workable(fakeOrder(), connection("Europe/Berlin")).input;
    expect({ shipByOn, deliverByOn }).toEqual({
      shipByOn: "2026-06-11",
      deliverByOn: "2026-06-16",
    });
  });

  it("belongs to the client that the connection names", () => {
    const to = connection("UTC", { clientCode: "AMZ-US" });
    expect(workable(fakeOrder(), to).input.client.code).toBe("AMZ-US");
  });

  it("comes in without an address where the app may not see one, and says so", () => {
    const { recipient: _, buyer: __, ...hidden } = fakeOrder();
    const { input } = workable(hidden);
    expect(input.shipTo).toBeUndefined();
    expect(input.poNumber).toBeUndefined();
    expect(input.note).toBe(
      "Amazon tells no address to ship to. The app may lack the role for it: look in Seller Central.",
    );
  });

  it("says that its buyer asks to cancel, and is not cancelled by that", () => {
    const item = {
      ...fakeItem("70001", "LAMP", 1, "49.95"),
      cancellation: { cancellationRequest: { requester: "BUYER", cancelReason: "Too late" } },
    };
    const { input, cancelled, cancelAsked } = workable(fakeOrder({ orderItems: [item] }));
    expect({ cancelled, cancelAsked, note: input.note }).toEqual({
      cancelled: false,
      cancelAsked: true,
      note: "The buyer asks to cancel: Too late",
    });
  });

  it("is cancelled when Amazon says so, though all its items count 0 by then", () => {
    const order = withStatus("CANCELLED");
    order.orderItems = order.orderItems.map((item) => ({ ...item, quantityOrdered: 0 }));
    expect(workable(order)).toMatchObject({ cancelled: true, lineRefs: ["70001", "70002"] });
  });

  it("leaves out an item that was cancelled by itself", () => {
    const items = [fakeItem("70001", "LAMP", 0, "49.95"), fakeItem("70002", "SHADE", 2, "9.75")];
    const { input, lineRefs } = workable(fakeOrder({ orderItems: items }));
    expect(input.lines.map(({ sku }) => sku)).toEqual(["SHADE"]);
    expect(lineRefs).toEqual(["70002"]);
  });

  it("tells what Amazon counts as shipped", () => {
    const order = withStatus("PARTIALLY_SHIPPED");
    order.orderItems[1] = {
      ...fakeItem("70002", "SHADE", 2, "9.75"),
      fulfillment: { quantityFulfilled: 1, quantityUnfulfilled: 1 },
    };
    expect(workable(order).shippedByChannel).toEqual([0, 1000]);
  });
});

describe("an order that is not workable", () => {
  it.each([
    ["pending", withStatus("PENDING")],
    ["pending", withStatus("PENDING_AVAILABILITY")],
    ["fulfilled_by_amazon", withStatus("UNSHIPPED", "AMAZON")],
    ["unfulfillable", withStatus("UNFULFILLABLE")],
  ])("is told as %s", (reason, order) => {
    expect(read(order)).toEqual({
      ok: false,
      refusal: { code: "not_workable", data: { externalId: ORDER_ID, reason } },
    });
  });

  it("is unreadable when it is no order at all", () => {
    for (const body of ["", "[]", "{", '{"orderId":"1"}']) {
      expect(readAmazonOrder({ body }, connection())).toEqual({
        ok: false,
        refusal: { code: "unreadable" },
      });
    }
  });

  it("is incomplete when something an order needs is missing, and names it", () => {
    const item = fakeItem("70001", "", 1, "49.95");
    item.product.asin = "";
    expect(read(fakeOrder({ orderItems: [item] }))).toMatchObject({
      ok: false,
      refusal: { code: "incomplete", issues: [{ field: "lines.0.sku" }] },
    });
  });
});

describe("the amounts", () => {
  const usd = (amount: string) => ({ amount, currencyCode: "USD" });

  it("are read from their texts, with shipping, tax and what takes off a line's price", () => {
    const item = fakeItem("70001", "LAMP", 3, "19.99");
    item.proceeds = {
      breakdowns: [
        { type: "ITEM", subtotal: usd("57.00") },
        { type: "DISCOUNT", subtotal: usd("-5.00") },
        { type: "SHIPPING", subtotal: usd("4.90") },
        { type: "TAX", subtotal: usd("3.61") },
      ],
    };
    const { input } = workable(fakeOrder({ orderItems: [item] }));
    expect(orderTotals(input)).toEqual({ subtotalMinor: 5200, totalMinor: 5200 + 490 + 361 });
  });

  it("are spread over the quantity, exactly, where Amazon tells the line's amount only", () => {
    const item = fakeItem("70001", "LAMP", 3, "0");
    delete item.product.price;
    item.proceeds = { breakdowns: [{ type: "ITEM", subtotal: usd("100.00") }] };
    const { input } = workable(fakeOrder({ orderItems: [item] }));
    expect(input.lines[0]).toMatchObject({ unitPriceMinor: 3334, discountMinor: 2 });
  });

  it("are in yen without decimals", () => {
    const item = fakeItem("70001", "LAMP", 2, "5980");
    item.product.price = { unitPrice: { amount: "5980", currencyCode: "JPY" } };
    item.proceeds = {
      breakdowns: [{ type: "ITEM", subtotal: { amount: "11960", currencyCode: "JPY" } }],
    };
    const { input } = workable(fakeOrder({ orderItems: [item] }));
    expect(input.currency).toBe("JPY");
    expect(orderTotals(input).totalMinor).toBe(11_960);
  });
});

describe.skipIf(!existsSync(SAMPLE))("Amazon's own examples", () => {
  it("are all read, or told as Amazon's own to ship", () => {
    const sample = JSON.parse(readFileSync(SAMPLE, "utf8")).responses["200"];
    const pages = [
      sample.examples["application/json"],
      ...sample.sandbox.static.map((each: { response: unknown }) => each.response),
    ];
    const orders: { orderId: string }[] = pages.flatMap((page) => page.orders);
    expect(orders.length).toBeGreaterThan(3);
    const answers = orders.map((order) => {
      const outcome = read(order);
      return outcome.ok ? "read" : String(outcome.refusal.data?.reason ?? outcome.refusal.code);
    });
    expect(new Set(answers)).toEqual(new Set(["read", "fulfilled_by_amazon"]));
  });
});
