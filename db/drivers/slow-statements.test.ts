import { sql } from "drizzle-orm";
import { afterEach, expect, test, vi } from "vitest";
import { postgresDatabase } from "@/tests/database";
import { openPostgres } from "./postgres";

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

test("statements that take longer than the setting says are told without their values", async () => {
  vi.stubEnv("SLOW_QUERY_MS", "100");
  const told = vi.spyOn(console, "info").mockReturnValue();
  const database = await postgresDatabase();
  const { db, close } = await openPostgres(database.url);
  await db.transaction(async (tx) => {
    await tx.execute(sql`select pg_sleep(${0.3}::float8), ${"secret"}::text`);
    await tx.execute(sql`select 1`);
  });
  await close();
  await database.close();
  const lines = told.mock.calls.map(([line]) => JSON.parse(String(line)));
  const [slow] = lines.filter(({ statement }) => statement.includes("pg_sleep"));
  expect(slow.slow_statement_ms).toBeGreaterThanOrEqual(295);
  expect(JSON.stringify(lines)).not.toContain("secret");
});

test("nothing is told where nobody asked for it", async () => {
  const told = vi.spyOn(console, "info").mockReturnValue();
  const database = await postgresDatabase();
  await database.db.transaction((tx) => tx.execute(sql`select pg_sleep(0.2)`));
  await database.close();
  expect(told).not.toHaveBeenCalled();
});
