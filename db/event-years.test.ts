import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "drizzle-orm";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { postgresAddress } from "@/tests/database";
import { openPostgres } from "./drivers/postgres";
import { migrate } from "./migrate";
import journal from "./migrations/meta/_journal.json";

const root = mkdtempSync(path.join(tmpdir(), "orderflow-event-years-"));
const LAST_BEFORE = journal.entries.findIndex(({ tag }) => tag.endsWith("_event_time"));

beforeAll(() => {
  cpSync("db/migrations", path.join(root, "db/migrations"), { recursive: true });
  const before = { ...journal, entries: journal.entries.slice(0, LAST_BEFORE) };
  writeFileSync(path.join(root, "db/migrations/meta/_journal.json"), JSON.stringify(before));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

test("the events that were there become the first year where they lie, unread", async () => {
  const address = await postgresAddress();
  const admin = new pg.Client(`${address}/postgres`);
  await admin.connect();
  await admin.query("create database partitioned_in_use");
  await admin.query("alter database partitioned_in_use set client_min_messages = debug1");
  const { db, close } = await openPostgres(`${address}/partitioned_in_use`);
  await migrate(db, { root });
  const [workspace, client, order] = [1, 2, 3].map(
    (n) => `00000000-0000-7000-8000-00000000000${n}`,
  );
  await db.execute(
    sql.raw(`do $$ begin
    perform create_workspace('${workspace}', 'Old', 'UTC', 'en-GB', 'EUR', false);
    insert into clients (id, workspace_id, code, name) values ('${client}', '${workspace}', 'ACME', 'Acme');
    insert into orders (id, workspace_id, number, source, client_id, currency, ordered_on, total_minor, rank,
      event_seq, search_text, created_at, updated_at)
    values ('${order}', '${workspace}', 'SO-1', 'manual', '${client}', 'EUR', '2019-05-01', 0, 1, 1, 'so-1', now(), now());
    insert into order_events (workspace_id, order_id, seq, type, at, actor_kind, actor_name, cause)
    values ('${workspace}', '${order}', 1, 'created', '2019-05-01', 'person', 'Ana', 'by_hand');
  end $$`),
  );
  const before = await db.execute<{ oid: number; file: number }>(
    sql`select oid, relfilenode as file from pg_class where oid = 'order_events'::regclass`,
  );
  const told: string[] = [];
  const pool: unknown = Reflect.get(db, "$client");
  expect(pool).toBeInstanceOf(pg.Pool);
  const hear = (one: pg.PoolClient) => one.on("notice", ({ message }) => told.push(message ?? ""));
  if (pool instanceof pg.Pool) {
    pool.on("connect", hear);
    const idle = await Promise.all(Array.from({ length: pool.idleCount }, () => pool.connect()));
    idle.map((one) => hear(one).release());
  }
  expect(await migrate(db)).toBe(journal.entries.length - LAST_BEFORE);
  const { rows } = await db.execute<{ name: string }>(sql`
    select e.tableoid::regclass::text as name, e.tableoid as oid, c.relfilenode as file, e.cause
    from order_events e join pg_class c on c.oid = e.tableoid`);
  expect(rows).toMatchObject([{ ...before.rows[0], cause: "by_hand" }]);
  expect(told).toContainEqual(
    `partition constraint for table "${rows[0]?.name}" is implied by existing constraints`,
  );
  await close();
  await admin.query("drop database partitioned_in_use");
  await admin.end();
});
