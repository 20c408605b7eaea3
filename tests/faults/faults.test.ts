import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { routes } from "@/lib/api/app";
import { postgresDatabase } from "../database";
import { COMMANDS } from "./commands";
import { type CleanRun, runClean, runWithFault } from "./run";
import { openStage, type Stage } from "./scene";
import { FORMS } from "./statements";

/** The soak walks every point; `npm test` walks every so-manieth, and others for every command. */
const STRIDE = process.env.SOAK === undefined ? 41 : 1;

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

/** Where faults are planted: the commits always, with both ways of not hearing the answer. */
function pointsOf({ statements }: CleanRun, offset: number) {
  const all = statements.flatMap((text, at) => FORMS.map((form) => ({ at, form, text })));
  return all.filter(
    ({ form, text }, index) =>
      (index + offset) % STRIDE === 0 || (text === "commit" && form === "lost answer"),
  );
}

test("every endpoint that writes is in the table of commands", () => {
  const doors = COMMANDS.flatMap(({ door }) => door ?? []);
  const missing = routes
    .filter(({ method }) => method !== "GET")
    .filter(({ method, path }) => {
      const pattern = new RegExp(`^${method} ${path.replaceAll(/:\w+/g, "[^/]+")}$`);
      return !doors.some((door) => pattern.test(door));
    });
  expect(missing.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
});

describe("whatever goes wrong at whichever statement, the workspace is as before or as after, and a retry does it once", () => {
  test.each(COMMANDS.map((command, index) => ({ ...command, command, index })))(
    "$name",
    async ({ command, index }) => {
      const clean = await runClean(stage, command);
      expect(clean.reply.status, clean.reply.text).toBeLessThan(400);
      const stops = new Set(clean.states).size - 2;
      expect(stops, "states between before and after").toBe(command.stops);
      for (const point of pointsOf(clean, index)) {
        await runWithFault(stage, command, clean, point);
      }
      await stage.expectWhole();
    },
    3_600_000,
  );
});
