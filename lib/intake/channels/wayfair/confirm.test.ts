import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import {
  type NoticeAnswer,
  NotTold,
  type OpenConnection,
  type ShipmentNotice,
} from "@/lib/intake/channels/connector";
import { fakePurchaseOrder, PO } from "@/tests/channels/wayfair-orders";
import { startWayfairServer, type WayfairServer } from "@/tests/channels/wayfair-server";
import { wayfair } from "./connector";

let server: WayfairServer;
let connection: OpenConnection;

beforeEach(async () => {
  server = await startWayfairServer();
  vi.stubEnv("WAYFAIR_ORIGIN", server.origin);
  vi.stubEnv("WAYFAIR_SSO_ORIGIN", server.origin);
  connection = {
    id: "connection",
    channel: "wayfair",
    source: "wayfair",
    timeZone: "America/New_York",
    settings: server.settings,
    secrets: server.secrets,
  };
  server.orders.set(PO, fakePurchaseOrder());
  server.answered.add(PO);
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await server.stop();
});

const notice: ShipmentNotice = {
  orderRef: PO,
  externalId: PO,
  poNumber: PO,
  shipment: "SH-1042",
  carrier: "FedEx Ground",
  trackingNumber: "2101",
  shippedAt: new Date("2026-06-10T15:30:00Z"),
  lines: [
    { lineRef: "BENCH", sku: "BENCH", quantity: 2000 },
    { lineRef: "STOOL", sku: "STOOL", quantity: 1000 },
  ],
  packages: [{ sscc: "001234560000000018" }, { sscc: "001234560000000025" }],
};

/** Calls until the answer is final, as the outbox does: with the last handle it was given. */
async function confirm(
  changes: Partial<ShipmentNotice> = {},
  to = connection,
): Promise<NoticeAnswer> {
  let handle: string | null = null;
  for (let call = 0; call < 20; call += 1) {
    const answer = await wayfair.confirmShipment(to, { ...notice, ...changes }, handle);
    if (answer.state !== "pending") {
      return answer;
    }
    handle = answer.handle;
  }
  throw new Error("No final answer in 20 calls.");
}

const tracked = () => server.shipped.map(({ trackingNumber }) => trackingNumber);

