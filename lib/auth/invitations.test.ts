import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { newId } from "@/lib/shared/ids";
import type { Context } from "@/lib/workspaces/context";
import { postgresDatabase, type TestDatabase } from "@/tests/database";
import { makeClient, makeWorkspace } from "@/tests/factories";
import { asMember, makeMember } from "@/tests/members";
import { invitationOffer, joinWithAccount, joinWithNewAccount } from "./accept-invitation";
import { checkCredentials } from "./credentials";
import {
  invitationSchema,
  invite,
  type NewInvitation,
  openInvitations,
  renewInvitation,
  revokeInvitation,
} from "./invitations";
import { liveSession } from "./live-session";
import type { Role } from "./permissions";

let database: TestDatabase;
let owner: Context & { userId: string };
let round = 0;

beforeAll(async () => {
  database = await postgresDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  round += 1;
  const ctx = await makeWorkspace(database.db, { now: new Date() });
  owner = await asMember(ctx, { email: `owner@${round}.example` });
});
afterEach(() => database.invariants());

const PASSWORD = "a long enough password";
const mail = (name: string) => `${name}@${round}.example`;
const here = () => `198.51.100.${round}`;

async function invited(name: string, role: Role = "operator"): Promise<NewInvitation> {
  const outcome = await invite(owner, { email: mail(name), role });
  if (!outcome.ok) {
    throw new Error(outcome.refusal.code);
  }
  return outcome.value;
}

const account = (token: string, name = "Nia") => ({ token, name, password: PASSWORD });
const refusal = (code: string) => ({ ok: false, refusal: { code } });

describe("an invitation", () => {
  it("makes an account that signs in with its role, once", async () => {
    const { token } = await invited("Nia", "operator");
    expect(await invitationOffer(token)).toMatchObject({ email: mail("nia"), hasAccount: false });
    const joined = await joinWithNewAccount(account(token), here());
    expect(joined).toMatchObject({ ok: true, value: { workspaceId: owner.workspaceId } });
    const proof = await checkCredentials({
      email: mail("nia"),
      password: PASSWORD,
      address: here(),
    });
    const session = proof.ok ? await liveSession(proof.value) : null;
    expect(session?.memberships.map((each) => each.role)).toEqual(["operator"]);
    expect(await joinWithNewAccount(account(token), here())).toEqual(refusal("unknown_invitation"));
  });

  it("accepted by ten requests at once makes one account", async () => {
    const { token } = await invited("many");
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, () => joinWithNewAccount(account(token), here())),
    );
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
  });

  it("answers alike when it is wrong, used, revoked, renewed or expired", async () => {
    const revoked = await invited("revoked");
    await revokeInvitation(owner, revoked.id);
    const renewed = await invited("renewed");
    await renewInvitation(owner, renewed.id);
    const expired = await invited("expired");
    await database.db.execute(
      sql`update invitations set expires_at = now() - interval '1 second' where id = ${expired.id}::uuid`,
    );
    const replaced = await invited("replaced");
    await invited("replaced");
    const wrong = "A".repeat(32);
    for (const token of [wrong, "", revoked, renewed, expired, replaced].map((one) =>
      typeof one === "string" ? one : one.token,
    )) {
      expect(await invitationOffer(token)).toBeNull();
      expect(await joinWithNewAccount(account(token), here())).toEqual(
        refusal("unknown_invitation"),
      );
    }
  });

  it("can be renewed after it expired, and its new link works", async () => {
    const { id } = await invited("late");
    await database.db.execute(
      sql`update invitations set expires_at = now() - interval '1 day' where id = ${id}::uuid`,
    );
    expect(await openInvitations(owner, "people")).toMatchObject([{ expired: true }]);
    const renewed = await renewInvitation(owner, id);
    const token = renewed.ok ? renewed.value.token : "";
    expect((await joinWithNewAccount(account(token), here())).ok).toBe(true);
    expect(await openInvitations(owner, "people")).toEqual([]);
  });

  it("opens no account that exists: its person must be signed in, and it must be the right one", async () => {
    const elsewhere = await makeWorkspace(database.db, { name: "Elsewhere" });
    const userId = await makeMember(elsewhere, { email: mail("known"), role: "viewer" });
    const other = await makeMember(elsewhere, { email: mail("other"), role: "viewer" });
    const { token } = await invited("known", "admin");
    expect(await joinWithNewAccount(account(token), here())).toEqual(refusal("sign_in_first"));
    expect(await joinWithAccount(token, { id: other, name: "Other" }, here())).toEqual(
      refusal("sign_in_first"),
    );
    expect((await liveSession({ userId, version: 1 }))?.memberships).toHaveLength(1);
    expect((await joinWithAccount(token, { id: userId, name: "Known" }, here())).ok).toBe(true);
    const session = await liveSession({ userId, version: 1 });
    expect(session?.memberships.map((each) => each.role).sort()).toEqual(["admin", "viewer"]);
  });

  it("is limited in tries by address", async () => {
    const tries = Array.from({ length: 31 }, () =>
      joinWithNewAccount(account("B".repeat(32)), "203.0.113.77"),
    );
    const outcomes = await Promise.all(tries);
    const codes = outcomes.map((outcome) => (outcome.ok ? "" : outcome.refusal.code));
    expect(codes.filter((code) => code === "too_many_tries")).toHaveLength(1);
  });
});

