import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "@/lib/shared/ids";
import type { Context } from "@/lib/workspaces/context";
import { pgliteDatabase, type TestDatabase } from "@/tests/database";
import { makeWorkspace } from "@/tests/factories";
import { makeMember } from "@/tests/members";
import { activeMembership, choiceOf, endSession, liveSession } from "./live-session";
import { proofOf } from "./session-cookie";

let database: TestDatabase;
let oakline: Context;
let harbor: Context;

beforeAll(async () => {
  database = await pgliteDatabase();
  oakline = await makeWorkspace(database.db, { name: "Oakline" });
  harbor = await makeWorkspace(database.db, { name: "Harbor" });
});
afterAll(() => database.close());

async function personInBoth(email: string, role: "viewer" | "client" = "viewer") {
  const userId = await makeMember(oakline, { email });
  await makeMember(harbor, { email, role });
  return { userId, version: 1 };
}

describe("liveSession", () => {
  it("answers the person with their workspaces and roles", async () => {
    const session = await liveSession(await personInBoth("both@example.com"));
    expect(session?.user.email).toBe("both@example.com");
    expect(session?.memberships.map((each) => [each.workspaceName, each.role])).toEqual([
      ["Harbor", "viewer"],
      ["Oakline", "owner"],
    ]);
  });

  it("is null at once after the sessions were ended", async () => {
    const proof = await personInBoth("ended@example.com");
    await database.db.execute(sql`select auth_end_sessions(${proof.userId}::uuid)`);
    expect(await liveSession(proof)).toBeNull();
    expect(await liveSession({ ...proof, version: 2 })).not.toBeNull();
  });

  it("is null at once after its own session was signed out of; the account's others go on", async () => {
    const proof = await personInBoth("signed-out@example.com");
    const [here, there] = [newId(), newId()];
    await endSession(here);
    await endSession(here);
    expect(await liveSession({ ...proof, sessionId: here })).toBeNull();
    expect(await liveSession({ ...proof, sessionId: there })).not.toBeNull();
  });

  it("knows the settings of each workspace", async () => {
    const session = await liveSession(await personInBoth("settings@example.com"));
    expect(session?.memberships.map((each) => each.settings)).toEqual([
      harbor.workspace,
      oakline.workspace,
    ]);
  });

  it("is null at once after the account was disabled", async () => {
    const proof = await personInBoth("disabled@example.com");
    await database.db.execute(sql`update users set disabled_at = now() where id = ${proof.userId}`);
    expect(await liveSession(proof)).toBeNull();
  });

  it("leaves out a workspace that the person was taken from", async () => {
    const proof = await personInBoth("left@example.com");
    await database.db.execute(
      sql`update memberships set disabled_at = now() where user_id = ${proof.userId} and workspace_id = ${harbor.workspaceId}`,
    );
    const session = await liveSession(proof);
    expect(session?.memberships.map((each) => each.workspaceName)).toEqual(["Oakline"]);
  });

  it("is null for an unknown account and for a demo account outside of a demo", async () => {
    const demo = await makeMember(oakline, { email: "d@example.com", demo: true });
    expect(await liveSession({ userId: demo, version: 1 })).toBeNull();
    expect(
      await liveSession({ userId: "00000000-0000-7000-8000-000000000000", version: 1 }),
    ).toBeNull();
  });
});

describe("activeMembership", () => {
  it("is the chosen workspace, else the first with pages", async () => {
    const proof = await personInBoth("portal@example.com", "client");
    const session = await liveSession(proof);
    if (session === null) {
      throw new Error("The session should live.");
    }
    const chosen = (choice: string | undefined) => activeMembership(session, choice)?.workspaceName;
    expect(chosen(choiceOf(proof.userId, harbor.workspaceId))).toBe("Harbor");
    expect(chosen(undefined)).toBe("Oakline");
    expect(chosen("nonsense")).toBe("Oakline");
    expect(activeMembership({ ...session, memberships: [] }, undefined)).toBeNull();
  });

  it("is none where the chosen one was lost, and never what another account chose here", async () => {
    const proof = await personInBoth("lost@example.com");
    const choice = choiceOf(proof.userId, harbor.workspaceId);
    await database.db.execute(
      sql`update memberships set disabled_at = now() where user_id = ${proof.userId} and workspace_id = ${harbor.workspaceId}`,
    );
    const session = await liveSession(proof);
    const other = await liveSession(await personInBoth("other@example.com"));
    if (session === null || other === null) {
      throw new Error("The sessions should live.");
    }
    expect(activeMembership(session, choice)).toBeNull();
    expect(activeMembership(other, choice)?.workspaceName).toBe("Harbor");
  });
});

describe("proofOf", () => {
  it("takes our own tokens and nothing else", () => {
    const sub = "01890a5d-ac96-774b-bcce-b302099a8057";
    const session = "01890a5d-ac96-774b-bcce-b302099a8058";
    expect(proofOf({ sub, version: 3, session, role: "owner" })).toEqual({
      userId: sub,
      version: 3,
      sessionId: session,
    });
    for (const token of [null, {}, { sub, version: 3 }, { sub: "1", version: 1, session }]) {
      expect(proofOf(token)).toBeNull();
    }
  });
});
