import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { proveByLink } from "@/lib/auth/sign-in-link";
import { newToken } from "@/lib/auth/tokens";
import { createTrackingLink, followTrackingLink, revokeTrackingLink } from "@/lib/orders/tracking";
import { newId } from "@/lib/shared/ids";
import type { Context } from "@/lib/workspaces/context";
import { postgresDatabase, type TestDatabase } from "@/tests/database";
import { makeClient, makeOrder, makeProduct, makeWorkspace } from "@/tests/factories";
import { makeMember } from "@/tests/members";

/** Real Postgres only: an embedded database has one connection and hides every race. */
let database: TestDatabase;
let ctx: Context;
let number: string;

beforeAll(async () => {
  database = await postgresDatabase();
  ctx = await makeWorkspace(database.db);
  await makeClient(ctx);
  await makeProduct(ctx, "CHAIR");
  number = await makeOrder(ctx, [{ sku: "CHAIR" }]);
});
afterEach(() => database.invariants());
afterAll(() => database.close());

const many = <T>(count: number, run: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, index) => run(index)));
const count = async (text: string) => {
  const { rows } = await database.db.execute<{ n: number }>(sql.raw(text));
  return Number(rows[0]?.n);
};

test("of 25 clicks at once on a link to sign in, one signs in", async () => {
  const userId = await makeMember(ctx, { email: "ana@example.com" });
  const { token, hash } = newToken();
  await database.db.execute(sql`
    insert into sign_in_links (token_hash, user_id, purpose, created_at, expires_at)
    values (${hash}, ${userId}, 'sign_in', now(), now() + interval '15 minutes')`);
  const proofs = await many(25, (index) => proveByLink(token, `198.51.100.${index}`));
  expect(proofs.filter((proof) => proof.ok)).toEqual([{ ok: true, value: { userId, version: 1 } }]);
});

test("40 tracking links asked for at once are 20, and the history has each of them", async () => {
  const made = await many(40, () => createTrackingLink(ctx, number));
  expect(made.filter((one) => one.ok)).toHaveLength(20);
  expect(await count("select count(*) as n from tracking_links where revoked_at is null")).toBe(20);
  expect(
    await count("select count(*) as n from order_events where type = 'tracking_link_created'"),
  ).toBe(20);
});

test("a link revoked by 20 people at once is told once", async () => {
  const { rows } = await database.db.execute<{ id: string }>(
    sql`select id from tracking_links limit 1`,
  );
  const id = rows[0]?.id ?? newId();
  const outcomes = await many(20, () => revokeTrackingLink(ctx, { number, id }));
  expect(outcomes.every((one) => one.ok)).toBe(true);
  expect(
    await count("select count(*) as n from order_events where type = 'tracking_link_revoked'"),
  ).toBe(1);
});

test("of 100 guesses at once from one address, at most 30 are looked at", async () => {
  const codes = await many(100, async (index) => {
    const answer = await followTrackingLink(`guess-${index}`, "203.0.113.5");
    return answer.ok ? "ok" : answer.refusal.code;
  });
  expect(codes.filter((code) => code === "not_found")).toHaveLength(30);
  expect(codes.filter((code) => code === "too_many_tries")).toHaveLength(70);
});
