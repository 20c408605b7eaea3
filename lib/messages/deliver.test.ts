import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { messages } from "@/db/schema/messages";
import { drainOutbox } from "@/lib/background/drain";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { storeMessages } from "@/lib/workspaces/messages";
import { postgresDatabase, type TestDatabase } from "@/tests/database";
import { makeWorkspace } from "@/tests/factories";
import { type SmtpServer, startSmtpServer } from "@/tests/smtp-server";

let database: TestDatabase;
let server: SmtpServer;
let ctx: Context;

beforeAll(async () => {
  [database, server] = await Promise.all([postgresDatabase(), startSmtpServer()]);
});
afterAll(() => Promise.all([database.close(), server.close()]));
beforeEach(async () => {
  ctx = await makeWorkspace(database.db, { now: new Date() });
  vi.stubEnv("MAIL_FROM", "Orders <orders@oakline.example>");
  vi.stubEnv("SMTP_URL", server.url);
  server.fault = () => null;
  (server.received as unknown[]).length = 0;
});
afterEach(() => vi.unstubAllEnvs());

const written = (key: string) => ({
  key,
  kind: "shipped",
  clientId: null,
  to: { email: "ida@acme.example", name: "Ida" },
  subject: `News ${key}`,
  body: "Hello",
  orders: ["SO-1042"],
});

const store = (...keys: string[]) =>
  withWorkspace(ctx, (tx) => storeMessages(tx, ctx, keys.map(written)));

async function states() {
  const rows = await withWorkspace(ctx, (tx) => tx.select().from(messages));
  return rows.map(({ state, attempts }) => ({ state, attempts }));
}

const dueNow = () => database.db.execute(sql`update outbox set available_at = now()`);

test("a message is sent once, from the workspace, and recorded as sent", async () => {
  await store("a");
  await store("a");
  await drainOutbox();
  await drainOutbox();
  expect(server.received).toHaveLength(1);
  expect(server.received[0]?.raw).toMatch(/^From: "?Test Works"? <orders@oakline\.example>$/m);
  expect(await states()).toEqual([{ state: "sent", attempts: 1 }]);
});

test("drains at once send each message once", async () => {
  await store(...Array.from({ length: 40 }, (_, index) => `m${index}`));
  await Promise.all([drainOutbox(), drainOutbox(), drainOutbox(), drainOutbox()]);
  expect(new Set(server.received.map((mail) => mail.messageId)).size).toBe(40);
  expect(server.received).toHaveLength(40);
});

test("without mail set up a message is kept, and is not sent later by itself", async () => {
  vi.stubEnv("SMTP_URL", "");
  await store("a");
  await drainOutbox();
  expect(await states()).toEqual([{ state: "kept", attempts: 0 }]);
  vi.stubEnv("SMTP_URL", server.url);
  await dueNow();
  await drainOutbox();
  expect(server.received).toEqual([]);
});

test("a server that is busy gets the message later", async () => {
  await store("a");
  server.fault = (step) => (step === "mail" ? { says: "451 later" } : null);
  await drainOutbox();
  expect(await states()).toEqual([{ state: "waiting", attempts: 1 }]);
  server.fault = () => null;
  await dueNow();
  await drainOutbox();
  expect(await states()).toEqual([{ state: "sent", attempts: 2 }]);
});

test("an address that the server refuses fails at once and for good", async () => {
  await store("a");
  server.fault = (step) => (step === "rcpt" ? { says: "550 nobody" } : null);
  await drainOutbox();
  await dueNow();
  await drainOutbox();
  expect(await states()).toEqual([{ state: "failed", attempts: 1 }]);
});

test("silence after the hand-over is not sent again by itself", async () => {
  await store("a");
  server.fault = (step) => (step === "answer" ? "hang-up" : null);
  await drainOutbox();
  server.fault = () => null;
  await dueNow();
  await drainOutbox();
  expect(server.received).toHaveLength(1);
  expect(await states()).toEqual([{ state: "unknown", attempts: 1 }]);
});

test("an attempt whose worker died is left to a person once it must have ended", async () => {
  await store("a");
  await database.db.execute(
    sql`update messages set state = 'sending', attempts = 1, trying_since = now() where workspace_id = ${ctx.workspaceId}`,
  );
  await drainOutbox();
  expect(await states()).toEqual([{ state: "sending", attempts: 1 }]);
  await database.db.execute(
    sql`update messages set trying_since = now() - interval '5 minutes' where workspace_id = ${ctx.workspaceId}`,
  );
  await dueNow();
  await drainOutbox();
  expect(await states()).toEqual([{ state: "unknown", attempts: 1 }]);
  expect(server.received).toEqual([]);
});
