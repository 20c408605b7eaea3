import { expect, test } from "vitest";
import { seal, unseal } from "./sealed";

const SECRET = "a-test-secret-that-is-long-enough-for-it";

test("what is sealed opens again, for the same purpose and secret only", () => {
  const text = seal("connections", { token: "shpat_1" }, SECRET);
  expect(text).not.toContain("shpat");
  expect(unseal("connections", text, SECRET)).toEqual({ token: "shpat_1" });
  expect(unseal("webhooks", text, SECRET)).toBeNull();
  expect(unseal("connections", text, `${SECRET}!`)).toBeNull();
});

test("the same value seals to another text each time, and a changed text does not open", () => {
  const text = seal("connections", 1, SECRET);
  expect(seal("connections", 1, SECRET)).not.toBe(text);
  const flipped = `${text.slice(0, -2)}${text.endsWith("AA") ? "BB" : "AA"}`;
  expect(unseal("connections", flipped, SECRET)).toBeNull();
  expect(unseal("connections", "", SECRET)).toBeNull();
});
