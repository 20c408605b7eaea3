import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { deliver, makeConnection, webhookBody } from "@/tests/channels";
import { pgliteDatabase, type TestDatabase } from "@/tests/database";
import { makeWorkspace } from "@/tests/factories";
import { drainDeliveries } from "./drain-deliveries";
import { BODY_DAYS, discardDelivery, forgetBodies, retryDelivery } from "./ledger-commands";
import type { ConnectionRow } from "./open-connection";
import { storeDeliveries } from "./store-delivery";

let database: TestDatabase;
let ctx: Context;
let connection: ConnectionRow;

beforeAll(async () => {
  database = await pgliteDatabase();
});
afterAll(async () => {
  await database.invariants();
  await database.close();
});
beforeEach(async () => {
  ctx = await makeWorkspace(database.db);
  connection = await makeConnection(ctx);
});

const bad = () => deliver(ctx, connection, webhookBody({ name: "#1", lines: [] }));
const ledger = async () =>
  (
    await database.db.execute<Record<string, unknown>>(
      sql`select fate, reason, attempts, body is null as forgotten from deliveries
        where workspace_id = ${ctx.workspaceId} order by id`,
    )
  ).rows;

test("a quarantined delivery is read again on request, and stays where nothing has changed", async () => {
  const { id } = await bad();
  expect(await retryDelivery(ctx, id)).toEqual({ ok: true, value: { fate: "quarantined" } });
  await database.db.execute(
    sql`update deliveries set body = ${webhookBody({ name: "#1" })} where id = ${id}::uuid`,
  );
  expect(await retryDelivery(ctx, id)).toEqual({ ok: true, value: { fate: "kept" } });
  expect(await retryDelivery(ctx, id)).toMatchObject({ refusal: { code: "not_quarantined" } });
});

test("a quarantined delivery is put away for good, by whom is kept", async () => {
  const { id } = await bad();
  expect((await discardDelivery(ctx, id)).ok).toBe(true);
  expect(await ledger()).toMatchObject([{ fate: "discarded", reason: "by_hand" }]);
  expect(await discardDelivery(ctx, id)).toMatchObject({ refusal: { code: "not_quarantined" } });
});

test("another workspace's delivery is as unknown as one that never was", async () => {
  const { id } = await bad();
  const theirs = await makeWorkspace(database.db, { name: "Theirs" });
  for (const one of [id, "01a21c69-2580-7d98-9857-3e7b459cae6e", "x"]) {
    expect(await retryDelivery(theirs, one)).toMatchObject({ refusal: { code: "not_found" } });
    expect(await discardDelivery(theirs, one)).toMatchObject({ refusal: { code: "not_found" } });
  }
});

test("handling that fails is tried again with pauses, then waits for a person; others go on", async () => {
  const good = webhookBody({ name: "#2" });
  await deliver(ctx, connection, good);
  await database.db.execute(sql`
    create function break_it() returns trigger language plpgsql as
      $$ begin if new.external_id = '#bad' then raise exception 'the disk is full'; end if; return new; end $$`);
  await database.db.execute(
    sql`create trigger break_it before insert on orders for each row execute function break_it()`,
  );
  const now = new Date();
  const received = ["#bad", "#3"].map((name) => ({
    deliveryId: name,
    topic: "orders/create",
    body: webhookBody({ name }),
  }));
  await withWorkspace(ctx, (tx) =>
    storeDeliveries(tx, { workspaceId: ctx.workspaceId, now }, connection, received),
  );
  for (let attempt = 1; attempt <= 10; attempt += 1) {
    await drainDeliveries();
    await database.db.execute(
      sql`update deliveries set available_at = now() where handled_at is null`,
    );
  }
  await database.db.execute(sql`drop trigger break_it on orders`);
  expect((await ledger()).slice(1)).toMatchObject([
    { fate: "quarantined", reason: "failed", attempts: 8 },
    { fate: "kept", reason: "created", attempts: 1 },
  ]);
});

test("bodies are dropped after their time, except of what still waits for a person", async () => {
  await deliver(ctx, connection, webhookBody({ name: "#4" }));
  await bad();
  await forgetBodies();
  expect(await ledger()).toMatchObject([{ forgotten: false }, { forgotten: false }]);
  await database.db.execute(
    sql`update deliveries set handled_at = now() - make_interval(days => ${BODY_DAYS + 1})`,
  );
  await forgetBodies();
  expect(await ledger()).toMatchObject([
    { fate: "kept", forgotten: true },
    { fate: "quarantined", forgotten: false },
  ]);
});

test("a delivery whose worker died is handled when its lease has run out", async () => {
  const received = [{ deliveryId: "x", topic: "orders/create", body: webhookBody({ name: "#5" }) }];
  const now = new Date();
  await withWorkspace(ctx, (tx) =>
    storeDeliveries(tx, { workspaceId: ctx.workspaceId, now }, connection, received),
  );
  await database.db.execute(sql`select * from deliveries_claim(10, 120)`);
  await drainDeliveries();
  expect(await ledger()).toMatchObject([{ fate: "new" }]);
  await database.db.execute(
    sql`update deliveries set available_at = now() where handled_at is null`,
  );
  await drainDeliveries();
  expect(await ledger()).toMatchObject([{ fate: "kept", attempts: 2 }]);
});
