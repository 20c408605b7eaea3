import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { pgliteDatabase } from "@/tests/database";
import { makeWorkspace } from "@/tests/factories";
import { forgetWork } from "./forget";

test("work done and answers given long ago are forgotten, and nothing else", async () => {
  const { db, close } = await pgliteDatabase();
  const { workspaceId } = await makeWorkspace(db);
  await db.execute(sql`
    insert into outbox (workspace_id, topic, key, payload, available_at, created_at, done_at)
    select ${workspaceId}::uuid, topic, key, '{}', now(), now(), now() - make_interval(days => days)
    from (values ('webhook', 'old', 91), ('webhook', 'young', 89), ('webhook', 'waiting', null),
      ('order_event', 'old', 91), ('channel_shipment', 'old', 91), ('mail', 'old', 91)) as w (topic, key, days)`);
  await db.execute(sql`
    insert into idempotency_keys (workspace_id, key, request_hash, status, body, created_at)
    select ${workspaceId}::uuid, key, '', 200, '{}', now() - make_interval(days => days)
    from (values ('old', 91), ('young', 89)) as k (key, days)`);
  expect(await forgetWork()).toBe(3);
  const { rows } = await db.execute<{ left: string }>(sql`
    select topic || ' ' || key as left from outbox union all select 'answer ' || key from idempotency_keys order by 1`);
  expect(rows.map(({ left }) => left)).toEqual([
    "answer young",
    "channel_shipment old",
    "mail old",
    "webhook waiting",
    "webhook young",
  ]);
  expect(await forgetWork()).toBe(0);
  await close();
});
