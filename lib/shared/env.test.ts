import { describe, expect, it } from "vitest";
import { authSecret, readEnvironment } from "./env";

describe("the environment", () => {
  it("is usable when nothing is set", () => {
    expect(readEnvironment({})).toEqual({
      DATA_DIR: ".data/main",
      API_CALLS_PER_SECOND: 100,
      API_BURST: 2000,
    });
  });

  it("treats an empty setting as not set", () => {
    const settings = readEnvironment({ DATABASE_URL: " ", DATABASE_DRIVER: "", AUTH_URL: "" });
    expect(settings).toMatchObject({ DATABASE_URL: undefined, DATABASE_DRIVER: undefined });
  });

  it("names everything that is wrong and repeats no value", () => {
    const read = () => readEnvironment({ DATABASE_DRIVER: "mysql", AUTH_URL: "hunter2" });
    expect(read).toThrow(
      "The environment is not usable. DATABASE_DRIVER must be pglite, postgres or neon. AUTH_URL must be the address people open, such as https://orders.example.com.",
    );
  });
});

describe("the secret", () => {
  it("that is missing is told in one line that says how to make one", () => {
    expect(() => authSecret(readEnvironment({}))).toThrow(
      "AUTH_SECRET is not set; sessions can't be signed. Make one with: openssl rand -base64 33",
    );
  });

  it("that is too short is refused without being repeated", () => {
    expect(() => authSecret(readEnvironment({ AUTH_SECRET: "hunter2" }))).toThrow(
      /^AUTH_SECRET is shorter than 32 characters\. (?!.*hunter2)/,
    );
  });

  it("that is long enough is used", () => {
    const secret = "x".repeat(44);
    expect(authSecret(readEnvironment({ AUTH_SECRET: secret }))).toBe(secret);
  });
});
