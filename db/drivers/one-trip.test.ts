import { type SQL, sql } from "drizzle-orm";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { setDatabase } from "@/db/client";
import { readOrderList } from "@/lib/orders/list";
import { parseListParams } from "@/lib/orders/list-params";
import { type Context, provedWorkspace, readRow } from "@/lib/workspaces/context";
import { postgresDatabase, type TestDatabase } from "@/tests/database";
import { makeClient, makeOrder, makeProduct, makeWorkspace } from "@/tests/factories";
import type { OpenDatabase } from "./driver";
import { openPostgres } from "./postgres";

let base: TestDatabase & { readonly url: string };
let opened: OpenDatabase;
let ours: Context;
let theirs: Context;

beforeAll(async () => {
  base = await postgresDatabase();
  opened = await openPostgres(base.url);
  ours = await made();
  theirs = await made();
  globalThis.orderflowDatabase = Promise.resolve(opened);
});
afterAll(async () => {
  setDatabase(base.db);
  await opened.close();
  await base.close();
});

async function made(): Promise<Context> {
  const ctx = await makeWorkspace(base.db);
  await makeClient(ctx);
  await makeProduct(ctx, "CHAIR", { onHand: 5000 });
  await makeOrder(ctx, [{ sku: "CHAIR" }]);
  return ctx;
}

const trip = (...statements: SQL[]) => {
  if (opened.oneTrip === undefined) {
    throw new Error("The driver has no one trip.");
  }
  return opened.oneTrip(statements);
};
const COUNT = sql`select count(*)::integer as orders from orders`;

describe("a transaction in one round trip", () => {
  test("sends all before it hears anything", async () => {
    const query = pg.Client.prototype.query;
    let waiting = 0;
    let most = 0;
    Reflect.set(pg.Client.prototype, "query", function (this: pg.Client, ...args: unknown[]) {
      waiting += 1;
      most = Math.max(most, waiting);
      return Promise.resolve(Reflect.apply(query, this, args)).finally(() => {
        waiting -= 1;
      });
    });
    const other = await openPostgres(base.url);
    await other.oneTrip?.([sql`select 1 as one`, sql`select 2 as two`]);
    Reflect.set(pg.Client.prototype, "query", query);
    await other.close();
    expect(most).toBe(4);
  });

  test("sees its workspace only, and as many rows as any other", async () => {
    for (const ctx of [ours, theirs]) {
      expect(await readRow(ctx, COUNT)).toEqual({ orders: 1 });
    }
    const nobody = provedWorkspace("00000000-0000-7000-8000-000000000000");
    expect(await readRow({ workspaceId: nobody }, COUNT)).toEqual({ orders: 0 });
    expect((await readOrderList(ours, "open", parseListParams({}, "open"))).rows).toHaveLength(1);
  });

  test("reads nothing when it can't enter its workspace", async () => {
    await expect(readRow({ workspaceId: provedWorkspace("nothing") }, COUNT)).rejects.toThrow();
    await expect(trip(sql`select 1 / 0`, COUNT)).rejects.toMatchObject({ code: "22012" });
    expect(await readRow(ours, COUNT)).toEqual({ orders: 1 });
  });

  test("leaves nothing of a workspace on its connection, also when it failed", async () => {
    await expect(readRow(ours, sql`select 1 / 0`)).rejects.toMatchObject({ code: "22012" });
    const pool = await Promise.all(
      Array.from({ length: 10 }, () =>
        trip(
          sql`select current_user as who, current_setting('app.workspace_id', true) as workspace`,
        ),
      ),
    );
    expect(new Set(pool.map(([row]) => `${row?.who} ${row?.workspace ?? ""}`))).toEqual(
      new Set(["postgres "]),
    );
  });

  test("writes nothing", async () => {
    await expect(readRow(ours, sql`delete from tab_counts returning 1`)).rejects.toMatchObject({
      code: "25006",
    });
  });

  test("says that the database is gone when its connection breaks, and the next one is another", async () => {
    const gone = readRow(ours, sql`select pg_sleep(20)`);
    const refused = expect(gone).rejects.toThrow("The database does not answer.");
    await expect
      .poll(async () => {
        const { rows } = await base.db.execute(sql`
          select pg_terminate_backend(pid) from pg_stat_activity
          where query = 'select pg_sleep(20)' and state = 'active'`);
        return rows.length;
      })
      .toBe(1);
    await refused;
    expect(await readRow(ours, COUNT)).toEqual({ orders: 1 });
  });
});
