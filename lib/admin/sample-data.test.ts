import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createOrder } from "@/lib/orders/commands";
import { orderInputSchema } from "@/lib/orders/input";
import type { Context } from "@/lib/workspaces/context";
import { postgresDatabase, type TestDatabase } from "@/tests/database";
import { makeClient, makeOrder, makeProduct, makeWorkspace } from "@/tests/factories";
import { addSampleData, removeSampleData, sampleState } from "./sample-data";

let database: TestDatabase;
let ctx: Context;

beforeAll(async () => {
  database = await postgresDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  ctx = await makeWorkspace(database.db);
});
afterEach(() => database.invariants());

/** How many rows each table holds of a workspace; what may stay for ever is left out. */
async function rowsOf({ workspaceId }: Context): Promise<Record<string, number>> {
  const stays = ["audit_log", "issued_numbers", "number_series", "print_jobs", "tab_counts"];
  const tables = await database.db.execute<{ name: string }>(sql`
    select c.relname as name from pg_class c
    join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'workspace_id' and not a.attisdropped
    where c.relkind in ('r', 'p') and not c.relispartition order by 1`);
  const counts: Record<string, number> = {};
  for (const { name } of tables.rows.filter((table) => !stays.includes(table.name))) {
    const { rows } = await database.db.execute<{ n: number }>(
      sql`select count(*)::int as n from ${sql.identifier(name)} where workspace_id = ${workspaceId}`,
    );
    if ((rows[0]?.n ?? 0) > 0) {
      counts[name] = rows[0]?.n ?? 0;
    }
  }
  return counts;
}

const tabs = async () => {
  const { rows } = await database.db.execute<{ tab: string; orders: number }>(
    sql`select tab, orders from tab_counts where workspace_id = ${ctx.workspaceId} order by tab`,
  );
  return Object.fromEntries(rows.map(({ tab, orders }) => [tab, orders]));
};
const realOrder = (client: string, sku: string) => {
  const lines = [{ sku, quantity: 1000, unitPriceMinor: 100 }];
  const input = orderInputSchema.parse({ client: { code: client }, currency: "EUR", lines });
  return createOrder(ctx, input, "by_hand");
};

describe("sample data", () => {
  it("stands in all three tabs and goes away without a trace", async () => {
    expect(await sampleState(ctx)).toBe("possible");
    expect(await addSampleData(ctx)).toMatchObject({ ok: true });
    expect(await tabs()).toEqual({ archived: 2, closed: 1, open: 3 });
    expect(await sampleState(ctx)).toBe("here");
    await database.invariants();
    expect(await removeSampleData(ctx)).toEqual({ kept: [] });
    expect(await rowsOf(ctx)).toEqual({});
    expect(await tabs()).toEqual({ archived: 0, closed: 0, open: 0 });
    expect(await removeSampleData(ctx)).toEqual({ kept: [] });
  });

  it("keeps its numbers as void, so that none is given twice", async () => {
    await addSampleData(ctx);
    await removeSampleData(ctx);
    const { rows } = await database.db.execute<{ series: string; open: number }>(sql`
      select series, count(*) filter (where voided_at is null)::int as open from issued_numbers
      where workspace_id = ${ctx.workspaceId} group by series order by series`);
    expect(rows.map((row) => row.open)).toEqual(rows.map(() => 0));
    await makeClient(ctx);
    await makeProduct(ctx, "REAL", { onHand: 1000 });
    expect(await makeOrder(ctx, [{ sku: "REAL" }])).toBe("SO-1007");
  });

  it("touches nothing real, of this workspace and of others", async () => {
    const theirs = await makeWorkspace(database.db, { name: "Theirs" });
    await addSampleData(theirs);
    await addSampleData(ctx);
    await makeClient(ctx);
    await makeProduct(ctx, "REAL", { onHand: 5000 });
    await makeOrder(ctx, [{ sku: "REAL" }]);
    const before = await rowsOf(theirs);
    expect(await removeSampleData(ctx)).toEqual({ kept: [] });
    expect(await rowsOf(theirs)).toEqual(before);
    expect(await rowsOf(ctx)).toMatchObject({
      clients: 1,
      products: 1,
      orders: 1,
      reservations: 1,
    });
    expect(await tabs()).toMatchObject({ open: 1 });
  });

  it("stays as far as a real order depends on it, and is said to", async () => {
    await addSampleData(ctx);
    await makeClient(ctx, "REAL");
    await makeProduct(ctx, "REAL", { onHand: 5000 });
    await realOrder("REAL", "SAMPLE-TABLE");
    await realOrder("SAMPLE-BLOOM", "REAL");
    const { kept } = await removeSampleData(ctx);
    const names = kept.map(({ kind, name }) => `${kind} ${name}`).sort();
    // The table stays, with the order of tables and chairs, and so the chairs with all their orders.
    expect(names).toEqual([
      "client Acme Interiors (sample)",
      "client Bloom Hotels (sample)",
      "client Cedar & Sons (sample)",
      "order SO-1001",
      "order SO-1003",
      "order SO-1004",
      "product Oak chair (sample)",
      "product Oak table (sample)",
    ]);
    expect(await sampleState(ctx)).toBe("none");
  });

  it("is added to an empty workspace only, and once", async () => {
    const outcomes = await Promise.all([addSampleData(ctx), addSampleData(ctx)]);
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
    const used = await makeWorkspace(database.db);
    await makeClient(used);
    expect(await addSampleData(used)).toMatchObject({ refusal: { code: "not_empty" } });
  });

  it("removed while somebody orders a sample product never breaks a rule", async () => {
    await addSampleData(ctx);
    await makeClient(ctx, "REAL");
    const [removed, ordered] = await Promise.allSettled([
      removeSampleData(ctx),
      realOrder("REAL", "SAMPLE-LAMP"),
    ]);
    expect(removed.status).toBe("fulfilled");
    const isOrdered = ordered.status === "fulfilled" && ordered.value.ok;
    expect(await tabs()).toMatchObject({ open: isOrdered ? expect.any(Number) : 0 });
  });
});
