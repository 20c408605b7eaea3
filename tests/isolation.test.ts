import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sqlState } from "@/db/errors";
import { sendAsns } from "@/lib/asn/commands";
import { printDocuments } from "@/lib/documents/commands";
import { newId } from "@/lib/shared/ids";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { assertIsolation } from "@/lib/workspaces/isolation";
import { neonDatabase, pgliteDatabase, postgresDatabase, type TestDatabase } from "./database";
import { makeClient, makeOrder, makeProduct, makeWorkspace } from "./factories";

/** All that may look across workspaces. A new one is a decision, not a detail: add it here with care. */
const DEFINER_FUNCTIONS = [
  "add_member",
  "auth_api_key",
  "auth_attempt",
  "auth_attempt_forget",
  "auth_attempt_return",
  "auth_end_session",
  "auth_end_sessions",
  "auth_session",
  "auth_set_name",
  "auth_set_password",
  "auth_user",
  "channel_connection",
  "connections_claim",
  "create_workspace",
  "deliveries_claim",
  "deliveries_forget",
  "event_years_make",
  "has_workspace",
  "invitation_accept",
  "invitation_offer",
  "outbox_claim",
  "remove_sample_data",
  "sign_in_link_create",
  "sign_in_link_use",
  "tracked_order",
  "webhooks_forget",
  "work_forget",
];

const ENGINES = {
  "the embedded database": pgliteDatabase,
  "a real Postgres": postgresDatabase,
  "a Postgres behind the Neon driver": neonDatabase,
};

