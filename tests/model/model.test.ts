import { afterAll, beforeAll, expect, test } from "vitest";
import { pgliteDatabase, type TestDatabase } from "@/tests/database";
import { runModel } from "./run";

const MINUTES = 60_000;
/** `MODEL_RUNS` asks for fewer, or for many. */
const RUNS = Number(process.env.MODEL_RUNS ?? 100);
let database: TestDatabase;

beforeAll(async () => {
  database = await pgliteDatabase();
});
afterAll(() => database.close());

test(
  "100 runs of 40 commands, wrong ones among them, go as the rules say",
  async () => {
    await expect(runModel(database, { runs: RUNS, commands: 40 })).resolves.toBeUndefined();
  },
  20 * MINUTES,
);
