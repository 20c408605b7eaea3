import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { newId } from "@/lib/shared/ids";
import { markShipped } from "@/lib/shipments/commands";
import type { Context } from "@/lib/workspaces/context";
import { pgliteDatabase, type TestDatabase } from "@/tests/database";
import { makeClient, makeOrder, makeProduct, makeWorkspace } from "@/tests/factories";
import { findClientOrder, listClientOrders } from "./client-orders";
import { moveOrders } from "./commands";

let database: TestDatabase;
let ctx: Context;
let acme: Context;
let rival: Context;
const ALL: { q: string | null; after: string | null; before: string | null } = {
  q: null,
  after: null,
  before: null,
};
const orders = new Map<string, string>();

beforeAll(async () => {
  database = await pgliteDatabase();
  const other = await makeWorkspace(database.db, { name: "Other works" });
  await makeClient(other, "ACME");
  await makeProduct(other, "CHAIR", { onHand: 9000 });
  ctx = await makeWorkspace(database.db, { name: "Oakline" });
  const client = await makeClient(ctx, "ACME");
  const second = await makeClient(ctx, "RIVAL");
  acme = { ...ctx, role: "client", clientId: client.id };
  rival = { ...ctx, role: "client", clientId: second.id };
  await makeProduct(ctx, "CHAIR", { name: "Oak chair", onHand: 20_000 });
  const place = async (name: string, set: Record<string, unknown>, at: Context = ctx) =>
    orders.set(name, await makeOrder(at, [{ sku: "CHAIR", quantity: 2000 }], set));
  await place("late", { poNumber: "PO-77 100%", shipByOn: "2026-06-20" });
  await place("early", {
    poNumber: "PO-78",
    shipByOn: "2026-06-05",
    source: "shop",
    externalId: "#1001",
  });
  await place("undated", {});
  await place("shipped", { poNumber: "PO-01" });
  await place("cancelled", { poNumber: "PO-02" });
  await place("rival", { client: { code: "RIVAL" }, poNumber: "PO-79" });
  await place("foreign", { number: "FOREIGN-1" }, other);
  await markShipped(
    { ...ctx, now: new Date("2026-06-02T10:00:00Z") },
    {
      orderNumber: orders.get("shipped") ?? "",
      batchId: newId(),
      carrier: null,
      trackingNumber: null,
    },
  );
  await moveOrders(
    { ...ctx, now: new Date("2026-06-03T10:00:00Z") },
    [orders.get("cancelled") ?? ""],
    { type: "archive", reason: "cancelled" },
  );
});
afterEach(() => database.invariants());
afterAll(() => database.close());

const nameOf = (number: string) => [...orders].find(([, each]) => each === number)?.[0];
const namesOf = async (of: Context, set: Partial<typeof ALL> = {}, limit?: number) => {
  const page = await listClientOrders(of, { ...ALL, ...set }, limit);
  return page.rows.map((row) => nameOf(row.number));
};

describe("the portal's list", () => {
  it("holds the client's own orders: open ones by day, then past ones, the latest first", async () => {
    expect(await namesOf(acme)).toEqual(["early", "late", "undated", "cancelled", "shipped"]);
    expect(await namesOf(rival)).toEqual(["rival"]);
  });

  it("holds nothing for a person without a client", async () => {
    expect(await namesOf({ ...acme, clientId: null })).toEqual([]);
    expect(await findClientOrder({ ...acme, clientId: null }, orders.get("late") ?? "")).toBeNull();
  });

  it("finds by PO, number and their own number, and never another client's", async () => {
    expect(await namesOf(acme, { q: "po-78" })).toEqual(["early"]);
    expect(await namesOf(acme, { q: "#1001" })).toEqual(["early"]);
    expect(await namesOf(acme, { q: orders.get("late") ?? "" })).toEqual(["late"]);
    expect(await namesOf(acme, { q: "100%" })).toEqual(["late"]);
    expect(await namesOf(acme, { q: "PO-79" })).toEqual([]);
    expect(await namesOf(acme, { q: "RIVAL" })).toEqual([]);
  });

  it("pages forwards and backwards over the same rows", async () => {
    const all = await namesOf(acme);
    const seen: (string | undefined)[] = [];
    let after: string | null = null;
    let last: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof listClientOrders>> = await listClientOrders(
        acme,
        { ...ALL, after },
        2,
      );
      seen.push(...page.rows.map((row) => nameOf(row.number)));
      after = page.next;
      last = page.previous;
    } while (after !== null);
    expect(seen).toEqual(all);
    expect(await namesOf(acme, { before: last ?? "" }, 2)).toEqual(all.slice(2, 4));
  });

  it("pages forth and back over orders due on one day, and over past ones of one instant", async () => {
    const client = await makeClient(ctx, "TWINS");
    const twins: Context = { ...ctx, role: "client", clientId: client.id };
    const numbers: string[] = [];
    for (let at = 0; at < 10; at += 1) {
      const set = { client: { code: "TWINS" }, shipByOn: "2026-06-20" };
      numbers.push(await makeOrder(ctx, [{ sku: "CHAIR" }], set));
    }
    const past = numbers.splice(5);
    await moveOrders(ctx, past, { type: "archive", reason: "cancelled" });
    const expected = [...numbers, ...past.toReversed()];
    for (const limit of [1, 2, 3, 7]) {
      const pages: string[][] = [];
      let page = await listClientOrders(twins, ALL, limit);
      const add = () => pages.push(page.rows.map(({ number }) => number));
      for (add(); page.next !== null; add()) {
        page = await listClientOrders(twins, { ...ALL, after: page.next }, limit);
      }
      expect(pages.flat()).toEqual(expected);
      for (let at = pages.length - 2; page.previous !== null; at -= 1) {
        page = await listClientOrders(twins, { ...ALL, before: page.previous }, limit);
        expect(page.rows.map(({ number }) => number)).toEqual(pages[at]);
      }
    }
  });

  it("starts at the beginning for a cursor that is not ours", async () => {
    for (const after of ["x", btoa('["0","1; drop","x"]'), btoa('["0","1","not an id"]')]) {
      expect(await namesOf(acme, { after })).toHaveLength(5);
    }
  });
});

describe("the portal's order", () => {
  it("is not there for another client and another workspace, like a number that nobody has", async () => {
    for (const number of [orders.get("rival"), "FOREIGN-1", "SO-NONE", "' or 1=1", "a\\b%"]) {
      expect(await findClientOrder(acme, number ?? "")).toBeNull();
    }
    expect(await findClientOrder(rival, orders.get("late") ?? "")).toBeNull();
  });

  it("has no prices unless the client may see them", async () => {
    const shown = () => findClientOrder(acme, orders.get("late") ?? "");
    const without = await shown();
    expect(without?.prices).toBeNull();
    expect(JSON.stringify(without)).not.toMatch(/minor/i);
    await database.db.execute(
      sql`update clients set show_prices = true where id = ${acme.clientId}`,
    );
    expect((await shown())?.prices).toMatchObject({ totalMinor: 2000, currency: "EUR" });
  });

  it("tells nothing of the queue, of reservations and of the workspace's people", async () => {
    const seen = await findClientOrder(acme, orders.get("shipped") ?? "");
    expect(seen).toMatchObject({ isPast: true, shipments: [{ packages: 1 }] });
    expect(JSON.stringify(seen)).not.toMatch(
      /rank|reserv|\bAna\b|"note"|version|attention|workspaceId/i,
    );
  });
});
