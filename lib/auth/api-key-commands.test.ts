import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Context } from "@/lib/workspaces/context";
import { pgliteDatabase, type TestDatabase } from "@/tests/database";
import { makeWorkspace } from "@/tests/factories";
import { addApiKey, listApiKeys, newKeySchema, revokeApiKey, rollApiKey } from "./api-key-commands";
import { resolveApiKey } from "./api-keys";

let database: TestDatabase;
let ctx: Context;

beforeAll(async () => {
  database = await pgliteDatabase();
  ctx = await makeWorkspace(database.db, { now: new Date() });
});
afterAll(() => database.close());

const DAY_MS = 24 * 60 * 60 * 1000;

async function made(input: Record<string, unknown>) {
  const outcome = await addApiKey(ctx, newKeySchema.parse({ role: "operator", ...input }));
  return outcome.ok ? outcome.value : expect.fail(outcome.refusal.code);
}

describe("a key", () => {
  test("that is rolled has a successor at once and ends itself a day later", async () => {
    const old = await made({ name: "Shop" });
    const rolled = await rollApiKey(ctx, old.id);
    const next = rolled.ok ? rolled.value : expect.fail("not rolled");
    expect(await resolveApiKey(old.key)).not.toBeNull();
    expect((await resolveApiKey(next.key))?.ctx).toMatchObject({ role: "operator" });
    const kept = (await listApiKeys(ctx)).filter(({ name }) => name === "Shop");
    expect(kept.map(({ expiresAt }) => expiresAt?.getTime() ?? null)).toEqual([
      ctx.now.getTime() + DAY_MS,
      null,
    ]);
  });

  test("that ends by itself keeps its length of life when rolled", async () => {
    const old = await made({ name: "Short", days: "30" });
    const rolled = await rollApiKey(ctx, old.id);
    const next = (await listApiKeys(ctx)).find(({ id }) => rolled.ok && id === rolled.value.id);
    expect(next?.expiresAt?.getTime()).toBe(ctx.now.getTime() + 30 * DAY_MS);
  });

  test("that is revoked opens nothing from then on", async () => {
    const { id, key } = await made({ name: "Lost" });
    expect(await revokeApiKey(ctx, id)).toMatchObject({ ok: true, value: { name: "Lost" } });
    expect(await resolveApiKey(key)).toBeNull();
    expect((await listApiKeys(ctx)).map(({ name }) => name)).not.toContain("Lost");
    expect(await revokeApiKey(ctx, id)).toMatchObject({ refusal: { code: "not_found" } });
    expect(await rollApiKey(ctx, id)).toMatchObject({ refusal: { code: "not_found" } });
  });

  test("of another workspace is not here", async () => {
    const { id, key } = await made({ name: "Ours" });
    const other = await makeWorkspace(database.db, { now: new Date() });
    for (const outcome of [await revokeApiKey(other, id), await rollApiKey(other, id)]) {
      expect(outcome).toMatchObject({ refusal: { code: "not_found" } });
    }
    expect(await listApiKeys(other)).toEqual([]);
    expect(await resolveApiKey(key)).not.toBeNull();
  });

  test("never may do more than whoever makes it", async () => {
    const { id } = await made({ name: "Owner's", role: "owner" });
    const admin = { ...ctx, role: "admin" as const };
    const input = newKeySchema.parse({ name: "Mine", role: "owner" });
    expect(await addApiKey(admin, input)).toMatchObject({ refusal: { code: "role_above_own" } });
    expect(await rollApiKey(admin, id)).toMatchObject({ refusal: { code: "role_above_own" } });
  });

  test("is listed without its hash", async () => {
    const [first] = await listApiKeys(ctx);
    expect(first).toBeDefined();
    expect(first).not.toHaveProperty("keyHash");
  });
});
