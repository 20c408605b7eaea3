import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import {
  NotTold,
  type OpenConnection,
  type Pulled,
  type ShipmentNotice,
} from "@/lib/intake/channels/connector";
import { fakeOrder, ORDER_ID } from "@/tests/channels/amazon-orders";
import { type AmazonServer, startAmazonServer } from "@/tests/channels/amazon-server";
import { amazon } from "./connector";
import { AMAZON_FIELDS } from "./settings";

const NOW = new Date("2026-06-10T12:00:00Z");

let server: AmazonServer;
let connection: OpenConnection;

beforeEach(async () => {
  server = await startAmazonServer();
  vi.stubEnv("SPAPI_ORIGIN", server.origin);
  vi.stubEnv("LWA_ORIGIN", server.origin);
  connection = {
    id: "connection",
    channel: "amazon",
    source: "amazon",
    timeZone: "America/New_York",
    settings: server.settings,
    secrets: server.secrets,
  };
  server.orders.set(ORDER_ID, fakeOrder());
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await server.stop();
});

const notice: ShipmentNotice = {
  orderRef: ORDER_ID,
  externalId: ORDER_ID,
  poNumber: "PO-88",
  shipment: "SH-1042",
  carrier: "UPS Ground",
  trackingNumber: "1Z0001",
  shippedAt: new Date("2026-06-10T15:30:00Z"),
  lines: [
    { lineRef: "70001", sku: "LAMP", quantity: 1000 },
    { lineRef: "70002", sku: "SHADE", quantity: 2000 },
  ],
  packages: [{ sscc: "001234560000000018" }],
};

const confirm = (changes: Partial<ShipmentNotice> = {}) =>
  amazon.confirmShipment(connection, { ...notice, ...changes }, null);

async function pullAll(from: Pulled["cursor"] | null): Promise<Pulled & { pages: number }> {
  let pages = 1;
  let pulled = await amazon.pull(connection, from, NOW);
  const received = [...pulled.received];
  while (pulled.more) {
    pulled = await amazon.pull(connection, pulled.cursor, NOW);
    received.push(...pulled.received);
    pages += 1;
  }
  return { ...pulled, received, pages };
}

const idsOf = ({ received }: Pulled) => received.map(({ deliveryId }) => deliveryId?.split("/")[0]);

function seed(count: number): string[] {
  server.orders.clear();
  return Array.from({ length: count }, (_, index) => {
    const orderId = `701-0000001-${String(index).padStart(7, "0")}`;
    const lastUpdatedTime = `2026-06-09T10:${String(index).padStart(2, "0")}:00Z`;
    server.orders.set(orderId, fakeOrder({ orderId, lastUpdatedTime }));
    return orderId;
  });
}

