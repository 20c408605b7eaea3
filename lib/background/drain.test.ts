import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "@/lib/shared/ids";
import { type Context, withoutWorkspace, withWorkspace } from "@/lib/workspaces/context";
import { enqueue } from "@/lib/workspaces/outbox";
import { postgresDatabase, type TestDatabase } from "@/tests/database";
import { makeWorkspace } from "@/tests/factories";
import { drainOutbox } from "./drain";

let database: TestDatabase;
let ctx: Context;

beforeAll(async () => {
  database = await postgresDatabase();
  ctx = await makeWorkspace(database.db, { now: new Date() });
});
afterAll(() => database.close());

const message = (key: string) => ({
  topic: "order_event" as const,
  key,
  payload: { clientId: newId() },
});

async function open(): Promise<number> {
  const { rows } = await database.db.execute<{ open: number }>(
    sql`select count(*)::int as open from outbox where done_at is null`,
  );
  return rows[0]?.open ?? -1;
}

test("a message written twice under one key is one message", async () => {
  await withWorkspace(ctx, (tx) => enqueue(tx, ctx, [message("a"), message("b")]));
  await withWorkspace(ctx, (tx) => enqueue(tx, ctx, [message("b")]));
  expect(await open()).toBe(2);
  expect(await drainOutbox()).toBe(2);
  expect(await open()).toBe(0);
});

test("a delayed message waits", async () => {
  await withWorkspace(ctx, (tx) => enqueue(tx, ctx, [{ ...message("late"), delaySeconds: 600 }]));
  expect(await drainOutbox()).toBe(0);
  await database.db.execute(sql`update outbox set done_at = now() where key = 'late'`);
});

test("drains that run at once share the messages and handle none twice", async () => {
  const keys = Array.from({ length: 200 }, (_, index) => message(`shared-${index}`));
  await withWorkspace(ctx, (tx) => enqueue(tx, ctx, keys));
  const counts = await Promise.all([drainOutbox(), drainOutbox(), drainOutbox(), drainOutbox()]);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(200);
  expect(await open()).toBe(0);
});

test("a message whose drain died is due again when its lease has run out", async () => {
  await withWorkspace(ctx, (tx) => enqueue(tx, ctx, [message("orphan")]));
  await withoutWorkspace((tx) =>
    tx.execute(sql`select * from outbox_claim(array['order_event'], 20, 120)`),
  );
  expect(await drainOutbox()).toBe(0);
  await database.db.execute(sql`update outbox set available_at = now() where key = 'orphan'`);
  expect(await drainOutbox()).toBe(1);
});
