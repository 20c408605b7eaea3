import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { setDatabase } from "@/db/client";
import { postgresDatabase, type TestDatabase } from "@/tests/database";
import { checkCredentials } from "./credentials";
import { liveSession } from "./live-session";
import { createWorkspace, provedEmail, signUpToken, workspaceSchema } from "./sign-up";

let database: TestDatabase;

beforeAll(async () => {
  process.env.AUTH_SECRET = "a secret of at least thirty-two letters";
  database = await postgresDatabase();
});
afterAll(() => database.close());
beforeEach(() => setDatabase(database.db));

const workspace = (company: string) => ({
  ...workspaceSchema.parse({ company, timeZone: "Europe/Berlin", currency: "eur" }),
  locale: "en-GB",
});
const owner = (email: string) => ({ name: "Ana", email, password: "a long enough password" });
const count = async () => {
  const { rows } = await database.db.execute<{ n: number }>(
    sql`select count(*)::int as n from workspaces`,
  );
  return rows[0]?.n;
};

describe("a new workspace", () => {
  it("has one owner, who can sign in", async () => {
    const made = await createWorkspace(workspace("First"), owner("ana@first.example"));
    expect(made).toMatchObject({ ok: true, value: { role: "owner" } });
    const proof = await checkCredentials({ ...owner("ana@first.example"), address: "203.0.113.9" });
    const session = proof.ok ? await liveSession(proof.value) : null;
    expect(session?.memberships.map((each) => [each.workspaceName, each.role])).toEqual([
      ["First", "owner"],
    ]);
  });

  it("is not made for an address that has an account, nor twice for one address at once", async () => {
    await createWorkspace(workspace("Second"), owner("ben@second.example"));
    const before = await count();
    expect(await createWorkspace(workspace("Evil"), owner("BEN@second.example"))).toMatchObject({
      refusal: { code: "has_account" },
    });
    expect(await count()).toBe(before);
    const outcomes = await Promise.all(
      [1, 2, 3].map((each) =>
        createWorkspace(workspace(`Race ${each}`), owner("cleo@race.example")),
      ),
    );
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
    expect(await count()).toBe((before ?? 0) + 1);
  });

  it("can be another one of an account that is signed in", async () => {
    const made = await createWorkspace(workspace("One"), owner("dora@more.example"));
    const id = made.ok ? (made.value.actor.id ?? "") : "";
    const user = { id, name: "Ana", email: "dora@more.example" };
    expect((await createWorkspace(workspace("Two"), user)).ok).toBe(true);
    expect((await liveSession({ userId: id, version: 1 }))?.memberships).toHaveLength(2);
  });
});

describe("a sign-up token", () => {
  it("proves its address for an hour, and nothing when it was changed", () => {
    const token = signUpToken("ana@acme.example", 0);
    expect(provedEmail(token, 59 * 60_000)).toBe("ana@acme.example");
    expect(provedEmail(token, 60 * 60_000)).toBeNull();
    expect(provedEmail(`${token.slice(0, -2)}AA`, 0)).toBeNull();
    expect(provedEmail("", 0)).toBeNull();
  });
});