describe("a pull", () => {
  it("reads all pages with one watermark and asks again from where the first page reached to", async () => {
    const ids = seed(7);
    server.pageSize = 3;
    const first = await pullAll(null);
    expect({ pages: first.pages, ids: idsOf(first) }).toEqual({ pages: 3, ids });
    const after = new Set(server.searches.map((query) => query.get("lastUpdatedAfter")));
    expect(after).toEqual(new Set(["2026-05-11T12:00:00.000Z"]));

    const changed = new Date().toISOString();
    server.orders.set("new", fakeOrder({ orderId: "new", lastUpdatedTime: changed }));
    expect(idsOf(await pullAll(first.cursor))).toEqual(["new"]);
  });

  it("begins with what is still to be shipped, and hears of every change afterwards", async () => {
    const shipped = { ...fakeOrder().fulfillment, fulfillmentStatus: "SHIPPED" };
    server.orders.set("old", fakeOrder({ orderId: "old", fulfillment: shipped }));
    const first = await pullAll(null);
    expect(idsOf(first)).toEqual([ORDER_ID]);
    const lastUpdatedTime = new Date().toISOString();
    server.orders.set(ORDER_ID, fakeOrder({ fulfillment: shipped, lastUpdatedTime }));
    expect(idsOf(await pullAll(first.cursor))).toEqual([ORDER_ID]);
  });

  it("leaves out what had left before the connection began, whatever changes in it later", async () => {
    const first = await pullAll(null);
    const left = fakeOrder({ orderId: "old", lastUpdatedTime: new Date().toISOString() });
    left.fulfillment.fulfillmentStatus = "SHIPPED";
    left.packages = [
      {
        packageReferenceId: "1",
        createdTime: "2026-06-01T08:00:00Z",
        carrier: "UPS",
        trackingNumber: "1Z1",
        packageItems: [],
      },
    ];
    server.orders.set("old", left);
    expect(idsOf(await pullAll(first.cursor))).toEqual([]);
  });

  it("gives a pending order, which is not workable until a later version of it is", async () => {
    const pending = { ...fakeOrder().fulfillment, fulfillmentStatus: "PENDING" };
    server.orders.set(ORDER_ID, fakeOrder({ fulfillment: pending }));
    const first = await pullAll(null);
    const readAll = ({ received }: Pulled) =>
      received.map((each) => {
        const outcome = amazon.read(each, connection);
        return outcome.ok ? outcome.value.input.shipTo?.city : outcome.refusal.data?.reason;
      });
    expect(readAll(first)).toEqual(["pending"]);
    server.orders.set(ORDER_ID, fakeOrder({ lastUpdatedTime: new Date().toISOString() }));
    expect(readAll(await pullAll(first.cursor))).toEqual(["Portland"]);
  });

  it("names the same delivery alike, and one whose address appeared anew", async () => {
    server.roles = "absent";
    const [hidden] = (await pullAll(null)).received;
    server.roles = "all";
    const [shown] = (await pullAll(null)).received;
    const [again] = (await pullAll(null)).received;
    expect(shown?.deliveryId).toBe(again?.deliveryId);
    expect(shown?.deliveryId).not.toBe(hidden?.deliveryId);
  });

  it("goes on without names and addresses where the app may not see them, and tries them again a day later", async () => {
    server.roles = "forbidden";
    const first = await pullAll(null);
    expect(idsOf(first)).toEqual([ORDER_ID]);
    const asksForNames = () => server.searches.at(-1)?.get("includedData")?.includes("BUYER");
    server.searches.length = 0;
    await amazon.pull(connection, first.cursor, NOW);
    expect({ searches: server.searches.length, names: asksForNames() }).toEqual({
      searches: 1,
      names: false,
    });
    server.roles = "all";
    await amazon.pull(connection, first.cursor, new Date("2026-06-11T12:00:01Z"));
    expect(asksForNames()).toBe(true);
  });

  it("begins the round again when a page's token has expired", async () => {
    const ids = seed(4);
    server.pageSize = 2;
    const first = await amazon.pull(connection, null, NOW);
    const { pages, ...rest } = await pullAll({ ...first.cursor, token: "expired" });
    expect({ pages, ids: idsOf(rest) }).toEqual({ pages: 3, ids });
  });
});

describe("the access token", () => {
  it("is asked for once by callers at the same time, and kept", async () => {
    await Promise.all([pullAll(null), pullAll(null), confirm()]);
    await pullAll(null);
    expect(server.asked.filter((operation) => operation === "token").length).toBe(1);
  });

  it("is renewed once when Amazon no longer takes it", async () => {
    await pullAll(null);
    server.expireTokens();
    expect(idsOf(await pullAll(null))).toEqual([ORDER_ID]);
    expect(server.asked).toEqual(["token", "search", "search", "token", "search"]);
  });
});

