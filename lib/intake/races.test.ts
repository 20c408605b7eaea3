import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { applyImport, saveMapping } from "@/lib/intake/commands";
import { importOrders } from "@/lib/intake/direct";
import { fileOf, manyOrders, uploaded } from "@/lib/intake/testing";
import type { Context } from "@/lib/workspaces/context";
import { postgresDatabase, type TestDatabase } from "@/tests/database";
import { makeClient, makeProduct, makeWorkspace } from "@/tests/factories";

let database: TestDatabase;
let ctx: Context;

beforeAll(async () => {
  database = await postgresDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  ctx = await makeWorkspace(database.db);
  await makeClient(ctx);
  await makeProduct(ctx, "CHAIR", { tracked: true, onHand: 50_000 });
});
afterEach(() => database.invariants());

const count = async (table: "orders" | "order_events" | "clients" | "products") => {
  const { rows } = await database.db.execute<{ count: number }>(
    sql`select count(*)::int as count from ${sql.identifier(table)} where workspace_id = ${ctx.workspaceId}`,
  );
  return rows[0]?.count;
};
const times = <T>(many: number, run: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: many }, (_, index) => run(index)));

describe("on a real Postgres", () => {
  test("several people applying one import at once make one effect and get one answer", async () => {
    const id = await uploaded(ctx, manyOrders(1, 30));
    const answers = await times(6, () => applyImport(ctx, id));
    for (const answer of answers) {
      expect(answer).toEqual({ ok: true, value: { created: 30, updated: 0, unchanged: 0 } });
    }
    expect([await count("orders"), await count("order_events")]).toEqual([30, 30]);
  });

  test("imports with overlapping numbers at once make each order once", async () => {
    const ids = await times(4, (index) => uploaded(ctx, manyOrders(1 + index * 10, 30)));
    const direct = { fileName: "orders.csv", bytes: manyOrders(1, 60) };
    const answers = await Promise.all([
      ...ids.map((id) => applyImport(ctx, id)),
      importOrders(ctx, direct),
    ]);
    expect(answers.every(({ ok }) => ok)).toBe(true);
    const created = answers.map((answer) => (answer.ok ? answer.value.created : 0));
    expect(created.reduce((sum, one) => sum + one, 0)).toBe(60);
    expect([await count("orders"), await count("order_events")]).toEqual([60, 60]);
  });

  test("imports that create the same clients and products at once share them", async () => {
    const files = ["a", "b", "c", "d"].map((mark) =>
      fileOf([`${mark}1`, "NEW", "LAMP", "1"], [`${mark}2`, "NEWER", "DESK", "1"]),
    );
    const ids = await times(4, (index) => uploaded(ctx, files[index] ?? new Uint8Array()));
    await times(4, (index) => saveMapping(ctx, { id: ids[index] ?? "", createMissing: true }));
    const answers = await Promise.all(ids.map((id) => applyImport(ctx, id)));
    expect(answers.map((answer) => answer.ok && answer.value.created)).toEqual([2, 2, 2, 2]);
    expect([await count("clients"), await count("products")]).toEqual([3, 3]);
  });

  test("two changed files at once leave what one of them says, whole", async () => {
    const file = (quantity: string) =>
      fileOf(["1", "ACME", "CHAIR", quantity], ["2", "ACME", "CHAIR", quantity]);
    await applyImport(ctx, await uploaded(ctx, file("1")));
    const ids = [await uploaded(ctx, file("2")), await uploaded(ctx, file("3"))];
    const answers = await Promise.all(ids.map((id) => applyImport(ctx, id)));
    expect(answers).toEqual(
      answers.map(() => ({ ok: true, value: { created: 0, updated: 2, unchanged: 0 } })),
    );
    const { rows } = await database.db.execute<{ ordered: string }>(
      sql`select distinct ordered::text from order_lines where workspace_id = ${ctx.workspaceId}`,
    );
    expect(rows.length).toBe(1);
    expect(await count("order_events")).toBe(6);
  });
});
