import { afterAll, beforeAll, expect, test } from "vitest";
import { postgresDatabase, type TestDatabase } from "../database";
import { flood } from "./flood";

let database: TestDatabase;

beforeAll(async () => {
  database = await postgresDatabase();
});
afterAll(() => database.close());

test("1,000 shuffled and repeated deliveries, 32 at a time: none lost, doubled or wrong", async () => {
  const { calls, slowestMs } = await flood(database, 50);
  expect(calls).toBe(1000);
  expect(slowestMs).toBeLessThan(5000);
}, 300_000);
