import { afterAll, beforeAll, expect, test } from "vitest";
import { flood } from "../channels/flood";
import { postgresDatabase, type TestDatabase } from "../database";

let database: TestDatabase;

beforeAll(async () => {
  database = await postgresDatabase();
});
afterAll(() => database.close());

test("10,000 shuffled and repeated deliveries, 32 at a time: none lost, doubled or wrong", async () => {
  const measured = await flood(database, 500);
  process.stdout.write(`${JSON.stringify(measured)}\n`);
  expect(measured.calls).toBe(10_000);
  expect(measured.slowestMs).toBeLessThan(5000);
}, 1_800_000);
