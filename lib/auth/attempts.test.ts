import { afterAll, beforeAll, expect, it } from "vitest";
import { setDatabase } from "@/db/client";
import { postgresDatabase, type TestDatabase } from "@/tests/database";
import { countAttempt, forgiveAttempt } from "./attempts";

let database: TestDatabase;

beforeAll(async () => {
  database = await postgresDatabase();
  setDatabase(database.db);
});
afterAll(() => database.close());

const keys = (account: string, address: string) =>
  [
    { kind: "account", value: account },
    { kind: "address", value: address },
  ] as const;

it("lets exactly 10 of 300 tries at once through to one account", async () => {
  const tries = Array.from({ length: 300 }, (_, index) =>
    countAttempt(keys("ana@example.com", `net ${index}`)),
  );
  const waits = await Promise.all(tries);
  expect(waits.filter((wait) => wait === null)).toHaveLength(10);
});

it("lets exactly 100 of 150 tries at once through from one address, and no account waits for another", async () => {
  const tries = Array.from({ length: 150 }, (_, index) =>
    countAttempt(keys(`person ${index}`, "203.0.113.1")),
  );
  const waits = await Promise.all(tries);
  expect(waits.filter((wait) => wait === null)).toHaveLength(100);
  expect(await countAttempt(keys("person 1", "203.0.113.2"))).toBeNull();
});

it("gives an address back the tries that were right, so that an office can sign in", async () => {
  for (let person = 0; person < 150; person += 1) {
    const here = keys(`colleague ${person}`, "203.0.113.3");
    expect(await countAttempt(here)).toBeNull();
    await forgiveAttempt(here);
  }
});