describe("a call that Amazon does not answer as hoped", () => {
  const limit = (rate: string) => ({ "x-amzn-RateLimit-Limit": rate });

  it("is repeated after a short limit", async () => {
    server.faults.push({ at: "search", kind: "status", status: 429, headers: limit("20") });
    expect(idsOf(await pullAll(null))).toEqual([ORDER_ID]);
  });

  it("ends at a long limit, with the page to go on from", async () => {
    seed(4);
    server.pageSize = 2;
    const first = await amazon.pull(connection, null, NOW);
    server.faults.push({ at: "search", kind: "status", status: 429, headers: limit("0.0056") });
    await expect(amazon.pull(connection, first.cursor, NOW)).rejects.toThrow(
      "Amazon limits how often it may be asked.",
    );
    expect(idsOf(await pullAll(first.cursor)).length).toBe(2);
  });

  it("says in plain words what is wrong and never repeats a secret", async () => {
    const broken = {
      ...connection,
      secrets: { ...connection.secrets, refreshToken: "Atzr|WRONG" },
    };
    const outcome = await amazon.check(broken);
    expect(outcome).toEqual({
      ok: false,
      refusal: {
        code: "channel_refused",
        data: {
          message:
            "Amazon refuses the refresh token. Authorise the app again and enter the new one.",
        },
      },
    });
    server.faults.push({ at: "search", kind: "status", status: 503 });
    await expect(pullAll(null)).rejects.toThrow("Amazon has a fault of its own (503).");
    server.faults.push({ at: "search", kind: "unreached" });
    await expect(pullAll(null)).rejects.toThrow("Amazon can't be reached.");
  });
});

describe("the check of a connection", () => {
  it("names the account", async () => {
    expect(await amazon.check(connection)).toEqual({
      ok: true,
      value: { account: "Amazon US, CA" },
    });
  });

  it.each([
    ["", "Marketplaces is missing."],
    ["US, XX", '"XX" is no marketplace of Amazon. Give country codes such as US or DE.'],
    ["US, DE", "US and DE are in different regions. Make a connection for each."],
  ])("of the marketplaces %o says what to mend", async (marketplaces, message) => {
    expect(await amazon.check({ ...connection, settings: { marketplaces } })).toEqual({
      ok: false,
      refusal: { code: "settings_invalid", issues: [{ field: "marketplaces", message }] },
    });
    expect(server.asked).toEqual([]);
  });
});

describe("the connection's form", () => {
  it("asks for all that a connection needs", async () => {
    const empty = await amazon.check({ ...connection, settings: {}, secrets: {} });
    const missing = empty.ok ? [] : (empty.refusal.issues ?? []).map(({ field }) => field);
    const asked = AMAZON_FIELDS.filter(({ required }) => required).map(({ name }) => name);
    expect(asked).toEqual(expect.arrayContaining(missing));
    expect(missing).toEqual(["marketplaces", "clientId", "clientSecret", "refreshToken"]);
  });
});