describe("a shipment", () => {
  it("is told with Wayfair's own names for addresses, and confirmed when its transaction is complete", async () => {
    const answer = await confirm();
    expect(answer).toEqual({ state: "confirmed", reference: server.transactions[0]?.handle });
    expect(server.shipped).toEqual([
      {
        poNumber: PO,
        supplierId: 5511,
        packageCount: 2,
        weight: 37.5,
        carrierCode: "FDEG",
        shipSpeed: "GROUND",
        trackingNumber: "2101",
        shipDate: "2026-06-10 15:30:00.000000 +00:00",
        sourceAddress: {
          name: "Harbour store",
          streetAddress1: "1 Pier Road",
          streetAddress2: "",
          city: "Salem",
          state: "MA",
          postalCode: "01970",
          country: "US",
        },
        destinationAddress: {
          name: "Ada Alder",
          streetAddress1: "5 Quay Street",
          streetAddress2: "Floor 3",
          city: "Portland",
          state: "ME",
          postalCode: "04101",
          country: "US",
        },
        smallParcelShipments: [
          {
            package: { code: { type: "TRACKING_NUMBER", value: "2101" }, weight: 37.5 },
            items: [
              { partNumber: "BENCH", quantity: 2 },
              { partNumber: "STOOL", quantity: 1 },
            ],
          },
        ],
      },
    ]);
  });

  it("of large pieces is told by cartons", async () => {
    const shippingInfo = { shipSpeed: "WHITE_GLOVE_GOLD", carrierCode: "CEVA" };
    server.orders.set(PO, fakePurchaseOrder({ shippingInfo }));
    await confirm({ carrier: null, lines: notice.lines.slice(0, 1) });
    expect(server.shipped[0]).toMatchObject({
      carrierCode: "CEVA",
      largeParcelShipments: [
        {
          partNumber: "BENCH",
          packages: [
            { code: { type: "UCC_128", value: "001234560000000018" }, weight: 12.5 },
            { code: { type: "UCC_128", value: "001234560000000025" }, weight: 12.5 },
          ],
        },
      ],
    });
    expect(server.shipped[0]).not.toHaveProperty("smallParcelShipments");
  });

  it("is not confirmed while its transaction is being processed", async () => {
    server.looks = 3;
    const states: string[] = [];
    let handle: string | null = null;
    for (let call = 0; call < 8; call += 1) {
      const answer = await wayfair.confirmShipment(connection, notice, handle);
      states.push(answer.state);
      handle = answer.state === "pending" ? answer.handle : handle;
    }
    expect(states.slice(0, 3)).toEqual(["pending", "pending", "pending"]);
    expect(states.at(-1)).toBe("confirmed");
    expect(tracked()).toEqual(["2101"]);
  });

  it("that Wayfair fails is refused with its words, and can be told again", async () => {
    server.fails = "Invalid carrier code";
    expect(await confirm({ carrier: "XXXX" })).toEqual({
      state: "refused",
      reason: "Wayfair says: Invalid carrier code",
    });
    expect(tracked()).toEqual([]);
    expect(await confirm()).toMatchObject({ state: "confirmed" });
    expect(tracked()).toEqual(["2101"]);
  });

  it("is told after its order was accepted, where that was still to be done", async () => {
    server.answered.clear();
    expect(await confirm()).toMatchObject({ state: "confirmed" });
    expect(server.transactions.map(({ kind }) => kind)).toEqual(["shipment", "accept"]);
  });

  it("of an order that a person wants to accept by hand waits for them", async () => {
    server.answered.clear();
    const byHand = { ...connection, settings: { ...server.settings, acceptance: "by_hand" } };
    expect(await confirm({}, byHand)).toEqual({
      state: "refused",
      reason: "Accept this purchase order in Partner Home first, then send its shipment again.",
    });
  });

  it("on Wayfair's account is registered once, and carries the tracking number of its label", async () => {
    server.needsRegistration = true;
    const onTheirs = { ...connection, settings: { ...server.settings, shipsOn: "wayfair" } };
    server.faults.push({ at: "register", kind: "lost" });
    await expect(confirm({ trackingNumber: null }, onTheirs)).rejects.toThrow("can't be reached.");
    expect(await confirm({ trackingNumber: null }, onTheirs)).toMatchObject({ state: "confirmed" });
    expect([...server.registered.values()]).toEqual(["LABEL-1"]);
    expect(tracked()).toEqual(["LABEL-1"]);
  });

  it.each<[string, Partial<ShipmentNotice>, string]>([
    [
      "without a tracking number",
      { trackingNumber: null },
      "Wayfair takes no shipment without a tracking number. Enter it on the shipment and send it again.",
    ],
    [
      "of half a unit",
      { lines: [{ lineRef: "BENCH", sku: "BENCH", quantity: 500 }] },
      "Wayfair takes whole units only, and this shipment has 0.5 of BENCH.",
    ],
    [
      "of other lines only",
      { lines: [{ lineRef: null, sku: "EXTRA", quantity: 1000 }] },
      "Nothing in this shipment belongs to Wayfair's purchase order.",
    ],
    [
      "of an order that Wayfair does not know",
      { orderRef: "none", externalId: "none" },
      "Wayfair knows no purchase order none.",
    ],
  ])("%s is refused with the reason", async (_, changes, reason) => {
    expect(await confirm(changes)).toEqual({ state: "refused", reason });
    expect(server.submitted).toEqual([]);
  });

  it("that is told already has no correction", async () => {
    const { state, ...rest } = await confirm();
    expect(state).toBe("confirmed");
    const reference = "reference" in rest ? rest.reference : "";
    expect(await confirm({ reference, trackingNumber: "2109" })).toEqual({
      state: "refused",
      reason:
        "Wayfair takes no correction of a shipment. Correct its tracking number in Partner Home.",
    });
    expect(tracked()).toEqual(["2101"]);
  });

  it("may be taken back until Wayfair was asked for more than it knows", async () => {
    const begun = await wayfair.confirmShipment(connection, notice, null);
    expect(begun).toMatchObject({ state: "pending", untold: true, afterSeconds: 0 });
    const handle = begun.state === "pending" ? begun.handle : null;
    const sent = await wayfair.confirmShipment(connection, notice, handle);
    expect(sent.state).toBe("pending");
    expect(sent).not.toHaveProperty("untold");
    server.faults.push({ at: "orders", kind: "unreached" });
    await expect(wayfair.confirmShipment(connection, notice, null)).rejects.toBeInstanceOf(NotTold);
  });

  it("of a cancelled order is refused", async () => {
    const products = fakePurchaseOrder().products.map((each) => ({ ...each, isCancelled: true }));
    server.orders.set(PO, fakePurchaseOrder({ products }));
    expect(await confirm()).toEqual({
      state: "refused",
      reason: "This purchase order is cancelled at Wayfair: do not ship it.",
    });
  });
});

