import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { pgliteDatabase, type TestDatabase } from "@/tests/database";
import { runModel } from "./run";

let database: TestDatabase;

beforeAll(async () => {
  database = await pgliteDatabase();
  const { rows } = await database.db.execute<{ name: string }>(
    sql`select relname as name from pg_class where relrowsecurity and relkind in ('r', 'p')`,
  );
  const walls = rows.map(({ name }) => `alter table ${name} disable row level security;`);
  await database.db.execute(sql.raw(`do $$ begin ${walls.join("\n")} end $$`));
});
afterAll(() => database.close());

test("without row-level security, the queries alone keep to their workspace", async () => {
  await expect(runModel(database, { runs: 8, commands: 40 })).resolves.toBeUndefined();
}, 300_000);