describe.each(Object.entries(ENGINES))("on %s", (_name, open) => {
  let database: TestDatabase;
  let ours: Context;
  let theirs: Context;

  beforeAll(async () => {
    database = await open();
    ours = await makeWorkspace(database.db, { name: "Ours" });
    await fill(ours);
    theirs = await makeWorkspace(database.db, { name: "Theirs" });
    await fill(theirs);
  });
  afterAll(() => database.close());

  async function fill(ctx: Context) {
    await makeClient(ctx);
    await makeProduct(ctx, "CHAIR", { onHand: 5000 });
    const orders = [
      await makeOrder(ctx, [{ sku: "CHAIR" }]),
      await makeOrder(ctx, [{ sku: "CHAIR" }]),
    ];
    await printDocuments(ctx, {
      kinds: ["label"],
      orders: orders.slice(0, 1),
      idempotencyKey: newId(),
    });
    await sendAsns(ctx, orders);
  }

  async function tablesOfWorkspaces(): Promise<string[]> {
    const { rows } = await database.db.execute<{ name: string }>(sql`
      select c.relname as name from pg_class c
      join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
      join pg_attribute a on a.attrelid = c.oid and a.attname = 'workspace_id' and not a.attisdropped
      where c.relkind in ('r', 'p') and not c.relispartition order by c.relname`);
    return rows.map((row) => row.name);
  }

  test("a workspace sees its own rows of every table, and none of another's", async () => {
    const tables = await tablesOfWorkspaces();
    expect(tables.length).toBeGreaterThan(30);
    const filled: string[] = [];
    for (const name of tables) {
      const table = sql.identifier(name);
      const { rows } = await withWorkspace(ours, (tx) =>
        tx.execute<{ rows: number; foreign_rows: number }>(sql`
          select count(*)::int as rows,
            count(*) filter (where workspace_id <> ${ours.workspaceId})::int as foreign_rows
          from ${table}`),
      );
      expect(rows[0]?.foreign_rows, name).toBe(0);
      if ((rows[0]?.rows ?? 0) > 0) {
        filled.push(name);
      }
    }
    expect(filled).toEqual(
      expect.arrayContaining(["orders", "shipments", "documents", "moves", "asns"]),
    );
  });

  test("without a workspace nothing is seen at all", async () => {
    for (const name of await tablesOfWorkspaces()) {
      const seen = await database.db.transaction(async (tx) => {
        await tx.execute(sql`select set_config('role', 'orderflow_app', true)`);
        return tx.execute(sql`select 1 from ${sql.identifier(name)} limit 1`);
      });
      expect(seen.rows, name).toEqual([]);
    }
  });

  test("a row can't be written into another workspace, nor moved there", async () => {
    const insert = withWorkspace(ours, (tx) =>
      tx.execute(sql`
        insert into clients (id, workspace_id, code, name)
        values (${newId()}::uuid, ${theirs.workspaceId}::uuid, 'SPY', 'Spy')`),
    );
    expect(sqlState(await insert.catch((error: unknown) => error))).toBe("42501");
    const move = withWorkspace(ours, (tx) =>
      tx.execute(sql`update clients set workspace_id = ${theirs.workspaceId}::uuid`),
    );
    expect(["42501", "23503"]).toContain(sqlState(await move.catch((error: unknown) => error)));
  });

  test("a row can't refer to another workspace's row, not even as the owner of the tables", async () => {
    const refer = database.db.execute(sql`
      update orders set client_id = (select id from clients where workspace_id = ${theirs.workspaceId}::uuid)
      where workspace_id = ${ours.workspaceId}::uuid`);
    expect(sqlState(await refer.catch((error: unknown) => error))).toBe("23503");
  });

  test("events, movements and the audit log are only ever added", async () => {
    for (const statement of [
      sql`update order_events set cause = 'forged'`,
      sql`delete from order_events`,
      sql`update stock_movements set quantity = 1`,
      sql`delete from stock_movements`,
      sql`update audit_log set subject = 'forged'`,
      sql`delete from audit_log`,
    ]) {
      const tried = withWorkspace(ours, (tx) => tx.execute(statement));
      expect(sqlState(await tried.catch((error: unknown) => error))).toBe("42501");
    }
  });

  test("a partition is reached through its table alone", async () => {
    const { rows: partitions } = await database.db.execute<{ name: string; forced: boolean }>(sql`
      select c.relname as name, c.relrowsecurity and c.relforcerowsecurity as forced from pg_class c
      where c.relispartition and c.relkind = 'r' order by c.relname`);
    const year = new Date().getUTCFullYear();
    expect(partitions.map(({ name }) => name)).toEqual(
      expect.arrayContaining([`order_events_${year + 1}`, "order_events_other"]),
    );
    for (const { name, forced } of partitions) {
      expect(forced, name).toBe(true);
      for (const statement of [
        sql`select 1 from ${sql.identifier(name)}`,
        sql`insert into ${sql.identifier(name)} select * from order_events`,
        sql`update ${sql.identifier(name)} set cause = 'forged'`,
        sql`delete from ${sql.identifier(name)}`,
      ]) {
        const tried = withWorkspace(ours, (tx) => tx.execute(statement));
        expect(sqlState(await tried.catch((error: unknown) => error)), name).toBe("42501");
      }
    }
  });

  test("the password of a person is out of reach for requests", async () => {
    const tried = withWorkspace(ours, (tx) => tx.execute(sql`select password_hash from users`));
    expect(sqlState(await tried.catch((error: unknown) => error))).toBe("42501");
  });

  test("exactly the named functions look across workspaces", async () => {
    const { rows } = await database.db.execute<{ name: string }>(sql`
      select p.proname as name from pg_proc p
      join pg_namespace n on n.oid = p.pronamespace
      where p.prosecdef and n.nspname not in ('pg_catalog', 'information_schema') order by p.proname`);
    expect(rows.map((row) => row.name)).toEqual(DEFINER_FUNCTIONS);
  });

  test("the start-up check accepts these walls and names a gap", async () => {
    await assertIsolation(database.db);
    await database.db.execute(sql`alter table orders no force row level security`);
    await expect(assertIsolation(database.db)).rejects.toThrow(
      "table orders has no forced row-level security",
    );
    await database.db.execute(sql`alter table orders force row level security`);
  });
});
