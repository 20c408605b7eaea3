import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { importOrders } from "@/lib/intake/direct";
import { recentImports } from "@/lib/intake/queries";
import { dump, fileOf, manyOrders, sentences } from "@/lib/intake/testing";
import type { Context } from "@/lib/workspaces/context";
import { pgliteDatabase, type TestDatabase } from "@/tests/database";
import { makeClient, makeProduct, makeWorkspace } from "@/tests/factories";

let database: TestDatabase;
let ctx: Context;

beforeAll(async () => {
  database = await pgliteDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  ctx = await makeWorkspace(database.db);
  await makeClient(ctx);
  await makeProduct(ctx, "CHAIR", { tracked: true });
});
afterEach(() => database.invariants());

const text = (content: string) => new TextEncoder().encode(content);

describe("importing a file in one call", () => {
  test("creates its orders and keeps a record; again it changes nothing", async () => {
    const request = { fileName: "orders.csv", bytes: manyOrders(1, 3) };
    const none = { created: 0, updated: 0, unchanged: 0, rejected: [] };
    expect(await importOrders(ctx, request)).toEqual({ ok: true, value: { ...none, created: 3 } });
    const before = await dump(database.db);
    expect(await importOrders(ctx, request)).toEqual({
      ok: true,
      value: { ...none, unchanged: 3 },
    });
    expect(await dump(database.db)).toEqual(before);
    expect((await recentImports(ctx)).map(({ result }) => result?.created)).toEqual([0, 3]);
  });

  test("tells on a dry run what would happen and writes nothing", async () => {
    const before = await dump(database.db);
    const request = { fileName: "orders.csv", bytes: manyOrders(1, 3), dryRun: true };
    expect(await importOrders(ctx, request)).toMatchObject({ value: { created: 3 } });
    expect(await dump(database.db)).toEqual(before);
    expect(await recentImports(ctx)).toEqual([]);
  });

  test("writes nothing where a row is rejected, and names it", async () => {
    const bytes = fileOf(["1", "ACME", "CHAIR", "1"], ["2", "ACME", "LAMP", "1"]);
    const before = await dump(database.db);
    const outcome = await importOrders(ctx, { fileName: "orders.csv", bytes });
    expect(outcome).toMatchObject({ value: { created: 0, updated: 0, unchanged: 0 } });
    expect(outcome.ok && sentences(outcome.value.rejected)).toEqual([
      "3 sku: Product LAMP is unknown: create it, or let the import create missing clients and products.",
    ]);
    expect(await dump(database.db)).toEqual(before);
    expect(
      await importOrders(ctx, { fileName: "orders.csv", bytes, createMissing: true }),
    ).toMatchObject({ value: { created: 2 } });
  });

  test("refuses a file whose columns or formats nobody has settled, and takes it with a mapping", async () => {
    const bytes = text("Ref,Who,SKU,Qty,When\n1,ACME,CHAIR,2,03/04/2026\n");
    expect(await importOrders(ctx, { fileName: "a.csv", bytes })).toMatchObject({
      refusal: {
        code: "mapping_incomplete",
        issues: [{ field: "orderNumber" }, { field: "clientCode" }],
      },
    });
    const columns = {
      Ref: "orderNumber",
      Who: "clientCode",
      SKU: "sku",
      Qty: "quantity",
      When: "orderedOn",
    } as const;
    expect(
      await importOrders(ctx, { fileName: "a.csv", bytes, mapping: { columns } }),
    ).toMatchObject({ refusal: { code: "format_unclear", data: { example: "03/04/2026" } } });
    const mapping = { columns, dateOrders: { orderedOn: "dmy" } } as const;
    expect(await importOrders(ctx, { fileName: "a.csv", bytes, mapping })).toMatchObject({
      value: { created: 1 },
    });
  });
});
