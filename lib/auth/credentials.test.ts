import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Context } from "@/lib/workspaces/context";
import { pgliteDatabase, type TestDatabase } from "@/tests/database";
import { makeWorkspace } from "@/tests/factories";
import { makeMember } from "@/tests/members";
import { countAttempt } from "./attempts";
import { checkCredentials } from "./credentials";
import { hashPassword } from "./password";

const PASSWORD = "a long enough password";
let database: TestDatabase;
let ctx: Context;

beforeAll(async () => {
  database = await pgliteDatabase();
  ctx = await makeWorkspace(database.db);
  const passwordHash = await hashPassword(PASSWORD);
  await makeMember(ctx, { email: "ana@example.com", passwordHash });
  await makeMember(ctx, { email: "off@example.com", passwordHash });
  await makeMember(ctx, { email: "demo@example.com", passwordHash, demo: true });
  await database.db.execute(
    sql`update users set disabled_at = now() where email = 'off@example.com'`,
  );
});
beforeEach(() => database.db.execute(sql`delete from sign_in_attempts`));
afterAll(() => database.close());

const address = "203.0.113.1";
const attempt = (email: string, password: string, from = address) =>
  checkCredentials({ email, password, address: from });
const codeOf = (outcome: Awaited<ReturnType<typeof attempt>>) =>
  outcome.ok ? "ok" : outcome.refusal.code;

describe("checkCredentials", () => {
  it("takes the right password, whatever the case of the e-mail", async () => {
    expect(await attempt(" Ana@Example.com ", PASSWORD)).toMatchObject({
      ok: true,
      value: { version: 1 },
    });
  });

  it("answers a wrong password, an unknown, a disabled and a foreign demo account alike", async () => {
    const answers = [
      await attempt("ana@example.com", "not the password"),
      await attempt("nobody@example.com", PASSWORD),
      await attempt("off@example.com", PASSWORD),
      await attempt("demo@example.com", PASSWORD),
      await attempt("ana@example.com", PASSWORD.repeat(20)),
      await attempt("a\0b", "x"),
    ];
    for (const answer of answers) {
      expect(answer).toEqual({ ok: false, refusal: { code: "wrong_credentials" } });
    }
  });

  it("evaluates at most 10 of 1,000 guesses at an account, the right one after them included", async () => {
    const codes = new Map<string, number>();
    for (let guess = 0; guess < 1_000; guess += 1) {
      const code = codeOf(await attempt("ana@example.com", `guess ${guess}`, `net ${guess}`));
      codes.set(code, (codes.get(code) ?? 0) + 1);
    }
    expect(Object.fromEntries(codes)).toEqual({ wrong_credentials: 10, too_many_tries: 990 });
    const late = await attempt("ana@example.com", PASSWORD, "elsewhere");
    expect(late).toMatchObject({ ok: false, refusal: { code: "too_many_tries" } });
    const seconds = late.ok ? 0 : Number(late.refusal.data?.seconds);
    expect(seconds).toBeGreaterThan(500);
    expect(seconds).toBeLessThanOrEqual(600);
  });

  it("counts tries at unknown accounts, too, so that they show nothing", async () => {
    for (let guess = 0; guess < 10; guess += 1) {
      expect(codeOf(await attempt("nobody@example.com", "guess"))).toBe("wrong_credentials");
    }
    expect(codeOf(await attempt("nobody@example.com", "guess"))).toBe("too_many_tries");
  });

  it("evaluates at most 100 guesses from one address, over all accounts", async () => {
    for (let other = 1; other < 100; other += 1) {
      await countAttempt([{ kind: "address", value: address }]);
    }
    expect(codeOf(await attempt("one@example.com", "guess"))).toBe("wrong_credentials");
    expect(codeOf(await attempt("two@example.com", "guess"))).toBe("too_many_tries");
    expect(codeOf(await attempt("two@example.com", "guess", "elsewhere"))).toBe(
      "wrong_credentials",
    );
  });

  it("forgets an account's wrong tries after the right one, and gives the address that one back", async () => {
    for (let round = 0; round < 3; round += 1) {
      for (let guess = 0; guess < 9; guess += 1) {
        await attempt("ana@example.com", "guess");
      }
      expect(codeOf(await attempt("ana@example.com", PASSWORD))).toBe("ok");
    }
    const { rows } = await database.db.execute(sql`select failures from sign_in_attempts`);
    expect(rows).toEqual([{ failures: 27 }]);
  });

  it("lets demo accounts in where the demo seeded the database", async () => {
    await database.db.execute(sql`insert into installation values ('demo', 'true')`);
    expect(codeOf(await attempt("demo@example.com", PASSWORD))).toBe("ok");
    await database.db.execute(sql`delete from installation`);
  });
});
