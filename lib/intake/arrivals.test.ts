import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { importOrders } from "@/lib/intake/direct";
import { moveOrders } from "@/lib/orders/commands";
import { recordMovement } from "@/lib/orders/stock-movements";
import { newId } from "@/lib/shared/ids";
import { markShipped } from "@/lib/shipments/commands";
import type { Context } from "@/lib/workspaces/context";
import { deliver, makeConnection, orderState, webhookBody } from "@/tests/channels";
import { pgliteDatabase, type TestDatabase } from "@/tests/database";
import { makeProduct, makeWorkspace } from "@/tests/factories";
import type { ConnectionRow } from "./open-connection";

let database: TestDatabase;
let ctx: Context;
let connection: ConnectionRow;

beforeAll(async () => {
  database = await pgliteDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  ctx = await makeWorkspace(database.db);
  connection = await makeConnection(ctx);
});
afterEach(() => database.invariants());

const arrives = (webhook: Parameters<typeof webhookBody>[0]) =>
  deliver(ctx, connection, webhookBody(webhook));

const order = async (name = "#1") => JSON.parse(await orderState(ctx, name));
const numberOf = async (name = "#1") => {
  const { rows } = await database.db.execute<{ number: string }>(
    sql`select number from orders where external_id = ${name} and workspace_id = ${ctx.workspaceId}`,
  );
  return rows[0]?.number ?? "";
};
const ship = async (name = "#1") =>
  markShipped(ctx, { orderNumber: await numberOf(name), batchId: newId() });
const stock = (sku: string, units: number) =>
  recordMovement(ctx, { sku, quantity: units * 1000, reason: "receipt" });

describe("a channel's order", () => {
  test("becomes an order with its client, its untracked products and the channel's ids", async () => {
    const row = await arrives({ name: "#1", lines: [{ sku: "LAMP", quantity: 2, price: "9.95" }] });
    expect(row).toMatchObject({ fate: "kept", reason: "created", externalId: "#1" });
    expect(await order()).toMatchObject({
      tab: "open",
      client: "jane-at-example.com",
      total: 2480,
      lines: [[1, "LAMP", 2, 0, 0, 0, 995, "gid://shopify/LineItem/11000000000000001"]],
    });
  });

  test("that says the same again changes nothing, but pushes its time on", async () => {
    await arrives({ name: "#1" });
    expect(await arrives({ name: "#1" })).toMatchObject({ fate: "same" });
    expect(await arrives({ name: "#1", minute: 9 })).toMatchObject({ fate: "same" });
    expect(await arrives({ name: "#1", minute: 5, note: "between" })).toMatchObject({
      fate: "older",
    });
    expect((await order()).note).toBeNull();
  });

  test("that was never seen and is cancelled already is kept as an archived order", async () => {
    expect(await arrives({ name: "#1", cancelled: true })).toMatchObject({ reason: "cancelled" });
    expect(await order()).toMatchObject({ tab: "archived", reason: "cancelled" });
  });

  test("that is cancelled gives its reservations back", async () => {
    await makeProduct(ctx, "CHAIR", { onHand: 5000 });
    await arrives({ name: "#1" });
    expect((await order()).lines[0][5]).toBe(1);
    await arrives({ name: "#1", minute: 1, cancelled: true });
    expect(await order()).toMatchObject({ tab: "archived", reason: "cancelled" });
    expect((await order()).lines[0][5]).toBe(0);
  });

  test("that is cancelled after a part has left is closed, its rest short-closed", async () => {
    await makeProduct(ctx, "CHAIR", { onHand: 5000 });
    const lines = [
      { sku: "CHAIR", quantity: 2 },
      { sku: "LAMP", quantity: 1 },
    ];
    await arrives({
      name: "#1",
      lines: [{ sku: "CHAIR", quantity: 2, shipped: 1 }, lines[1]] as never,
    });
    await arrives({ name: "#1", minute: 1, lines, cancelled: true });
    expect(await order()).toMatchObject({
      tab: "closed",
      lines: [
        [1, "CHAIR", 2, 1, 1],
        [2, "LAMP", 1, 1, 0],
      ].map((line) => expect.arrayContaining(line)),
    });
  });

  test("that is cancelled after all has left asks for attention", async () => {
    await arrives({ name: "#1" });
    await ship();
    await arrives({ name: "#1", minute: 1, cancelled: true });
    expect(await order()).toMatchObject({ tab: "closed", attention: "cancelled_after_shipping" });
  });

  test("that is newly owed something is reopened by rule", async () => {
    await arrives({ name: "#1" });
    await ship();
    expect((await order()).tab).toBe("closed");
    await arrives({ name: "#1", minute: 1, lines: [{ sku: "CHAIR", quantity: 3 }] });
    expect(await order()).toMatchObject({ tab: "open", shipment: "partly_shipped" });
  });

  test("that asks for less than has left is quarantined, and superseded by a newer one", async () => {
    await arrives({ name: "#1", lines: [{ sku: "CHAIR", quantity: 3 }] });
    await ship();
    const row = await arrives({ name: "#1", minute: 1, lines: [{ sku: "CHAIR", quantity: 2 }] });
    expect(row).toMatchObject({ fate: "quarantined", reason: "below_shipped" });
    expect((await order()).lines[0][2]).toBe(3);
    await arrives({ name: "#1", minute: 2, lines: [{ sku: "CHAIR", quantity: 4 }] });
    const { rows } = await database.db.execute(
      sql`select fate, reason from deliveries where id = ${row.id}::uuid`,
    );
    expect(rows).toEqual([{ fate: "older", reason: "superseded" }]);
  });

  test("that a person has archived stays so, and its change waits for a person", async () => {
    await arrives({ name: "#1" });
    await moveOrders(ctx, [await numberOf()], { type: "archive", reason: "cancelled" });
    const row = await arrives({ name: "#1", minute: 1, lines: [{ sku: "CHAIR", quantity: 2 }] });
    expect(row).toMatchObject({ fate: "quarantined", reason: "archived" });
    expect(await arrives({ name: "#1", minute: 2, cancelled: true })).toMatchObject({
      fate: "same",
    });
  });

  test("that a person has reopened is not cancelled again by what is known already", async () => {
    await arrives({ name: "#1", cancelled: true });
    await moveOrders(ctx, [await numberOf()], { type: "reopen" });
    await arrives({ name: "#1", minute: 1, cancelled: true, note: "still cancelled" });
    expect(await order()).toMatchObject({ tab: "open", note: "still cancelled" });
  });

  test("that a file brought first is the same order, and no file changes it afterwards", async () => {
    const file = (note: string) =>
      new TextEncoder().encode(
        `order_number,client_code,sku,quantity,unit_price,note\n#1,ACME,CHAIR,1,10.00,${note}\n`,
      );
    const bring = (note: string) =>
      importOrders(ctx, { fileName: "orders.csv", bytes: file(note), createMissing: true });
    await bring("from the file");
    const inFile = await makeConnection(ctx, { source: "file" });
    const row = await deliver(ctx, inFile, webhookBody({ name: "#1", note: "from the shop" }));
    expect(row).toMatchObject({ fate: "kept", reason: "updated" });
    const answer = await bring("from an old file");
    expect(answer).toMatchObject({ ok: true, value: { created: 0, updated: 0, unchanged: 1 } });
    expect((await order()).note).toBe("from the shop");
    const { rows } = await database.db.execute(
      sql`select topic, fate, reason from deliveries where workspace_id = ${ctx.workspaceId} order by id`,
    );
    expect(rows).toEqual([
      { topic: "file", fate: "kept", reason: "created" },
      { topic: "orders/updated", fate: "kept", reason: "updated" },
      { topic: "file", fate: "older", reason: "by_channel" },
    ]);
  });
});

