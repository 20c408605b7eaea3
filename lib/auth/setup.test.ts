import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { setDatabase } from "@/db/client";
import { pgliteDatabase, type TestDatabase } from "@/tests/database";
import { checkCredentials } from "./credentials";
import { hasWorkspace } from "./installation";
import { createFirstWorkspace, isSetupCode, setupCode, setupSchema } from "./setup";

const SECRET = "a secret of at least thirty-two letters";
let database: TestDatabase;

beforeAll(async () => {
  database = await pgliteDatabase();
  setDatabase(database.db);
  process.env.AUTH_SECRET = SECRET;
});
afterAll(() => database.close());

const from = { address: "203.0.113.1", locale: "en-GB" };
const input = () => ({
  code: setupCode(),
  company: "Oakline Furniture",
  timeZone: "Europe/Berlin",
  currency: "EUR",
  name: "Ana Weiss",
  email: "Ana@Oakline.example",
  password: "a long enough password",
});

describe("the set-up code", () => {
  it("is ten letters that depend on the secret only", () => {
    expect(setupCode(SECRET)).toMatch(/^[A-Z2-7]{10}$/);
    expect(setupCode(SECRET)).toBe(setupCode(SECRET));
    expect(setupCode(`${SECRET}!`)).not.toBe(setupCode(SECRET));
  });

  it("may be typed in small letters and in groups", () => {
    const code = setupCode(SECRET);
    expect(isSetupCode(`${code.slice(0, 5).toLowerCase()}-${code.slice(5)} `, SECRET)).toBe(true);
    expect(isSetupCode(code.slice(1), SECRET)).toBe(false);
    expect(isSetupCode("", SECRET)).toBe(false);
  });
});

describe("createFirstWorkspace", () => {
  it("refuses a wrong code, and the right one after too many wrong ones", async () => {
    const wrong = { ...input(), code: "AAAAAAAAAA" };
    for (let guess = 0; guess < 20; guess += 1) {
      expect(await createFirstWorkspace(wrong, from)).toMatchObject({
        refusal: { code: "wrong_code" },
      });
    }
    expect(await createFirstWorkspace(input(), from)).toMatchObject({
      refusal: { code: "too_many_tries" },
    });
    expect(await hasWorkspace()).toBe(false);
  });

  it("makes one workspace and its owner, however many try at once", async () => {
    const tries = [1, 2, 3].map((each) =>
      createFirstWorkspace(
        { ...input(), email: `owner${each}@oakline.example` },
        { ...from, address: "203.0.113.2" },
      ),
    );
    const outcomes = await Promise.all(tries);
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
    expect(await hasWorkspace()).toBe(true);
    const { rows } = await database.db.execute<{ email: string; role: string; zone: string }>(
      sql`select u.email, m.role, w.time_zone as zone from memberships m join users u on u.id = m.user_id join workspaces w on w.id = m.workspace_id`,
    );
    expect(rows).toMatchObject([{ role: "owner", zone: "Europe/Berlin" }]);
    const signedIn = await checkCredentials({
      email: rows[0]?.email ?? "",
      password: "a long enough password",
      address: "203.0.113.3",
    });
    expect(signedIn.ok).toBe(true);
  });
});

describe("setupSchema", () => {
  it("asks for a password of 12 letters and for a zone and currency that exist", () => {
    const parsed = setupSchema.safeParse({
      ...input(),
      password: "too short",
      timeZone: "Mars/Base",
      currency: "XXX1",
    });
    const fields = parsed.success ? [] : parsed.error.issues.map((issue) => issue.path[0]);
    expect(fields).toEqual(["timeZone", "currency", "password"]);
  });
});
