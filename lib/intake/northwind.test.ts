import { existsSync, readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { eq, sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { clients } from "@/db/schema/clients";
import { orderLines, orders } from "@/db/schema/orders";
import { products } from "@/db/schema/products";
import { applyImport, saveMapping, uploadImport } from "@/lib/intake/commands";
import { openImport, previewImport } from "@/lib/intake/queries";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { pgliteDatabase, type TestDatabase } from "@/tests/database";
import { makeWorkspace } from "@/tests/factories";

const SAMPLE = "../shared/samples/northwind/sales-orders.csv";
let database: TestDatabase;
let ctx: Context;

beforeAll(async () => {
  database = await pgliteDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  ctx = await makeWorkspace(database.db);
});
afterEach(() => database.invariants());

/** A decimal as a whole number of its `places`-th decimals, rounded half up, by text only. */
function scaled(text: string, places: number): bigint {
  const [whole = "0", fraction = ""] = text.split(".");
  const digits = fraction.padEnd(places + 1, "0");
  return BigInt(whole + digits.slice(0, places)) + (Number(digits[places]) >= 5 ? 1n : 0n);
}

describe.skipIf(!existsSync(SAMPLE))("the Northwind file", () => {
  const bytes = existsSync(SAMPLE) ? readFileSync(SAMPLE) : new Uint8Array();

  test("comes in whole through the mapping step, in under 5 seconds, each total right to the cent", async () => {
    const uploaded = await uploadImport(ctx, { fileName: "sales-orders.csv", bytes });
    const id = uploaded.ok ? uploaded.value.id : "";
    const opened = await openImport(ctx, id);
    expect(opened?.row.mapping, "nobody has looked at its columns yet").toBeNull();
    const mapping = opened?.open?.settled.mapping ?? { columns: {} };
    expect(await previewImport(ctx, id)).toMatchObject({ value: { counts: { created: 830 } } });
    await saveMapping(ctx, { id, mapping, createMissing: true });
    expect(await previewImport(ctx, id)).toMatchObject({
      value: { counts: { created: 830, updated: 0, unchanged: 0, rejected: 0 }, warnings: [] },
    });

    const since = performance.now();
    const outcome = await applyImport(ctx, id);
    const seconds = (performance.now() - since) / 1000;
    expect(outcome).toEqual({ ok: true, value: { created: 830, updated: 0, unchanged: 0 } });
    expect(seconds).toBeLessThan(5);

    const stored = await withWorkspace(ctx, (tx) =>
      tx
        .select({
          externalId: orders.externalId,
          client: clients.code,
          total: orders.totalMinor,
          lines: sql<number>`count(${orderLines.id})::int`,
        })
        .from(orders)
        .innerJoin(clients, eq(clients.id, orders.clientId))
        .innerJoin(orderLines, eq(orderLines.orderId, orders.id))
        .groupBy(orders.id, clients.id),
    );
    expect(new Map(stored.map(({ externalId, ...order }) => [externalId, order]))).toEqual(
      expectedOrders(bytes),
    );
    const made = await withWorkspace(ctx, (tx) => tx.select().from(products));
    expect(made.length).toBe(77);
    expect(made.some(({ tracked }) => tracked)).toBe(false);
  });
});

function expectedOrders(bytes: Uint8Array) {
  const rows: Record<string, string>[] = parse(Buffer.from(bytes), { columns: true });
  const expected = new Map<string, { client: string; total: number; lines: number }>();
  for (const row of rows) {
    const price = scaled(row.UnitPrice ?? "", 2);
    const kept = 1_000_000n - scaled(row.Discount ?? "", 6);
    const line = (BigInt(row.Quantity ?? "") * price * kept + 500_000n) / 1_000_000n;
    const order = expected.get(row.OrderID ?? "") ?? {
      client: row.CustomerID ?? "",
      total: Number(scaled(row.Freight ?? "", 2)),
      lines: 0,
    };
    order.total += Number(line);
    order.lines += 1;
    expected.set(row.OrderID ?? "", order);
  }
  return expected;
}
