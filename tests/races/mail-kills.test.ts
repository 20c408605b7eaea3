import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { clientContacts } from "@/db/schema/clients";
import { messages } from "@/db/schema/messages";
import { drainOutbox } from "@/lib/background/drain";
import { saveMessageRules } from "@/lib/messages/commands";
import { NEWS_KINDS } from "@/lib/messages/news";
import { newId } from "@/lib/shared/ids";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { loadContext } from "@/lib/workspaces/queries";
import { postgresDatabase } from "@/tests/database";
import { makeClient, makeOrder, makeProduct, makeWorkspace } from "@/tests/factories";
import { type SmtpServer, startSmtpServer } from "@/tests/smtp-server";

/** How often a worker is killed, and how many clients have something to hear. */
const KILLS = Number(process.env.MAIL_KILLS ?? 4);
const CLIENTS = KILLS * 4;

let database: Awaited<ReturnType<typeof postgresDatabase>>;
let server: SmtpServer;

beforeAll(async () => {
  [database, server] = await Promise.all([postgresDatabase(), startSmtpServer()]);
});
afterAll(() => Promise.all([database.close(), server.close()]));

/** A workspace whose clients each wait to hear of one order. */
async function withNews(): Promise<Context> {
  const quiet = await makeWorkspace(database.db, { now: new Date() });
  await saveMessageRules(quiet, { version: 1, messageOn: [...NEWS_KINDS], delayMinutes: 1 });
  const ctx = await loadContext(quiet.workspaceId, { actor: quiet.actor, role: "owner" });
  await makeProduct(ctx, "TABLE", { onHand: CLIENTS * 1000 });
  for (let index = 0; index < CLIENTS; index += 1) {
    const { id } = await makeClient(ctx, `C${index}`);
    await withWorkspace(ctx, (tx) =>
      tx.insert(clientContacts).values({
        id: newId(),
        workspaceId: ctx.workspaceId,
        clientId: id,
        name: `Contact ${index}`,
        email: `contact-${index}@acme.example`,
      }),
    );
    await makeOrder(ctx, [{ sku: "TABLE" }], { client: { code: `C${index}` } });
  }
  await database.db.execute(sql`update outbox set created_at = now() - interval '1 hour'`);
  await passLeases();
  return ctx;
}

/** What a lease and an attempt of a dead worker wait for in real life is here already over. */
async function passLeases(): Promise<void> {
  await database.db.execute(sql`update outbox set available_at = now() where done_at is null`);
  await database.db.execute(
    sql`update messages set trying_since = now() - interval '1 hour' where state = 'sending'`,
  );
}

/** Starts a worker and kills it at some step of some conversation, or in the middle of nothing. */
async function runAndKill(seed: number): Promise<void> {
  const worker = spawn(
    process.execPath,
    ["--conditions=react-server", "--import", "tsx", "tests/channels/drain-process.ts"],
    {
      env: { ...process.env, DATABASE_URL: database.url, DATABASE_DRIVER: "postgres" },
      stdio: ["pipe", "ignore", "inherit"],
    },
  );
  // A pipe to a process that was killed breaks, as it should.
  worker.stdin?.on("error", () => undefined);
  worker.stdin?.write("go\n");
  const fatal = ["mail", "text", "answer"][seed % 3];
  const after = 1 + (seed % 4);
  let seen = 0;
  server.fault = async (step) => {
    seen += step === fatal ? 1 : 0;
    if (step === fatal && seen === after) {
      worker.kill("SIGKILL");
    }
    return null;
  };
  await Promise.race([once(worker, "exit"), wait(15_000 + seed)]);
  await kill(worker);
  server.fault = () => null;
}

async function kill(worker: ChildProcess): Promise<void> {
  if (worker.exitCode === null && worker.signalCode === null) {
    worker.kill("SIGKILL");
    await once(worker, "exit");
  }
}

test(`after ${KILLS} workers were killed while they sent, no mail came twice and none was lost silently`, async () => {
  vi.stubEnv("MAIL_FROM", "Orders <orders@oakline.example>");
  vi.stubEnv("SMTP_URL", server.url);
  const ctx = await withNews();
  for (let kills = 0; kills < KILLS; kills += 1) {
    await runAndKill(kills);
    await passLeases();
  }
  await drainOutbox({ rounds: 100 });
  await passLeases();
  await drainOutbox({ rounds: 100 });
  vi.unstubAllEnvs();

  const rows = await withWorkspace(ctx, (tx) => tx.select().from(messages));
  expect(new Set(rows.map((row) => row.toEmail)).size).toBe(CLIENTS);
  expect(rows).toHaveLength(CLIENTS);
  const arrived = Map.groupBy(server.received, (mail) => mail.messageId.split("@")[0] ?? "");
  expect([...arrived.values()].filter((mails) => mails.length > 1)).toEqual([]);
  const sent = rows.filter((row) => row.state === "sent");
  const unclear = rows.filter((row) => row.state === "unknown");
  expect(sent.length + unclear.length).toBe(CLIENTS);
  expect(sent.filter((row) => !arrived.has(row.id))).toEqual([]);
  // Each killed worker can leave at most the one message it was sending.
  expect(unclear.length).toBeLessThanOrEqual(KILLS);
  expect(unclear.length).toBeGreaterThan(0);
}, 300_000);
