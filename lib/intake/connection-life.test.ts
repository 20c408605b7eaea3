import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Context } from "@/lib/workspaces/context";
import { withWorkspace } from "@/lib/workspaces/context";
import { deliver, webhookBody } from "@/tests/channels";
import { pgliteDatabase, type TestDatabase } from "@/tests/database";
import { makeWorkspace } from "@/tests/factories";
import { findConnection, listConnections } from "./connection-queries";
import { addConnection, askConnection, rotateWebhookSecret, updateConnection } from "./connections";
import { loadConnection, openSecrets } from "./open-connection";

let database: TestDatabase;
let ctx: Context;

beforeAll(async () => {
  database = await pgliteDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  ctx = await makeWorkspace(database.db);
});

const SHOP = {
  shop: "a.myshopify.com",
  accessToken: "shpat_0123456789",
  webhookSecret: "shpss_abcdefgh",
};

async function add(values: Record<string, string> = SHOP, name = "") {
  const outcome = await addConnection(ctx, { channel: "shopify", name, values });
  return outcome.ok ? outcome.value.id : outcome.refusal.code;
}
const row = async (id: string) => {
  const found = await withWorkspace(ctx, (tx) => loadConnection(tx, ctx, id));
  if (!found) {
    throw new Error("The connection is gone.");
  }
  return found;
};
const audited = async () => {
  const { rows } = await database.db.execute<{ action: string }>(
    sql`select action from audit_log where workspace_id = ${ctx.workspaceId} order by id`,
  );
  return rows.map(({ action }) => action);
};

test("a connection keeps its secrets sealed and shows no more than their ends", async () => {
  const id = await add();
  expect((await row(id)).secrets).not.toContain("shpat");
  const shown = await findConnection(ctx, id);
  expect(shown?.secretEnds).toEqual({ accessToken: "6789", webhookSecret: "efgh" });
  expect(JSON.stringify(shown)).not.toMatch(/shpat|shpss/);
  expect(await audited()).toEqual(["connection_added"]);
});

test("the first connection of a channel has its plain name as source, a further one a number", async () => {
  await add();
  await add({ ...SHOP, shop: "b.myshopify.com" });
  const sources = (await listConnections(ctx)).map(({ source }) => source);
  expect(sources).toEqual(["shopify", "shopify-2"]);
});

test("an account is connected once, and goes on with its orders when it is connected again", async () => {
  const id = await add();
  expect(await add()).toBe("already_connected");
  await askConnection(ctx, id, "disconnect");
  expect(await row(id)).toMatchObject({ state: "disconnected", secrets: null });
  expect(await add()).toBe(id);
  expect(await row(id)).toMatchObject({ state: "active", source: "shopify" });
});

test("an edit keeps the secrets that are left empty, and refuses another account and a stale page", async () => {
  const id = await add();
  const edit = (values: Record<string, string>, version: number) =>
    updateConnection(ctx, { id, version, name: "Shop", values });
  expect((await edit({ shop: SHOP.shop, webhookSecret: "shpss_new_secret" }, 1)).ok).toBe(true);
  expect(openSecrets(await row(id))).toEqual({
    ...secretsOf(SHOP),
    webhookSecret: "shpss_new_secret",
  });
  expect(await edit({ shop: "b.myshopify.com" }, 2)).toMatchObject({
    refusal: { issues: [{ field: "values.shop" }] },
  });
  expect(await edit({ shop: SHOP.shop }, 1)).toMatchObject({
    refusal: { code: "changed_meanwhile" },
  });
});

const secretsOf = ({ shop: _shop, ...secrets }: typeof SHOP) => secrets;

test("a rotated webhook secret leaves the one before good until it is ended", async () => {
  const id = await add();
  expect((await rotateWebhookSecret(ctx, id, "shpss_the_next_one")).ok).toBe(true);
  expect(openSecrets(await row(id))).toMatchObject({
    webhookSecret: "shpss_the_next_one",
    webhookSecretBefore: SHOP.webhookSecret,
  });
  await askConnection(ctx, id, "end_overlap");
  expect(openSecrets(await row(id)).webhookSecretBefore).toBeUndefined();
  expect(await rotateWebhookSecret(ctx, id, "shpss_the_next_one")).toMatchObject({
    refusal: { code: "same_secret" },
  });
});

test("the list says when something last came and how much waits for a decision", async () => {
  const id = await add();
  expect((await listConnections(ctx))[0]).toMatchObject({ lastDeliveryAt: null, quarantined: 0 });
  await deliver(ctx, await row(id), webhookBody({ name: "#1", lines: [] }));
  const [listed] = await listConnections(ctx);
  expect(listed?.quarantined).toBe(1);
  expect(listed?.lastDeliveryAt).toBeInstanceOf(Date);
});

test("another workspace's connection is as unknown as one that never was", async () => {
  const id = await add();
  const theirs = await makeWorkspace(database.db, { name: "Theirs" });
  for (const one of [id, "01a21c69-2580-7d98-9857-3e7b459cae6e", "x"]) {
    expect(await findConnection(theirs, one)).toBeNull();
    for (const request of ["pause", "disconnect", "poll_now"] as const) {
      expect(await askConnection(theirs, one, request)).toMatchObject({
        refusal: { code: "not_found" },
      });
    }
  }
  expect((await row(id)).state).toBe("active");
});
