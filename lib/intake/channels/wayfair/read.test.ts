import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { OpenConnection } from "@/lib/intake/channels/connector";
import { orderTotals } from "@/lib/orders/input";
import {
  type FakePurchaseOrder,
  fakeProduct,
  fakePurchaseOrder,
  PO,
} from "@/tests/channels/wayfair-orders";
import { readWayfairOrder } from "./read";
import { dayOf, instantOf } from "./times";

const SAMPLE = "../shared/samples/wayfair/getDropshipPurchaseOrders_constructed.json";
const PULLED_AT = "2026-06-09T08:00:00.000Z";

function connection(settings = {}, timeZone = "America/New_York"): OpenConnection {
  return { id: "c", channel: "wayfair", source: "wayfair", timeZone, settings, secrets: {} };
}

const read = (order: unknown, to = connection()) =>
  readWayfairOrder({ body: JSON.stringify({ pulledAt: PULLED_AT, order }) }, to);

function workable(order: FakePurchaseOrder, to = connection()) {
  const outcome = read(order, to);
  if (!outcome.ok) {
    throw new Error(JSON.stringify(outcome.refusal));
  }
  return outcome.value;
}

describe("a purchase order of Wayfair", () => {
  it("becomes an order of the client Wayfair, its quantities read from texts", () => {
    expect(workable(fakePurchaseOrder())).toEqual({
      input: {
        source: "wayfair",
        externalId: PO,
        client: { code: "WAYFAIR", name: "Wayfair", createIfMissing: true },
        poNumber: PO,
        currency: "USD",
        orderedOn: "2026-06-08",
        shipByOn: "2026-06-11",
        deliverByOn: null,
        note: "Ship by GROUND, FDEG.\nWayfair wants its own packing slip in the box.",
        shipTo: {
          name: "Ada Alder",
          line1: "5 Quay Street",
          line2: "Floor 3",
          city: "Portland",
          region: "ME",
          postalCode: "04101",
          country: "US",
        },
        shippingMinor: 0,
        taxMinor: 0,
        lines: [
          {
            sku: "BENCH",
            name: "The bench",
            quantity: 2000,
            unitPriceMinor: 12_950,
            discountMinor: 0,
          },
          {
            sku: "STOOL",
            name: "The stool",
            quantity: 1000,
            unitPriceMinor: 4000,
            discountMinor: 0,
          },
        ],
      },
      sourceAt: new Date(PULLED_AT),
      sourceRef: PO,
      lineRefs: ["BENCH", "STOOL"],
      cancelled: false,
      shippedByChannel: null,
    });
  });

  it("has its days where the workspace is", () => {
    const { orderedOn, shipByOn } = workable(
      fakePurchaseOrder(),
      connection({}, "Europe/Berlin"),
    ).input;
    expect({ orderedOn, shipByOn }).toEqual({ orderedOn: "2026-06-09", shipByOn: "2026-06-12" });
  });

  it("is in the currency and of the client that the connection names", () => {
    const { input } = workable(
      fakePurchaseOrder(),
      connection({ currency: "GBP", clientCode: "WF-UK" }),
    );
    expect({ currency: input.currency, client: input.client.code }).toEqual({
      currency: "GBP",
      client: "WF-UK",
    });
  });

  it("keeps a ship speed that nobody has heard of, and what the customer says of a product", () => {
    const { note } = workable(
      fakePurchaseOrder({
        shippingInfo: { shipSpeed: "DRONE_AT_DAWN", carrierCode: null },
        packingSlipUrl: null,
        products: [fakeProduct("BENCH", "1", 10, { customComment: "Paint it blue" })],
      }),
    ).input;
    expect(note).toBe("Ship by DRONE_AT_DAWN.\nBENCH: Paint it blue");
  });

  it("leaves out a cancelled product, and is cancelled when all are", () => {
    const gone = fakeProduct("STOOL", "1", 40, { isCancelled: true });
    const some = workable(
      fakePurchaseOrder({ products: [fakeProduct("BENCH", "2", 129.5), gone] }),
    );
    expect(some).toMatchObject({ cancelled: false, lineRefs: ["BENCH"] });
    const none = workable(fakePurchaseOrder({ products: [{ ...gone, quantity: "0" }] }));
    expect(none).toMatchObject({ cancelled: true, lineRefs: ["STOOL"] });
  });

  it("is read without float dust", () => {
    const { input } = workable(
      fakePurchaseOrder({ products: [fakeProduct("BENCH", "3", 9.80000019)] }),
    );
    expect(orderTotals(input).totalMinor).toBe(2940);
  });

  it("is sent to its customer where it names no other address", () => {
    const order = { ...fakePurchaseOrder({ shipTo: null }), customerCity: "Bath" };
    expect(workable({ ...order, ...{ customerCountry: "US" } }).input.shipTo).toMatchObject({
      line1: "5 Quay Street",
      city: "Bath",
    });
  });

  it("that Wayfair ships itself is not workable", () => {
    expect(read(fakePurchaseOrder({ orderType: "CastleGate" }))).toEqual({
      ok: false,
      refusal: {
        code: "not_workable",
        data: { externalId: PO, reason: "fulfilled_by_wayfair" },
      },
    });
  });

  it.each(["", "2,5", "0"])("with the quantity %o is incomplete", (quantity) => {
    const order = fakePurchaseOrder({ products: [fakeProduct("BENCH", quantity, 10)] });
    expect(read(order)).toMatchObject({
      ok: false,
      refusal: { code: "incomplete", issues: [{ field: "lines.0.quantity" }] },
    });
  });

  it("is unreadable when it is none", () => {
    expect(readWayfairOrder({ body: "{}" }, connection())).toMatchObject({
      refusal: { code: "unreadable" },
    });
  });
});

describe("a date of Wayfair's", () => {
  it("has a space, microseconds and an offset, or is a day", () => {
    expect(instantOf("2020-04-27 10:16:44.000000 -04:00")).toEqual(
      new Date("2020-04-27T14:16:44Z"),
    );
    expect(instantOf("2020-04-27 10:16:44.123456 +0530")).toEqual(
      new Date("2020-04-27T04:46:44.123Z"),
    );
    expect(instantOf("soon")).toBeNull();
    expect(dayOf("2020-04-27", "Asia/Tokyo")).toBe("2020-04-27");
    expect(dayOf("2020-02-30", "Asia/Tokyo")).toBeNull();
  });
});

describe.skipIf(!existsSync(SAMPLE))("the constructed sample", () => {
  it("is read", () => {
    const { data } = JSON.parse(readFileSync(SAMPLE, "utf8"));
    const [order] = data.getDropshipPurchaseOrders;
    expect(workable(order).input).toMatchObject({
      lines: [{ quantity: 2000, unitPriceMinor: 12_950 }],
    });
  });
});