describe("a shipment", () => {
  const packages = () => server.orders.get(ORDER_ID)?.packages;

  it("is confirmed with its items, tracking number and a reference of its own", async () => {
    expect(await confirm()).toEqual({ state: "confirmed", reference: "1042" });
    expect(packages()).toEqual([
      {
        packageReferenceId: "1042",
        createdTime: expect.any(String),
        carrier: "UPS",
        trackingNumber: "1Z0001",
        packageItems: [
          { orderItemId: "70001", quantity: 1 },
          { orderItemId: "70002", quantity: 2 },
        ],
      },
    ]);
  });

  it("is there once, however often it is told and whatever reply is lost", async () => {
    server.faults.push({ at: "confirm", kind: "lost" }, { at: "get", kind: "lost" });
    server.faults.push({ at: "token", kind: "lost" });
    for (let attempt = 0; attempt < 3; attempt += 1) {
      await expect(confirm()).rejects.toThrow("can't be reached.");
    }
    expect(await confirm()).toEqual({ state: "confirmed", reference: "1042" });
    expect(await confirm()).toEqual({ state: "confirmed", reference: "1042" });
    expect(packages()?.map(({ trackingNumber }) => trackingNumber)).toEqual(["1Z0001"]);
    expect(server.accepted.length).toBe(1);
  });

  it("is one of several packages of an order", async () => {
    const [lamp, shades] = notice.lines;
    await confirm({ lines: lamp ? [lamp] : [] });
    const rest = { shipment: "SH-1043", trackingNumber: "1Z0002", lines: shades ? [shades] : [] };
    await confirm(rest);
    await confirm(rest);
    expect(packages()?.map(({ packageReferenceId }) => packageReferenceId)).toEqual([
      "1042",
      "1043",
    ]);
    expect(server.orders.get(ORDER_ID)?.fulfillment.fulfillmentStatus).toBe("SHIPPED");
  });

  it("gets its corrected tracking number in the same package", async () => {
    await confirm();
    await confirm({ trackingNumber: "1Z0009" });
    expect(packages()?.map(({ trackingNumber }) => trackingNumber)).toEqual(["1Z0009"]);
  });

  it("by a carrier that Amazon has no code for is told by the carrier's name", async () => {
    await confirm({ carrier: "Oak Freight" });
    expect(packages()?.[0]?.carrier).toBe("Other");
  });

  it.each<[string, Partial<ShipmentNotice>, string]>([
    [
      "without a tracking number",
      { trackingNumber: " " },
      "Amazon takes no shipment without a tracking number. Enter it on the shipment and send it again.",
    ],
    [
      "of half a unit",
      { lines: [{ lineRef: "70001", sku: "LAMP", quantity: 500 }] },
      "Amazon takes whole units only, and this shipment has 0.5 of LAMP.",
    ],
    [
      "of other lines only",
      { lines: [{ lineRef: null, sku: "EXTRA", quantity: 1000 }] },
      "Nothing in this shipment belongs to Amazon's order.",
    ],
    [
      "of an order that Amazon does not know",
      { orderRef: "none", externalId: "none" },
      "Amazon knows no order none.",
    ],
    [
      "of more than was ordered",
      { lines: [{ lineRef: "70001", sku: "LAMP", quantity: 2000 }] },
      "Amazon says: More is shipped of 70001 than ordered.",
    ],
  ])("%s is refused with the reason", async (_, changes, reason) => {
    expect(await confirm(changes)).toEqual({ state: "refused", reason });
    expect(server.accepted).toEqual([]);
  });

  it.each([
    ["CANCELLED", "MERCHANT", "This order is cancelled at Amazon: do not ship it."],
    ["UNSHIPPED", "AMAZON", "Amazon ships this order itself."],
  ] as const)(
    "of an order %s, by %s, is refused",
    async (fulfillmentStatus, fulfilledBy, reason) => {
      const fulfillment = { ...fakeOrder().fulfillment, fulfillmentStatus, fulfilledBy };
      server.orders.set(ORDER_ID, fakeOrder({ fulfillment }));
      expect(await confirm()).toEqual({ state: "refused", reason });
    },
  );

  it("keeps the reference that Amazon knows it by, and is never taken for another one of the order", async () => {
    await confirm({ shipment: "7" });
    await confirm({ trackingNumber: "1Z0009", reference: "7" });
    expect(packages()?.map((each) => [each.packageReferenceId, each.trackingNumber])).toEqual([
      ["7", "1Z0009"],
    ]);
    const [lamp] = notice.lines;
    server.orders.set(ORDER_ID, fakeOrder());
    await confirm({ shipment: "7", lines: lamp ? [lamp] : [] });
    const rest = { otherReferences: ["7"], lines: notice.lines.slice(1) };
    expect(await confirm(rest)).toEqual({ state: "confirmed", reference: "1042" });
  });

  it("of which nothing was told, because the look failed, says so", async () => {
    server.faults.push({ at: "get", kind: "unreached" }, { at: "confirm", kind: "lost" });
    await expect(confirm()).rejects.toBeInstanceOf(NotTold);
    await expect(confirm()).rejects.not.toBeInstanceOf(NotTold);
  });

  it("that somebody told Amazon by hand is found there, and another one is not sent beside it", async () => {
    await confirm({ shipment: "1" });
    expect(await confirm()).toEqual({ state: "confirmed", reference: "1" });
    expect(await confirm({ trackingNumber: "1Z0002" })).toEqual({
      state: "refused",
      reason: "Amazon counts this order as shipped already with 1Z0001.",
    });
  });
});
