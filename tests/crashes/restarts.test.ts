import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { OpenDatabase } from "@/db/drivers/driver";
import { openPostgres } from "@/db/drivers/postgres";
import { migrate } from "@/db/migrate";
import { problem as problemShape } from "@/lib/api/shapes/problem";
import { doDueWork } from "@/lib/background/work";
import { type Answer, type ApiClient, apiClient } from "../api/client";
import { brokenRules } from "../broken";
import { makeClient, makeProduct, makeWorkspace } from "../factories";
import { unlogged } from "../faults/unlogged";
import { type PostgresServer, startPostgres } from "../postgres-server";
import { disagreements, type Journal, openJournal, sendAgain, work } from "./journal";

const ROUNDS = Number(process.env.RESTARTS ?? (process.env.SOAK === undefined ? 5 : 200));
const PARALLEL = 6;
/** Nobody waits longer for an answer, and this is how soon all is well after the server is back. */
const ANSWER_MS_MAX = 15_000;

/** The ways in which a server goes away, each of which happens under load. */
const ENDINGS = [
  { name: "it is restarted", run: (server: PostgresServer) => end(server, "SIGINT") },
  { name: "it is stopped at once", run: (server: PostgresServer) => end(server, "SIGQUIT") },
  { name: "it is killed", run: (server: PostgresServer) => end(server, "SIGKILL") },
  { name: "one of its processes is killed", run: killBackend },
  { name: "its connections are ended", run: endConnections },
];

let server: PostgresServer;
let opened: OpenDatabase;
let api: ApiClient;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "orderflow-restarts-"));
  server = await startPostgres({ durable: true });
  opened = await openPostgres(`${server.address}/postgres`);
  await migrate(opened.db);
  const ctx = await makeWorkspace(opened.db, { now: new Date() });
  await makeClient(ctx);
  await makeProduct(ctx, "CHAIR", { onHand: 9_000_000 });
  api = await apiClient(ctx);
});
afterAll(async () => {
  await opened.close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function end(postgres: PostgresServer, signal: NodeJS.Signals): Promise<void> {
  process.kill(postgres.pid(), signal);
  await postgres.startAgain();
}

async function ask<Row extends pg.QueryResultRow>(statement: string): Promise<Row[]> {
  const client = new pg.Client(`${server.address}/postgres`);
  client.on("error", () => undefined);
  await client.connect();
  try {
    return (await client.query<Row>(statement)).rows;
  } finally {
    await client.end();
  }
}

const OURS = "from pg_stat_activity where application_name = 'orderflow'";

/** The server takes all connections down with it and recovers by itself. */
async function killBackend(): Promise<void> {
  const [backend] = await ask<{ pid: number }>(`select pid ${OURS} order by random() limit 1`);
  process.kill(backend?.pid ?? 0, "SIGKILL");
}

async function endConnections(): Promise<void> {
  await ask(`select pg_terminate_backend(pid) ${OURS}`);
}

type Heard = { readonly status: number; readonly text: string; readonly took: number };

/** Works until `isOver`; answers whatever was neither a success nor a clean "not now", or came too late. */
async function load(journal: Journal, name: string, isOver: () => boolean, onAnswer: () => void) {
  const bad: Heard[] = [];
  const hear = async ({ status, text, headers }: Answer, sentAt: number) => {
    const took = performance.now() - sentAt;
    const isDown = status === 503 && problemShape.safeParse(JSON.parse(text)).success;
    if ((status >= 300 && !(isDown && headers.has("retry-after"))) || took > ANSWER_MS_MAX) {
      bad.push({ status, text, took });
    }
    if (status < 300) {
      onAnswer();
    } else {
      await wait(20);
    }
    return !isOver();
  };
  await Promise.all(
    Array.from({ length: PARALLEL }, (_, index) => work(api, journal, `${name}-${index}`, hear)),
  );
  return bad;
}

/** What a server does beside its requests fails meanwhile, goes on afterwards, and takes nothing down. */
async function backgroundWork(isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    await doDueWork().catch(() => undefined);
    await wait(10);
  }
}

/** Load before, during and after; answers what was wrong and how long it took until writes were answered again. */
async function disturb(journal: Journal, name: string, ending: () => Promise<void>) {
  let successes = 0;
  let isOver = false;
  const next = async () => {
    const before = successes;
    for (
      const until = Date.now() + 2 * ANSWER_MS_MAX;
      successes < before + PARALLEL;
      await wait(5)
    ) {
      if (Date.now() > until) {
        throw new Error("Nothing is written any more.");
      }
    }
  };
  const loading = load(
    journal,
    name,
    () => isOver,
    () => {
      successes += 1;
    },
  );
  const working = backgroundWork(() => isOver);
  await next();
  await ending();
  const backAt = performance.now();
  await next().finally(() => {
    isOver = true;
  });
  const recoveredMs = performance.now() - backAt;
  const bad = await loading;
  await working;
  return { bad, recoveredMs };
}

test(
  `a Postgres that goes away under load ${ROUNDS} times: every answer is a success or a clean 503, nothing acknowledged is lost, and it goes on by itself`,
  async () => {
    const journal = openJournal(path.join(folder, "journal"));
    for (let round = 0; round < ROUNDS; round += 1) {
      const ending = ENDINGS[round % ENDINGS.length];
      const name = ending?.name ?? "";
      const { bad, recoveredMs } = await unlogged(() =>
        disturb(journal, `r${round}`, async () => ending?.run(server)),
      );
      expect(bad, `answers while ${name}`).toEqual([]);
      expect(recoveredMs, `until it went on after ${name}`).toBeLessThan(ANSWER_MS_MAX);
    }
    expect(await disagreements(opened.db, journal)).toEqual([]);
    const again = await sendAgain(api, journal);
    expect(again.filter(({ status }) => status >= 300)).toEqual([]);
    expect(await disagreements(opened.db, journal)).toEqual([]);
    await opened.db.execute("analyze");
    expect(await brokenRules(opened.db)).toEqual([]);
  },
  ROUNDS * 60_000,
);
