import { afterEach, describe, expect, it, vi } from "vitest";
import { readEnvironment } from "@/lib/shared/env";
import { postgresAddress } from "@/tests/database";
import { chooseDriver, closeDatabase, database } from "./client";

afterEach(async () => {
  await closeDatabase();
  vi.unstubAllEnvs();
});

async function refusal(url: string): Promise<string> {
  vi.stubEnv("DATABASE_URL", url);
  const error = await database().then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(Error);
  return error instanceof Error ? error.message : "";
}

describe("the driver", () => {
  it.each([
    [{}, "pglite"],
    [{ DATABASE_URL: "postgres://u:p@db.example.com/orders" }, "postgres"],
    [{ DATABASE_URL: "postgres://u:p@ep-1.eu-central-1.aws.neon.tech/orders" }, "neon"],
    [{ DATABASE_URL: "postgres://u:p@neon.tech.example.com/orders" }, "postgres"],
    [{ DATABASE_URL: "postgres://u:p@ep-1.neon.tech/x", DATABASE_DRIVER: "postgres" }, "postgres"],
    [{ DATABASE_URL: "postgres://u:p@db.example.com/x", DATABASE_DRIVER: "neon" }, "neon"],
  ])("for %j is %s", (settings, driver) => {
    expect(chooseDriver(readEnvironment(settings))).toBe(driver);
  });
});

describe("a wrong DATABASE_URL is told in a plain sentence without the password", () => {
  it("when it is no Postgres address", async () => {
    expect(await refusal("mysql://root:hunter2@localhost/orders")).toBe(
      "DATABASE_URL is not a Postgres address. It looks like postgres://user:password@host:5432/database.",
    );
    expect(await refusal("hunter2")).not.toContain("hunter2");
  });

  it("when nothing listens", async () => {
    expect(await refusal("postgres://me:hunter2@localhost:1/orders")).toBe(
      "Can't connect to the database me@localhost:1/orders (from DATABASE_URL). Nothing listens there: check the host and the port.",
    );
  });

  it("when the host is not known", async () => {
    expect(await refusal("postgres://me:hunter2@no-such-host.invalid/orders")).toMatch(
      /^Can't connect to the database me@no-such-host\.invalid:5432\/orders .* host name/,
    );
  });

  it("when the password is wrong", async () => {
    const address = new URL(await postgresAddress());
    address.password = "hunter2";
    expect(await refusal(`${address.href}/postgres`)).toMatch(
      /^Can't connect to the database postgres@localhost:\d+\/postgres .* password is wrong\.$/,
    );
  });

  it("when the database does not exist", async () => {
    expect(await refusal(`${await postgresAddress()}/nothing`)).toContain(
      "That database does not exist: create it, or check its name.",
    );
  });

  it("and the next call tries again", async () => {
    await refusal("postgres://me:hunter2@localhost:1/orders");
    vi.stubEnv("DATABASE_URL", `${await postgresAddress()}/postgres`);
    const { rows } = await (await database()).execute("select 1 as one");
    expect(rows).toEqual([{ one: 1 }]);
  });
});
