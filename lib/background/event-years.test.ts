import { sql } from "drizzle-orm";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Database, setDatabase } from "@/db/client";
import { provedWorkspace, withWorkspace } from "@/lib/workspaces/context";
import { pgliteDatabase, postgresDatabase, type TestDatabase } from "@/tests/database";
import { makeClient, makeOrder, makeProduct, makeWorkspace } from "@/tests/factories";
import { makeEventYears } from "./event-years";

const THIS_YEAR = new Date().getUTCFullYear();
const ENGINES = {
  "the embedded database": pgliteDatabase,
  "a real Postgres": postgresDatabase,
};

/** As if nobody had made the coming year: its events are where those of all other times are. */
async function takeAway(db: Database) {
  const table = sql.identifier(`order_events_${THIS_YEAR + 1}`);
  await db.execute(sql`alter table order_events detach partition ${table}`);
  await db.execute(sql`insert into order_events select * from ${table}`);
  await db.execute(sql`drop table ${table}`);
}

describe.each(Object.entries(ENGINES))("on %s", (_name, open) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(() => setDatabase(database.db));

  const partitions = async () => {
    const { rows } = await database.db.execute<{ name: string }>(sql`
      select inhrelid::regclass::text as name from pg_inherits
      where inhparent = 'order_events'::regclass order by 1`);
    return rows.map(({ name }) => name);
  };

  test("each event goes to the year of its instant, whatever zone anybody is in", async () => {
    const next = THIS_YEAR + 1;
    const places: Record<string, string> = {
      [`${next - 20}-06-01T00:00:00Z`]: (await partitions())[0] ?? "",
      [`${next}-01-01T00:00:00Z`]: `order_events_${next}`,
      [`${next}-12-31T23:59:59.999Z`]: `order_events_${next}`,
      [`${next + 1}-01-01T00:59:59+01:00`]: `order_events_${next}`,
      [`${next + 1}-01-01T00:00:00Z`]: "order_events_other",
    };
    for (const [at, place] of Object.entries(places)) {
      const ctx = await makeWorkspace(database.db, { now: new Date(at) });
      await makeClient(ctx);
      await makeProduct(ctx, "CHAIR");
      await makeOrder(ctx, [{ sku: "CHAIR" }]);
      const { rows } = await database.db.execute(sql`
        select tableoid::regclass::text as place from order_events where workspace_id = ${ctx.workspaceId}`);
      expect(rows, at).toEqual([{ place }]);
    }
    await database.invariants();
  });

  test("the coming year is made once, with what came of its time before", async () => {
    const { workspaceId } = await makeWorkspace(database.db);
    await takeAway(database.db);
    const ctx = await makeWorkspace(database.db, { now: new Date(`${THIS_YEAR + 1}-03-01`) });
    await makeClient(ctx);
    await makeProduct(ctx, "CHAIR");
    await makeOrder(ctx, [{ sku: "CHAIR" }]);
    expect(await makeEventYears()).toBe(1);
    expect(await makeEventYears()).toBe(0);
    expect(await partitions()).toContain(`order_events_${THIS_YEAR + 1}`);
    const { rows } = await database.db.execute(sql`
      select tableoid::regclass::text as place, cause from order_events where workspace_id = ${ctx.workspaceId}`);
    expect(rows).toMatchObject([{ place: `order_events_${THIS_YEAR + 1}` }]);
    // The new one stands behind the same wall as the others.
    const stranger = { workspaceId: provedWorkspace(workspaceId) };
    const seen = await withWorkspace(stranger, (tx) => tx.execute(sql`select 1 from order_events`));
    expect(seen.rows).toEqual([]);
    await database.invariants();
  });

  test("several processes that make it at once make one", async () => {
    await takeAway(database.db);
    const made = await Promise.all([makeEventYears(), makeEventYears(), makeEventYears()]);
    expect(made.toSorted()).toEqual([0, 0, 1]);
  });
});

test("whoever holds the orders goes first, and the year is made another time", async () => {
  const { db, url, close } = await postgresDatabase();
  setDatabase(db);
  await takeAway(db);
  const other = new pg.Client(url);
  await other.connect();
  await other.query("begin; update orders set note = 'mine'");
  expect(await makeEventYears()).toBe(0);
  await other.query("commit");
  await other.end();
  expect(await makeEventYears()).toBe(1);
  await close();
});
