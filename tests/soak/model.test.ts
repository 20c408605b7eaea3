import { afterAll, beforeAll, expect, test } from "vitest";
import { pgliteDatabase, type TestDatabase } from "@/tests/database";
import { runModel } from "@/tests/model/run";

const MINUTES = 60_000;
/** Fewer may be asked for: `SOAK_MODEL_RUNS=100 SOAK=1 vitest run tests/soak/model`. */
const RUNS = Number(process.env.SOAK_MODEL_RUNS ?? 2000);
let database: TestDatabase;

beforeAll(async () => {
  database = await pgliteDatabase();
});
afterAll(() => database.close());

test(
  `${RUNS} runs of 100 commands, wrong ones among them, go as the rules say`,
  async () => {
    await expect(runModel(database, { runs: RUNS, commands: 100 })).resolves.toBeUndefined();
  },
  300 * MINUTES,
);
