import { afterAll, beforeAll, expect, test } from "vitest";
import { setDatabase } from "@/db/client";
import type { Database, OpenDatabase } from "@/db/drivers/driver";
import { openNeon } from "@/db/drivers/neon";
import { postgresDatabase } from "./database";
import type { Command } from "./faults/command";
import { COMMANDS } from "./faults/commands";
import { openStage, type Stage } from "./faults/scene";
import { difference, masked, stateOf } from "./faults/state";
import { startNeonProxy } from "./neon-proxy";

/** One database, reached in two ways. */
let postgres: Awaited<ReturnType<typeof postgresDatabase>>;
let proxy: Awaited<ReturnType<typeof startNeonProxy>>;
let neon: OpenDatabase;
let stage: Stage;

beforeAll(async () => {
  postgres = await postgresDatabase();
  stage = await openStage(postgres);
  proxy = await startNeonProxy();
  neon = await openNeon(postgres.url, { proxy: proxy.address });
});
afterAll(async () => {
  await neon.close();
  await proxy.close();
  await stage.close();
  await postgres.close();
});

async function resultOf(command: Command, db: Database) {
  setDatabase(db);
  const scene = await stage.copy();
  const call = await command.prepare(scene);
  const { status, text } = await call("the-key-of-this-call");
  const state = await stateOf(stage.admin, scene.ctx.workspaceId);
  return { reply: { status, text: masked(text) }, state };
}

test.each(COMMANDS.map((command) => ({ name: command.name, command })))(
  "through the Neon driver as through node-postgres: $name",
  async ({ command }) => {
    const over = [await resultOf(command, postgres.db), await resultOf(command, neon.db)] as const;
    expect(over[1].reply).toEqual(over[0].reply);
    expect(difference(over[0].state, over[1].state)).toBe("");
    await stage.expectWhole();
  },
);
