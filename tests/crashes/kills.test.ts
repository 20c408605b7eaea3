import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Database } from "@/db/drivers/driver";
import { openPglite } from "@/db/drivers/pglite";
import { migrate } from "@/db/migrate";
import { createApiKey } from "@/lib/auth/api-keys";
import { postgresDatabase } from "../database";
import { makeClient, makeProduct, makeWorkspace } from "../factories";
import { openJournal } from "./journal";

const isSoak = process.env.SOAK !== undefined;
const KILLS_PGLITE = Number(process.env.KILLS_PGLITE ?? (isSoak ? 200 : 10));
const KILLS_POSTGRES = Number(process.env.KILLS_POSTGRES ?? (isSoak ? 1000 : 10));
/** So many kills share a database; then a fresh one keeps the looks short. */
const KILLS_A_DATABASE = 20;
/** How long a writer lives at most after its first answer. */
const LIVES_MS = 300;
const WRITER = "tests/crashes/writer-process.ts";
const STARTS_MS_MAX = 60_000;

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "orderflow-kills-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A workspace to write into; answers a key of its API. */
async function furnish(db: Database): Promise<string> {
  const ctx = await makeWorkspace(db, { now: new Date() });
  await makeClient(ctx);
  await makeProduct(ctx, "CHAIR", { onHand: 9_000_000 });
  return (await createApiKey(ctx, { name: "Writer", role: "owner" })).key;
}

type Writer = { readonly process: ChildProcess; readonly said: (word: string) => Promise<string> };

function startWriter(settings: Record<string, string>): Writer {
  const child = spawn(
    process.execPath,
    ["--import", "./tests/crashes/server-only.mjs", "--import", "tsx", WRITER],
    {
      env: { ...process.env, NODE_ENV: "production", ...settings },
      stdio: ["pipe", "pipe", "inherit"],
    },
  );
  child.stdin?.on("error", () => undefined);
  const lines = createInterface({ input: child.stdout ?? process.stdin })[Symbol.asyncIterator]();
  return {
    process: child,
    said: async (word) => {
      for (;;) {
        const { value, done } = await lines.next();
        if (done || !String(value).startsWith(word)) {
          throw new Error(`The writer said: ${done ? "nothing more" : value}`);
        }
        return String(value);
      }
    },
  };
}

/** Starts writers one after the other on the same data and kills each at some moment of its work. */
async function killWriters(kills: number, file: string, settings: Record<string, string>) {
  const journal = openJournal(file);
  const start = () => startWriter({ ...settings, WRITER_JOURNAL: file });
  let next = start();
  for (let kill = 0; kill <= kills; kill += 1) {
    const writer = next;
    await writer.said("ready");
    writer.process.stdin?.write("go\n");
    await writer.said("whole");
    if (kill < kills) {
      // A process takes seconds to start: the next one does so meanwhile.
      next = start();
      await firstWrite(file);
      await wait(Math.random() * LIVES_MS);
    }
    const ended = once(writer.process, "exit");
    writer.process.kill("SIGKILL");
    await ended;
  }
  return journal.read().acknowledged.size;
}

/** Waits until the journal grows. */
async function firstWrite(file: string): Promise<void> {
  const size = () => statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  const before = size();
  for (const until = Date.now() + STARTS_MS_MAX; size() === before; await wait(5)) {
    if (Date.now() > until) {
      throw new Error("The writer wrote nothing.");
    }
  }
}

const roundsOf = (kills: number) =>
  Array.from({ length: Math.ceil(kills / KILLS_A_DATABASE) }, (_, round) =>
    Math.min(KILLS_A_DATABASE, kills - round * KILLS_A_DATABASE),
  );

describe("a process that is killed while it writes has lost nothing that it answered, and did nothing twice", () => {
  test(
    `${KILLS_PGLITE} times on an embedded database`,
    async () => {
      const template = path.join(folder, "template");
      const { db, close } = await openPglite(template);
      await migrate(db);
      const key = await furnish(db);
      await close();
      let acknowledged = 0;
      for (const [round, kills] of roundsOf(KILLS_PGLITE).entries()) {
        const data = path.join(folder, `data-${round}`);
        cpSync(template, data, { recursive: true });
        const settings = { DATABASE_URL: "", DATABASE_DRIVER: "pglite", DATA_DIR: data };
        const file = path.join(folder, `pglite-${round}`);
        acknowledged += await killWriters(kills, file, { ...settings, WRITER_KEY: key });
        rmSync(data, { recursive: true });
      }
      expect(acknowledged).toBeGreaterThan(KILLS_PGLITE);
    },
    KILLS_PGLITE * 60_000,
  );

  test(
    `${KILLS_POSTGRES} times on a real Postgres`,
    async () => {
      let acknowledged = 0;
      for (const [round, kills] of roundsOf(KILLS_POSTGRES).entries()) {
        const database = await postgresDatabase();
        const key = await furnish(database.db);
        const settings = { DATABASE_URL: database.url, DATABASE_DRIVER: "postgres" };
        const file = path.join(folder, `postgres-${round}`);
        acknowledged += await killWriters(kills, file, { ...settings, WRITER_KEY: key });
        await database.close();
      }
      expect(acknowledged).toBeGreaterThan(KILLS_POSTGRES);
    },
    KILLS_POSTGRES * 60_000,
  );
});
