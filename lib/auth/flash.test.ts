import { describe, expect, it } from "vitest";
import { flashFor } from "./flash";

describe("flashFor", () => {
  const text = JSON.stringify({ at: "/clients?q=a", kind: "done", code: "saved", data: { n: 1 } });

  it("tells the page it was kept for, and no other", () => {
    expect(flashFor("/clients?q=a", text)).toEqual({ kind: "done", code: "saved", data: { n: 1 } });
    expect(flashFor("/clients", text)).toBeNull();
  });

  it("tells nothing when the cookie is anything else", () => {
    for (const other of ["", "null", "{", JSON.stringify({ at: "/", kind: "x", code: "y" })]) {
      expect(flashFor("/", other)).toBeNull();
    }
  });
});
