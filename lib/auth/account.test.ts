import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Context } from "@/lib/workspaces/context";
import { pgliteDatabase, type TestDatabase } from "@/tests/database";
import { makeWorkspace } from "@/tests/factories";
import { makeMember } from "@/tests/members";
import { changeName, changePassword, endSessions, setPasswordByLink } from "./account";
import { checkCredentials } from "./credentials";
import { liveSession } from "./live-session";
import { hashPassword } from "./password";
import { newToken } from "./tokens";

const OLD = "the old long password";
const NEW = "the new long password";
const address = "203.0.113.40";

let database: TestDatabase;
let ctx: Context;
let people = 0;
let email = "";
let id = "";

beforeAll(async () => {
  database = await pgliteDatabase();
  ctx = await makeWorkspace(database.db);
});
afterAll(() => database.close());
beforeEach(async () => {
  people += 1;
  email = `person${people}@account.example`;
  id = await makeMember(ctx, { email, passwordHash: await hashPassword(OLD) });
});

const signsIn = async (password: string) =>
  (await checkCredentials({ email, password, address })).ok;
const session = (version = 1) => liveSession({ userId: id, version });

async function link(minutes: number, purpose = "password"): Promise<string> {
  const { token, hash } = newToken();
  await database.db.execute(
    sql`select * from sign_in_link_create(${email.toUpperCase()}, ${hash}, ${purpose}, ${minutes})`,
  );
  return token;
}

describe("an account", () => {
  it("changes its password with the old one, which ends its sessions", async () => {
    const change = (oldPassword: string) =>
      changePassword({ id, email, address }, { oldPassword, newPassword: NEW });
    expect(await change("a wrong password")).toMatchObject({
      refusal: { code: "wrong_password", field: "oldPassword" },
    });
    expect(await session()).not.toBeNull();
    expect((await change(OLD)).ok).toBe(true);
    expect(await session()).toBeNull();
    expect([await signsIn(OLD), await signsIn(NEW)]).toEqual([false, true]);
  });

  it("waits after too many wrong old passwords, right ones included", async () => {
    const change = (oldPassword: string) =>
      changePassword({ id, email, address: "203.0.113.41" }, { oldPassword, newPassword: NEW });
    for (let guess = 0; guess < 10; guess += 1) {
      await change(`guess ${guess}`);
    }
    expect(await change(OLD)).toMatchObject({ refusal: { code: "too_many_tries" } });
  });

  it("changes its name, and ends all its sessions", async () => {
    await changeName(id, "Another Name");
    expect((await session())?.user.name).toBe("Another Name");
    await endSessions(id);
    expect(await session()).toBeNull();
  });
});

describe("a link to a new password", () => {
  it("sets it once and ends every session and every other link", async () => {
    const [token, other] = [await link(60), await link(60)];
    expect((await setPasswordByLink(token, NEW)).ok).toBe(true);
    expect(await session()).toBeNull();
    expect([await signsIn(OLD), await signsIn(NEW)]).toEqual([false, true]);
    for (const used of [token, other]) {
      expect(await setPasswordByLink(used, OLD)).toMatchObject({
        refusal: { code: "unknown_link" },
      });
    }
  });

  it("is refused alike when it is wrong, expired or for signing in", async () => {
    for (const token of ["A".repeat(32), "", await link(0), await link(60, "sign_in")]) {
      expect(await setPasswordByLink(token, NEW)).toEqual({
        ok: false,
        refusal: { code: "unknown_link" },
      });
    }
    expect(await signsIn(OLD)).toBe(true);
  });

  it("is none for an unknown or a disabled account", async () => {
    await database.db.execute(sql`update users set disabled_at = now() where id = ${id}::uuid`);
    expect(await setPasswordByLink(await link(60), NEW)).toMatchObject({ ok: false });
  });
});
