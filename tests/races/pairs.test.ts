import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { postgresDatabase } from "../database";
import type { Command, Reply } from "../faults/command";
import { COMMANDS } from "../faults/commands";
import { runClean } from "../faults/run";
import { openStage, type Stage } from "../faults/scene";
import { meet } from "./meeting";

const isSoak = process.env.SOAK !== undefined;
const MEETING = COMMANDS.filter((command) => command.stock);
/** `npm test` lets every so-manieth pair meet, at one place each. */
const STRIDE = 11;

let database: Awaited<ReturnType<typeof postgresDatabase>>;
let stage: Stage;

beforeAll(async () => {
  database = await postgresDatabase();
  stage = await openStage(database);
});
afterAll(async () => {
  await stage.close();
  await database.close();
});

/** The places where a pair meets: all of them, or one that differs from pair to pair. */
function placesOf(first: number, second: number, statements: number): number[] {
  if (isSoak) {
    return Array.from({ length: 2 * statements }, (_, index) => index + 1);
  }
  const pair = first * MEETING.length + second;
  // Who calls is looked up first; what matters comes later.
  const before = Math.floor(statements / 4);
  return pair % STRIDE === 0 ? [1 + before + ((pair * 7) % (statements - before))] : [];
}

/** Both on one copy of the scene, often on the same order. False where the first has no such place. */
async function meetAt(place: number, first: Command, second: Command): Promise<boolean> {
  const scene = await stage.copy();
  const [one, other] = [await first.prepare(scene), await second.prepare(scene)];
  const { replies, met, conflicts } = await meet<Reply>(
    stage.admin,
    place,
    () => one("first"),
    () => other("second"),
  );
  const where = `${first.name}, stopped at statement ${place}, and ${second.name}`;
  for (const { status, text } of replies) {
    expect(status, `${where}: ${text}`).toBeLessThan(500);
  }
  expect(conflicts, `${where}: deadlocks`).toEqual([]);
  return met;
}

describe("two commands that touch stock leave all whole, wherever the second comes between two statements of the first", () => {
  test.each(MEETING.map((command, index) => ({ name: command.name, command, index })))(
    "$name",
    async ({ command, index }) => {
      const { statements } = await runClean(stage, command);
      for (const [at, second] of MEETING.entries()) {
        for (const place of placesOf(index, at, statements.length)) {
          if (!(await meetAt(place, command, second))) {
            break;
          }
        }
      }
      await stage.expectWhole();
    },
    3_600_000,
  );
});