describe("what a channel has shipped", () => {
  test("leaves the ledger, closes the order and is written once", async () => {
    await makeProduct(ctx, "CHAIR", { onHand: 5000 });
    await arrives({ name: "#1", lines: [{ sku: "CHAIR", quantity: 2 }] });
    const shipped = { name: "#1", minute: 1, lines: [{ sku: "CHAIR", quantity: 2, shipped: 2 }] };
    expect(await arrives(shipped)).toMatchObject({ fate: "kept", reason: "shipped" });
    expect(await arrives({ ...shipped, minute: 2 })).toMatchObject({ fate: "same" });
    expect(await order()).toMatchObject({ tab: "closed", shipment: "shipped", attention: null });
  });

  test("is not shipped again when it is the echo of our own shipment", async () => {
    await makeProduct(ctx, "CHAIR", { onHand: 5000 });
    await arrives({ name: "#1" });
    await ship();
    const echo = { name: "#1", minute: 1, lines: [{ sku: "CHAIR", quantity: 1, shipped: 1 }] };
    expect(await arrives(echo)).toMatchObject({ fate: "same" });
    const { rows } = await database.db.execute(
      sql`select count(*)::int as count from shipments where workspace_id = ${ctx.workspaceId}`,
    );
    expect(rows).toEqual([{ count: 1 }]);
  });

  test("without stock is corrected and flagged, and others lose what was theirs", async () => {
    await makeProduct(ctx, "CHAIR", { onHand: 3000 });
    await arrives({ name: "#1", lines: [{ sku: "CHAIR", quantity: 3 }] });
    await arrives({ name: "#2", lines: [{ sku: "CHAIR", quantity: 5 }] });
    await arrives({ name: "#2", minute: 1, lines: [{ sku: "CHAIR", quantity: 5, shipped: 5 }] });
    expect(await order("#2")).toMatchObject({
      tab: "closed",
      attention: "shipped_without_stock",
    });
    expect(await order("#1")).toMatchObject({ stock: "short", attention: "stock_released" });
    await stock("CHAIR", 3);
    expect(await order("#1")).toMatchObject({ stock: "in_stock", attention: null });
  });
});
