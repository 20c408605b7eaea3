import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { newId } from "@/lib/shared/ids";
import type { Context } from "@/lib/workspaces/context";
import { pgliteDatabase, type TestDatabase } from "@/tests/database";
import { makeClient, makeWorkspace } from "@/tests/factories";
import { setShowPrices } from "./portal-commands";
import { findClient } from "./queries";

let database: TestDatabase;
let ctx: Context;
let id: string;

beforeAll(async () => {
  database = await pgliteDatabase();
  ctx = await makeWorkspace(database.db);
  id = (await makeClient(ctx, "ACME")).id;
});
afterAll(() => database.close());

const acts = async () => {
  const { rows } = await database.db.execute<{ action: string; subject: string }>(
    sql`select action, subject from audit_log order by at, id`,
  );
  return rows.map((row) => `${row.action} ${row.subject}`);
};

it("shows and hides prices, tells the audit log once a change, and makes no edit stale", async () => {
  expect((await findClient(ctx, { id }))?.showPrices).toBe(false);
  expect(await setShowPrices(ctx, id, true)).toMatchObject({ ok: true });
  expect(await setShowPrices(ctx, id, true)).toMatchObject({ ok: true });
  expect(await findClient(ctx, { id })).toMatchObject({ showPrices: true, version: 1 });
  expect(await setShowPrices(ctx, id, false)).toMatchObject({ ok: true });
  expect(await acts()).toEqual(["portal_prices_shown ACME", "portal_prices_hidden ACME"]);
});

it("answers an unknown and another workspace's client alike", async () => {
  const elsewhere = await makeWorkspace(database.db, { name: "Elsewhere" });
  const answers = [
    await setShowPrices(elsewhere, id, true),
    await setShowPrices(ctx, newId(), true),
    await setShowPrices(ctx, "no id", true),
  ];
  for (const answer of answers) {
    expect(answer).toEqual({ ok: false, refusal: { code: "not_found" } });
  }
  expect((await findClient(ctx, { id }))?.showPrices).toBe(false);
});
