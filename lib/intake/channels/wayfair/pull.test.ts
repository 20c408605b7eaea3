import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { OpenConnection, Pulled } from "@/lib/intake/channels/connector";
import { fakeProduct, fakePurchaseOrder, PO } from "@/tests/channels/wayfair-orders";
import { startWayfairServer, type WayfairServer } from "@/tests/channels/wayfair-server";
import { wayfair } from "./connector";
import { WAYFAIR_FIELDS } from "./settings";

const NOW = new Date("2026-06-10T12:00:00Z");
const LATER = new Date("2026-06-10T12:05:00Z");

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
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await server.stop();
});

async function pullAll(
  from: Pulled["cursor"] | null,
  now = NOW,
): Promise<Pulled & { pages: number }> {
  let pages = 1;
  let pulled = await wayfair.pull(connection, from, now);
  const received = [...pulled.received];
  while (pulled.more) {
    pulled = await wayfair.pull(connection, pulled.cursor, now);
    received.push(...pulled.received);
    pages += 1;
  }
  return { ...pulled, received, pages };
}

const idsOf = ({ received }: Pulled) => received.map(({ deliveryId }) => deliveryId?.split("/")[0]);

/** Purchase orders a minute apart, or all of one date. */
function seed(count: number, seconds: (index: number) => number): string[] {
  server.orders.clear();
  return Array.from({ length: count }, (_, index) => {
    const poNumber = `CS${800_000_000 + index}`;
    const at = new Date(Date.UTC(2026, 5, 9, 10) + seconds(index) * 1000);
    const poDate = `${at.toISOString().replace("T", " ").replace("Z", "000")} +00:00`;
    server.orders.set(poNumber, fakePurchaseOrder({ poNumber, poDate }));
    return poNumber;
  });
}

describe("a pull", () => {
  it("reads all pages by date and gives each order once", async () => {
    const ids = seed(60, (index) => index * 60);
    const pulled = await pullAll(null);
    expect(idsOf(pulled)).toEqual(ids);
    expect(pulled.pages).toBe(3);
  });

  it("gives each order once where pages repeat, because whole pages have one date", async () => {
    const ids = seed(130, (index) => (index < 100 ? 0 : index));
    expect(idsOf(await pullAll(null)).sort()).toEqual(ids);
  });

  it("names the same content alike at every pull, and another one anew", async () => {
    const first = await pullAll(null);
    const again = await pullAll(first.cursor, LATER);
    expect(again.received[0]?.deliveryId).toBe(first.received[0]?.deliveryId);
    server.orders.set(PO, fakePurchaseOrder({ products: [fakeProduct("BENCH", "2", 100)] }));
    const changed = await pullAll(again.cursor, LATER);
    expect(changed.received[0]?.deliveryId).not.toBe(first.received[0]?.deliveryId);
  });

  it("reads the last days again once an hour, and so hears of a cancellation", async () => {
    const first = await pullAll(null);
    server.orders.set("CS9", fakePurchaseOrder({ poNumber: "CS9", poDate: NOW.toISOString() }));
    const second = await pullAll(first.cursor, LATER);
    const products = fakePurchaseOrder().products.map((each) => ({ ...each, isCancelled: true }));
    server.orders.set(PO, fakePurchaseOrder({ products }));
    const soon = await pullAll(second.cursor, new Date("2026-06-10T12:10:00Z"));
    expect(idsOf(soon)).toEqual(["CS9"]);
    const [delivery] = (await pullAll(soon.cursor, new Date("2026-06-10T13:00:00Z"))).received;
    const outcome = delivery && wayfair.read(delivery, connection);
    expect(outcome).toMatchObject({ ok: true, value: { cancelled: true, sourceRef: PO } });
  });

  it("says in plain words what Wayfair's answer means", async () => {
    server.faults.push({ at: "orders", kind: "status", status: 502 });
    await expect(pullAll(null)).rejects.toThrow("Wayfair has a fault of its own (502).");
    const errors = [{ message: "Field is not allowed" }];
    server.faults.push({ at: "orders", kind: "status", status: 200, body: { errors } });
    await expect(pullAll(null)).rejects.toThrow("Wayfair says: Field is not allowed");
    server.faults.push({ at: "orders", kind: "status", status: 200, body: "<html>" });
    await expect(pullAll(null)).rejects.toThrow("Wayfair's answer can't be read (200).");
  });
});

describe("an order that nobody has answered", () => {
  it("is accepted once, as it arrives", async () => {
    const first = await pullAll(null);
    await wayfair.pull({ ...connection, settings: { acceptance: "by_hand" } }, null, NOW);
    expect(server.transactions.map(({ kind, poNumber }) => [kind, poNumber])).toEqual([
      ["accept", PO],
    ]);
    server.answered.add(PO);
    await pullAll(first.cursor, LATER);
    expect(server.transactions.length).toBe(1);
  });

  it("is left to a person where the connection says so, and to Wayfair where Wayfair ships it", async () => {
    server.orders.set("CS9", fakePurchaseOrder({ poNumber: "CS9", orderType: "CastleGate" }));
    await wayfair.pull({ ...connection, settings: { acceptance: "by_hand" } }, null, NOW);
    expect(server.transactions).toEqual([]);
    await pullAll(null);
    expect(server.transactions.map(({ poNumber }) => poNumber)).toEqual([PO]);
  });

  it("still comes in when Wayfair refuses its acceptance", async () => {
    const errors = [{ message: "Not now" }];
    server.faults.push({ at: "accept", kind: "status", status: 200, body: { errors } });
    expect(idsOf(await pullAll(null))).toEqual([PO]);
  });
});

describe("the access token", () => {
  it("is asked for once by callers at the same time, and renewed once when it is refused", async () => {
    await Promise.all([pullAll(null), pullAll(null)]);
    expect(server.asked.filter((operation) => operation === "token").length).toBe(1);
    server.expireTokens();
    expect(idsOf(await pullAll(null))).toEqual([PO]);
    expect(server.asked.filter((operation) => operation === "token").length).toBe(2);
  });

  it("of another environment is another one", async () => {
    await pullAll(null);
    await wayfair.check({ ...connection, settings: { environment: "sandbox" } });
    expect(server.asked.filter((operation) => operation === "token").length).toBe(2);
  });
});

describe("the check of a connection", () => {
  it("says which Wayfair answers", async () => {
    expect(await wayfair.check(connection)).toEqual({ ok: true, value: { account: "Wayfair" } });
  });

  it("waits when Wayfair limits calls", async () => {
    const headers = { "retry-after": "0.1" };
    server.faults.push({ at: "orders", kind: "status", status: 429, headers });
    expect(await wayfair.check(connection)).toMatchObject({ ok: true });
  });

  it("names the mend and never repeats a secret", async () => {
    const secrets = { clientId: "wayfair-client", clientSecret: "WRONG" };
    expect(await wayfair.check({ ...connection, secrets })).toEqual({
      ok: false,
      refusal: {
        code: "channel_refused",
        data: {
          message:
            "Wayfair does not know this client id and client secret in this environment. Enter them again.",
        },
      },
    });
  });

  it("asks in its form for all that it needs", async () => {
    const empty = await wayfair.check({ ...connection, settings: {}, secrets: {} });
    const missing = empty.ok ? [] : (empty.refusal.issues ?? []).map(({ field }) => field);
    expect(missing).toEqual(["clientId", "clientSecret"]);
    expect(WAYFAIR_FIELDS.map(({ name }) => name)).toEqual(expect.arrayContaining(missing));
  });
});
