import { describe, expect, it } from "vitest";
import { hashPassword, passwordFits } from "./password";

describe("passwords", () => {
  it("fit their own hash only, and the same password is hashed differently each time", async () => {
    const hash = await hashPassword("correct horse battery");
    expect(hash).toMatch(/^scrypt\$15\$8\$1\$/);
    expect(await hashPassword("correct horse battery")).not.toBe(hash);
    expect(await passwordFits("correct horse battery", hash)).toBe(true);
    expect(await passwordFits("correct horse batterz", hash)).toBe(false);
  });

  it("fit however a keyboard composes a letter", async () => {
    const hash = await hashPassword("caf\u00e9 au lait, twice");
    expect(await passwordFits("cafe\u0301 au lait, twice", hash)).toBe(true);
  });

  it("never fit an account without a hash, nor a hash of another kind", async () => {
    expect(await passwordFits("", null)).toBe(false);
    expect(await passwordFits("x", "scrypt$14$8$1$AAAA$AAAA")).toBe(false);
    expect(await passwordFits("x", "plain")).toBe(false);
  });
});
