import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connections } from "@/db/schema/channels";
import { newId } from "@/lib/shared/ids";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { makeConnection, SECRET, webhookBody, webhookHeaders } from "@/tests/channels";
import { postgresDatabase, type TestDatabase } from "@/tests/database";
import { makeWorkspace } from "@/tests/factories";
import { fail, watching } from "@/tests/faults/statements";
import { serveRoute } from "@/tests/route-server";
import { guardedChannelRoute } from "./channel-door";
import { drainDeliveries } from "./drain-deliveries";
import { type ConnectionRow, sealSecrets } from "./open-connection";

let database: TestDatabase;
let ctx: Context;
let connection: ConnectionRow;
let server: Awaited<ReturnType<typeof serveRoute>>;
let later: Promise<unknown>[] = [];

beforeAll(async () => {
  database = await postgresDatabase();
  ctx = await makeWorkspace(database.db);
  connection = await makeConnection(ctx);
  const route = guardedChannelRoute((work) => later.push(work()));
  server = await serveRoute((request, url) =>
    route(request, { params: Promise.resolve({ connection: url.pathname.slice(1) }) }),
  );
});
afterAll(async () => {
  await server.close();
  await database.invariants();
  await database.close();
});

type Call = { body?: string; to?: string; headers?: Record<string, string> };

async function call({ body = webhookBody({ name: "#1" }), to, headers }: Call = {}) {
  const response = await fetch(`${server.address}/${to ?? connection.id}`, {
    method: "POST",
    body,
    headers: headers ?? webhookHeaders(body),
  });
  await Promise.all(later);
  later = [];
  return response.status;
}

async function ledger() {
  const { rows } = await database.db.execute<{ topic: string; fate: string; received: number }>(
    sql`select topic, fate, reason, received from deliveries order by id`,
  );
  return rows;
}

test("only a call signed for this shop comes in, and nothing else is kept", async () => {
  const body = webhookBody({ name: "#0" });
  expect(await call({ body, headers: webhookHeaders(body, { secret: "another one" }) })).toBe(401);
  expect(await call({ body, headers: webhookHeaders(`${body} `) })).toBe(401);
  const unsigned = { ...webhookHeaders(body), "x-shopify-hmac-sha256": "" };
  expect(await call({ body, headers: unsigned })).toBe(401);
  const foreign = webhookHeaders(body, { shop: "another.myshopify.com" });
  expect(await call({ body, headers: foreign })).toBe(401);
  expect(await call({ to: newId() })).toBe(401);
  expect(await call({ to: "no-id" })).toBe(401);
  expect(await ledger()).toEqual([]);
});

test("a body that is too large is refused before it is read whole", async () => {
  expect(await call({ body: "x".repeat(5 * 1024 * 1024) })).toBe(413);
});

test("the same delivery again only counts up, and its order is made once", async () => {
  const body = webhookBody({ name: "#1" });
  const headers = webhookHeaders(body, { id: "one", topic: "orders/create" });
  expect(await call({ body, headers })).toBe(200);
  expect(await call({ body, headers })).toBe(200);
  expect(await call({ body, headers })).toBe(200);
  expect(await ledger()).toEqual([
    { topic: "orders/create", fate: "kept", reason: "created", received: 3 },
  ]);
});

test("another topic is answered, recorded and left alone", async () => {
  const body = JSON.stringify({ id: 1 });
  expect(await call({ body, headers: webhookHeaders(body, { topic: "app/uninstalled" }) })).toBe(
    200,
  );
  expect((await ledger()).at(-1)).toMatchObject({ fate: "discarded", reason: "ignored" });
});

test("what can't be read is quarantined with what is wrong, and holds up nothing", async () => {
  const bad = "{ no json";
  expect(await call({ body: bad, headers: webhookHeaders(bad) })).toBe(200);
  const lacking = webhookBody({ name: "#2", lines: [] });
  expect(await call({ body: lacking, headers: webhookHeaders(lacking) })).toBe(200);
  expect(await call({ body: webhookBody({ name: "#3" }) })).toBe(200);
  expect((await ledger()).slice(-3)).toMatchObject([
    { fate: "quarantined", reason: "unreadable" },
    { fate: "quarantined", reason: "incomplete" },
    { fate: "kept", reason: "created" },
  ]);
});

test("while a secret is being replaced both are good, and later only the new one", async () => {
  const put = (secrets: Record<string, string>) =>
    withWorkspace(ctx, (tx) =>
      tx
        .update(connections)
        .set({ secrets: sealSecrets(connection.id, secrets) })
        .where(eq(connections.id, connection.id)),
    );
  const body = webhookBody({ name: "#4" });
  const withSecret = (secret: string) => call({ body, headers: webhookHeaders(body, { secret }) });
  await put({ webhookSecret: "the new one", webhookSecretBefore: SECRET });
  expect([await withSecret(SECRET), await withSecret("the new one")]).toEqual([200, 200]);
  await put({ webhookSecret: "the new one" });
  expect([await withSecret(SECRET), await withSecret("the new one")]).toEqual([401, 200]);
  await put({ webhookSecret: SECRET });
});

test("what comes while the connection is paused is kept and waits; a disconnected one takes nothing", async () => {
  const set = (state: "active" | "paused" | "disconnected") =>
    withWorkspace(ctx, (tx) =>
      tx.update(connections).set({ state }).where(eq(connections.id, connection.id)),
    );
  await set("paused");
  expect(await call({ body: webhookBody({ name: "#5" }) })).toBe(200);
  await drainDeliveries();
  expect((await ledger()).at(-1)).toMatchObject({ fate: "new" });
  await set("disconnected");
  expect(await call({ body: webhookBody({ name: "#6" }) })).toBe(401);
  await set("active");
});

test("a call while the database is away is asked to come again", async () => {
  const body = webhookBody({ name: "#9" });
  const headers = webhookHeaders(body);
  const request = new Request("http://orders.test/", { method: "POST", body, headers });
  const route = guardedChannelRoute(() => expect.fail("Nothing was kept."));
  const params = Promise.resolve({ connection: connection.id });
  const { status } = await watching(
    (statement) => fail("cut", statement),
    () => route(request, { params }),
  );
  expect(status).toBe(503);
});
