import { sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { newId } from "@/lib/shared/ids";
import { assertDemoMayUse, beginSeeding, endSeeding, readMark } from "@/scripts/demo-database";
import { pgliteDatabase, type TestDatabase } from "./database";

let database: TestDatabase;
beforeEach(async () => {
  database = await pgliteDatabase();
});
afterEach(() => database.close());

async function makeWorkspace(name: string): Promise<void> {
  await database.db.execute(
    sql`select create_workspace(${newId()}::uuid, ${name}, 'Europe/Berlin', 'en-GB', 'EUR', false)`,
  );
}

const use = (reset = false) => assertDemoMayUse(database.db, "orders", reset);

describe("the demo", () => {
  it("uses an empty database", async () => {
    await expect(use()).resolves.toBeUndefined();
    await expect(use(true)).resolves.toBeUndefined();
  });

  it("refuses a database with a workspace that it did not make, also to start over", async () => {
    await makeWorkspace("Real Company");
    await expect(use()).rejects.toThrow("it holds a workspace that the demo did not make");
    await expect(use(true)).rejects.toThrow("it holds a workspace that the demo did not make");
  });

  it("refuses a database with tables of something else", async () => {
    await database.db.execute(sql`create table invoices_2019 (n int)`);
    await expect(use()).rejects.toThrow("it holds tables of something else (invoices_2019)");
  });

  it("uses what it seeded, and starts over only while nothing else came in", async () => {
    await beginSeeding(database.db, 240);
    await makeWorkspace("Oakline Furniture");
    await endSeeding(database.db, 240);
    await expect(use(true)).resolves.toBeUndefined();
    await makeWorkspace("Real Company");
    await expect(use()).resolves.toBeUndefined();
    await expect(use(true)).rejects.toThrow("a workspace that was made after the demo");
  });

  it("recognises a seeding that was cut short and begins again from nothing", async () => {
    await beginSeeding(database.db, 240);
    await makeWorkspace("Oakline Furniture");
    expect((await readMark(database.db))?.state).toBe("seeding");
    await expect(use()).resolves.toBeUndefined();
    await beginSeeding(database.db, 60);
    const { rows } = await database.db.execute(sql`select count(*) as n from workspaces`);
    expect(rows).toEqual([{ n: 0 }]);
    expect((await readMark(database.db))?.orders).toBe(60);
  });
});
