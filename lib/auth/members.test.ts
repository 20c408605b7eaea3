import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import type { Context } from "@/lib/workspaces/context";
import { postgresDatabase, type TestDatabase } from "@/tests/database";
import { makeWorkspace } from "@/tests/factories";
import { asMember, makeMember } from "@/tests/members";
import { liveSession } from "./live-session";
import { changeMember, findPerson, listPeople } from "./members";

let database: TestDatabase;
let ctx: Context;

beforeAll(async () => {
  database = await postgresDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  ctx = await makeWorkspace(database.db);
});
afterEach(() => database.invariants());

const disable = { kind: "disable" } as const;
const activeOwners = async () =>
  (await listPeople(ctx, "people")).filter(
    (one) => one.role === "owner" && one.disabledAt === null,
  );
const log = async () => {
  const { rows } = await database.db.execute<{ action: string; subject: string; data: unknown }>(
    sql`select action, subject, data from audit_log where workspace_id = ${ctx.workspaceId} order by id`,
  );
  return rows;
};

it("of two owners who disable each other at once, exactly one stays", async () => {
  for (let round = 0; round < 10; round += 1) {
    ctx = await makeWorkspace(database.db);
    const ana = await asMember(ctx, { email: `ana${round}@two.example` });
    const ben = await asMember(ctx, { email: `ben${round}@two.example` });
    const outcomes = await Promise.all([
      changeMember(ana, ben.userId, disable),
      changeMember(ben, ana.userId, disable),
    ]);
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
    expect(await activeOwners()).toHaveLength(1);
  }
});

it("when eight owners all leave at once, one stays", async () => {
  const owners = await Promise.all(
    Array.from({ length: 8 }, (_, index) =>
      asMember(ctx, { email: `owner${index}@eight.example` }),
    ),
  );
  const outcomes = await Promise.all(
    owners.map((owner, index) =>
      changeMember(owner, owner.userId, index % 2 ? disable : { kind: "role", role: "viewer" }),
    ),
  );
  expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(7);
  expect(outcomes.find((outcome) => !outcome.ok)).toMatchObject({
    refusal: { code: "last_owner" },
  });
  expect(await activeOwners()).toHaveLength(1);
});

it("an admin who was demoted meanwhile changes nobody any more, whatever the open page says", async () => {
  const owner = await asMember(ctx, { email: "owner@stale.example" });
  const admin = await asMember(ctx, { email: "admin@stale.example", role: "admin" });
  const viewer = await makeMember(ctx, { email: "viewer@stale.example", role: "viewer" });
  await changeMember(owner, admin.userId, { kind: "role", role: "operator" });
  expect(await changeMember(admin, viewer, { kind: "role", role: "admin" })).toMatchObject({
    refusal: { code: "not_allowed" },
  });
});

it("a disabled person's session has no workspace at once, and gets it back when enabled", async () => {
  const owner = await asMember(ctx, { email: "owner@session.example" });
  const userId = await makeMember(ctx, { email: "op@session.example", role: "operator" });
  const proof = { userId, version: 1 };
  await changeMember(owner, userId, disable);
  expect((await liveSession(proof))?.memberships).toEqual([]);
  await changeMember(owner, userId, { kind: "enable" });
  expect((await liveSession(proof))?.memberships).toHaveLength(1);
  expect((await log()).map(({ action, subject }) => [action, subject])).toEqual([
    ["user_disabled", "op@session.example"],
    ["user_enabled", "op@session.example"],
  ]);
});

it("a change that is done already is accepted and written down once", async () => {
  const owner = await asMember(ctx, { email: "owner@twice.example" });
  const userId = await makeMember(ctx, { email: "v@twice.example", role: "viewer" });
  const raise = { kind: "role", role: "operator" } as const;
  expect((await changeMember(owner, userId, raise)).ok).toBe(true);
  expect((await changeMember(owner, userId, raise)).ok).toBe(true);
  expect(await log()).toMatchObject([{ data: { before: "viewer", after: "operator" } }]);
});

it("a person of another workspace answers like one that does not exist", async () => {
  const owner = await asMember(ctx, { email: "owner@walls.example" });
  const theirs = await makeWorkspace(database.db, { name: "Theirs" });
  const stranger = await makeMember(theirs, { email: "stranger@walls.example" });
  const unknown = "01900000-0000-7000-8000-000000000000";
  for (const id of [stranger, unknown, "nonsense"]) {
    expect(await changeMember(owner, id, disable)).toEqual({
      ok: false,
      refusal: { code: "not_found" },
    });
    expect(await findPerson(owner, id)).toBeNull();
  }
});
