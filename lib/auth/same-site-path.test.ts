import { describe, expect, it } from "vitest";
import { sameSitePath } from "./same-site-path";

const FOREIGN = [
  "https://evil.example",
  "//evil.example",
  "///evil.example",
  "/\\evil.example",
  "\\/evil.example",
  "/\t/evil.example",
  "/\n//evil.example",
  "/.//evil.example",
  "/a/..//evil.example",
  "/%2e//evil.example",
  " /orders",
  "javascript:alert(1)",
  "orders/open",
  "http:evil.example",
  "",
];

describe("sameSitePath", () => {
  it("keeps a path with its query", () => {
    expect(sameSitePath("/orders/SO-1?tab=lines&q=a%20b", "/")).toBe(
      "/orders/SO-1?tab=lines&q=a%20b",
    );
  });

  it.each(FOREIGN)("takes the fallback for %j", (target) => {
    expect(sameSitePath(target, "/home")).toBe("/home");
  });

  it("takes the fallback for what is no text", () => {
    expect(sameSitePath(["/orders"], "/home")).toBe("/home");
    expect(sameSitePath(null, "/home")).toBe("/home");
  });
});