describe("exactly once", () => {
  /** The replies that may get lost, and the calls after which the process may die before it keeps the handle. */
  const OPERATIONS = ["orders", "transactions", "accept", "shipment", "token"] as const;

  it("holds whatever replies are lost and whenever the process dies", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.boolean(),
        fc.integer({ min: 0, max: 3 }),
        fc.array(fc.constantFrom(...OPERATIONS), { maxLength: 5 }),
        fc.array(fc.boolean(), { minLength: 40, maxLength: 40 }),
        async (isAnswered, looks, lost, deaths) => {
          server.answered.clear();
          server.shipped.length = 0;
          server.submitted.length = 0;
          server.transactions.length = 0;
          server.faults.length = 0;
          if (isAnswered) {
            server.answered.add(PO);
          }
          server.looks = looks;
          server.faults.push(...lost.map((at) => ({ at, kind: "lost" as const })));
          let handle: string | null = null;
          let answer: NoticeAnswer | null = null;
          for (let call = 0; answer?.state !== "confirmed" && call < 60; call += 1) {
            answer = await wayfair.confirmShipment(connection, notice, handle).catch(() => null);
            const dies = deaths[call] === true;
            handle = answer?.state === "pending" && !dies ? answer.handle : handle;
            answer = dies ? null : answer;
          }
          expect(answer).toMatchObject({ state: "confirmed" });
          expect(tracked()).toEqual(["2101"]);
          expect(server.submitted.length).toBe(1);
        },
      ),
      { numRuns: 40 },
    );
  }, 60_000);

  it("holds when the whole of an order is told again from the beginning", async () => {
    server.answered.clear();
    await wayfair.pull(connection, null, new Date("2026-06-10T12:00:00Z"));
    await wayfair.confirmShipment(connection, notice, null);
    await wayfair.confirmShipment(connection, notice, null);
    const later = { shippedAt: new Date(Date.now() + 5) };
    await new Promise((resolve) => setTimeout(resolve, 20));
    const first = await confirm(later);
    expect(first).toMatchObject({ state: "confirmed" });
    expect(await confirm(later)).toEqual(first);
    expect(server.submitted.length).toBe(1);
  });

  it("holds for each of two shipments of an order", async () => {
    const [bench, stool] = notice.lines;
    await confirm({ lines: bench ? [bench] : [] });
    const rest = { shipment: "SH-1043", trackingNumber: "2102", lines: stool ? [stool] : [] };
    await confirm(rest);
    expect(tracked()).toEqual(["2101", "2102"]);
  });
});
