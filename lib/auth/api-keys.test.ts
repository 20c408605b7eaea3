import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { apiKeys } from "@/db/schema/workspaces";
import { newId } from "@/lib/shared/ids";
import type { Context } from "@/lib/workspaces/context";
import { pgliteDatabase, type TestDatabase } from "@/tests/database";
import { makeWorkspace } from "@/tests/factories";
import { apiKeyHash, createApiKey, resolveApiKey } from "./api-keys";

let database: TestDatabase;
let ctx: Context;

beforeAll(async () => {
  database = await pgliteDatabase();
  ctx = await makeWorkspace(database.db);
  await makeWorkspace(database.db);
});
afterAll(() => database.close());

describe("an API key", () => {
  it("stands for its workspace and role, and is kept as a hash only", async () => {
    const { id, key } = await createApiKey(ctx, { name: "Shop", role: "operator" });
    expect(key).toMatch(/^of_[0-9A-Za-z]{32}$/);
    expect((await resolveApiKey(key))?.ctx).toMatchObject({
      workspaceId: ctx.workspaceId,
      role: "operator",
      actor: { kind: "api_key", name: "Shop", id },
    });
    const { rows } = await database.db.execute(sql`select * from api_keys where id = ${id}`);
    expect(JSON.stringify(rows)).not.toContain(key);
  });

  it("stands for nobody when it is unknown, revoked or expired", async () => {
    const { id, key } = await createApiKey(ctx, { name: "Old", role: "viewer" });
    expect(await resolveApiKey(`${key}x`)).toBeNull();
    expect(await resolveApiKey("")).toBeNull();
    await database.db.execute(sql`update api_keys set expires_at = now() where id = ${id}`);
    expect(await resolveApiKey(key)).toBeNull();
    await database.db.execute(
      sql`update api_keys set expires_at = null, revoked_at = now() where id = ${id}`,
    );
    expect(await resolveApiKey(key)).toBeNull();
  });

  it("of the demo stands for nobody outside of a demo", async () => {
    const key = "of_demo_somewhere";
    await database.db.insert(apiKeys).values({
      id: newId(),
      workspaceId: ctx.workspaceId,
      name: "Demo",
      prefix: "of_demo",
      lastFour: "here",
      keyHash: apiKeyHash(key),
      role: "owner",
      demo: true,
    });
    expect(await resolveApiKey(key)).toBeNull();
    await database.db.execute(sql`insert into installation values ('demo', 'true')`);
    expect(await resolveApiKey(key)).not.toBeNull();
  });
});