describe("inviting", () => {
  it("refuses who is here already, and who was disabled", async () => {
    await makeMember(owner, { email: mail("here"), role: "viewer" });
    const gone = await makeMember(owner, { email: mail("gone"), role: "viewer" });
    await database.db.execute(
      sql`update memberships set disabled_at = now() where user_id = ${gone}::uuid`,
    );
    const codes = await Promise.all(
      ["HERE", "gone"].map(async (name) => {
        const outcome = await invite(owner, { email: mail(name), role: "viewer" });
        return outcome.ok ? "" : outcome.refusal.code;
      }),
    );
    expect(codes).toEqual(["already_member", "disabled_member"]);
  });

  it("of owners takes an owner, also to renew their link", async () => {
    const admin = { ...owner, role: "admin" as const };
    const { id } = await invited("boss", "owner");
    expect(await invite(admin, { email: mail("x"), role: "owner" })).toMatchObject({
      refusal: { code: "owners_only" },
    });
    expect(await renewInvitation(admin, id)).toMatchObject({ refusal: { code: "owners_only" } });
    const viewer = { ...owner, role: "viewer" as const };
    expect(await invite(viewer, { email: mail("x"), role: "viewer" })).toMatchObject({
      refusal: { code: "not_allowed" },
    });
  });

  it("of a client's person takes a client of this workspace", async () => {
    const theirs = await makeWorkspace(database.db, { name: "Theirs" });
    const foreign = await makeClient(theirs);
    const own = await makeClient(owner);
    for (const clientId of [foreign.id, newId(), undefined]) {
      const input = invitationSchema.parse({ email: mail("buyer"), role: "client", clientId });
      expect(await invite(owner, input)).toEqual(refusal("not_found"));
    }
    const outcome = await invite(owner, {
      email: mail("buyer"),
      role: "client",
      clientId: own.id,
    });
    const token = outcome.ok ? outcome.value.token : "";
    expect(await openInvitations(owner, { clientId: own.id })).toHaveLength(1);
    expect(await openInvitations(owner, "people")).toEqual([]);
    await joinWithNewAccount(account(token), here());
    const { rows } = await database.db.execute<{ role: string; client_id: string }>(
      sql`select role, client_id from memberships where workspace_id = ${owner.workspaceId} and role = 'client'`,
    );
    expect(rows).toEqual([{ role: "client", client_id: own.id }]);
  });

  it("the same address by two admins at once leaves one open offer", async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 6 }, () => invite(owner, { email: mail("race"), role: "viewer" })),
    );
    expect(outcomes.some((outcome) => outcome.ok)).toBe(true);
    expect(await openInvitations(owner, "people")).toHaveLength(1);
  });

  it("of another workspace's invitation can't be renewed or revoked", async () => {
    const { id } = await invited("walls");
    const theirs = await makeWorkspace(database.db, { name: "Theirs", now: new Date() });
    expect(await renewInvitation(theirs, id)).toEqual(refusal("not_found"));
    expect(await revokeInvitation(theirs, id)).toEqual(refusal("not_found"));
    expect(await revokeInvitation(theirs, "nonsense")).toEqual(refusal("not_found"));
  });
});
