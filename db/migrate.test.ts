import { sql } from "drizzle-orm";
import pg from "pg";
import { describe, expect, it } from "vitest";
import { pgliteDatabase, postgresAddress } from "@/tests/database";
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

  it("is done once when several processes start together", async () => {
    const address = await postgresAddress();
    const admin = new pg.Client(`${address}/postgres`);
    await admin.connect();
    await admin.query("create database migrated_together");
    const opened = await Promise.all(
      Array.from({ length: 3 }, () => openPostgres(`${address}/migrated_together`)),
    );
    const applied = await Promise.all(opened.map(({ db }) => migrate(db)));
    expect(applied.toSorted((a, b) => a - b)).toEqual([0, 0, journal.entries.length]);
    await Promise.all(opened.map(({ close }) => close()));
    await admin.query("drop database migrated_together");
    await admin.end();
  });
});
