import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "drizzle-orm";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pgliteDatabase, postgresAddress, postgresDatabase } from "@/tests/database";
import { startNeonProxy } from "@/tests/neon-proxy";
import type { Database } from "./drivers/driver";
import { openNeon } from "./drivers/neon";
import { openPostgres } from "./drivers/postgres";
import { migrate } from "./migrate";
import journal from "./migrations/meta/_journal.json";
import { pendingMigrations } from "./pending-migrations";

describe("migrating", () => {
  it("leaves nothing pending and does nothing the second time", async () => {
    const { db, close } = await pgliteDatabase();
    expect(await pendingMigrations(db)).toBe(0);
    expect(await migrate(db)).toBe(0);
    await db.execute(sql`drop schema drizzle cascade`);
    expect(await pendingMigrations(db)).toBe(journal.entries.length);
    await close();
  });

  it.each(["postgres", "neon"] as const)(
    "is done once when several processes start together, over %s",
    async (driver) => {
      const address = await postgresAddress();
      const admin = new pg.Client(`${address}/postgres`);
      await admin.connect();
      await admin.query(`create database migrated_over_${driver}`);
      const proxy = await startNeonProxy();
      const url = `${address}/migrated_over_${driver}`;
      const open = () =>
        driver === "neon" ? openNeon(url, { proxy: proxy.address }) : openPostgres(url);
      const opened = await Promise.all([open(), open(), open()]);
      const applied = await Promise.all(opened.map(({ db }) => migrate(db)));
      expect(applied.toSorted((a, b) => a - b)).toEqual([0, 0, journal.entries.length]);
      await Promise.all(opened.map(({ close }) => close()));
      await proxy.close();
      await admin.query(`drop database migrated_over_${driver}`);
      await admin.end();
    },
  );
});

describe("migrating a database in use", () => {
  const root = mkdtempSync(path.join(tmpdir(), "orderflow-migrations-"));
  const folder = path.join(root, "db/migrations");

  beforeAll(() => cpSync("db/migrations", folder, { recursive: true }));
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  /** The migrations of this build and these behind them. */
  function follow(...texts: string[]): void {
    const added = texts.map((text, at) => {
      writeFileSync(path.join(folder, `90${at}0_next.sql`), text);
      return {
        idx: 9000 + at,
        version: "7",
        when: 9e12 + at,
        tag: `90${at}0_next`,
        breakpoints: true,
      };
    });
    const entries = [...journal.entries, ...added];
    writeFileSync(path.join(folder, "meta/_journal.json"), JSON.stringify({ ...journal, entries }));
  }

  it("builds an index outside of any transaction, also one that was cut short before", async () => {
    const { db, close } = await postgresDatabase();
    await db.execute(sql`insert into installation (key, value) values ('a', '1'), ('b', '1')`);
    const twice = sql`create unique index concurrently next_index on installation (value)`;
    await expect(db.execute(twice)).rejects.toThrow();
    follow("create index concurrently if not exists next_index on installation (value)");
    expect(await migrate(db, { root })).toBe(1);
    const { rows } = await db.execute(
      sql`select indisvalid, indisunique from pg_index where indexrelid = 'next_index'::regclass`,
    );
    expect(rows).toEqual([{ indisvalid: true, indisunique: false }]);
    expect(await migrate(db, { root })).toBe(0);
    await close();
  });

  it("gives way to those who use a table, and keeps what it had done before", async () => {
    const { db, url, close } = await postgresDatabase();
    follow(
      "alter table clients add column first text",
      "alter table orders add column second text",
    );
    const user = new pg.Client(url);
    await user.connect();
    await user.query("begin");
    await user.query("select 1 from orders");
    const migrating = migrate(db, { root });
    // Whoever comes while the migration waits for the table waits with it, and not for long.
    await new Promise((resolve) => setTimeout(resolve, 500));
    const since = performance.now();
    await db.execute(sql`select 1 from orders`);
    expect(performance.now() - since).toBeLessThan(10_000);
    await user.query("commit");
    await user.end();
    expect(await migrating).toBe(2);
    const { rows } = await db.execute(
      sql`select count(*)::int as applied from drizzle.__drizzle_migrations`,
    );
    expect(rows).toEqual([{ applied: journal.entries.length + 2 }]);
    await close();
  });

  const PARTS = `-- backfill
    with part as (select key from installation where key > coalesce(:after, '') and key like 'row%' order by key limit 2),
    filled as (update installation i set value = to_jsonb((i.value #>> '{}')::integer + 1) from part p where p.key = i.key)
    select key as after from part order by key desc limit 1`;
  const keep = async (db: Database, rows: readonly string[]) => {
    for (const key of rows) {
      await db.execute(sql`insert into installation (key, value) values (${key}, '1')`);
    }
  };
  const kept = async (db: Database) => {
    const { rows } = await db.execute<{ key: string; value: unknown }>(
      sql`select key, value from installation where key like 'row%' or key like 'backfill%' order by key`,
    );
    return Object.fromEntries(rows.map(({ key, value }) => [key, value]));
  };

  it("fills by parts, and goes on with the part at which it was cut short", async () => {
    const { db, close } = await postgresDatabase();
    await keep(db, ["row1", "row2", "row3", "row4", "row5"]);
    await db.execute(sql`update installation set value = '"broken"' where key = 'row4'`);
    follow(PARTS);
    await expect(migrate(db, { root })).rejects.toThrow("invalid input syntax");
    expect(await kept(db)).toEqual({
      "backfill 9000000000000": "row2",
      ...{ row1: 2, row2: 2, row3: 1, row4: "broken", row5: 1 },
    });
    await db.execute(sql`update installation set value = '1' where key = 'row4'`);
    expect(await migrate(db, { root })).toBe(1);
    expect(await kept(db)).toEqual({ row1: 2, row2: 2, row3: 2, row4: 2, row5: 2 });
    expect(await migrate(db, { root })).toBe(0);
    await close();
  });

  it("fills an embedded database in one go", async () => {
    const { db, close } = await pgliteDatabase();
    await keep(db, ["row1", "row2", "row3"]);
    follow(PARTS);
    expect(await migrate(db, { root, isEmbedded: true })).toBe(1);
    expect(await kept(db)).toEqual({ row1: 2, row2: 2, row3: 2 });
    await close();
  });
});
