import { describe, expect, it } from "vitest";
import { containsPattern, keysetCursor, keysetPage, keysetStart } from "./keyset";

const placeOf = (name: string) => [name];
const none = { after: null, before: null };

describe("a cursor", () => {
  it("comes back as the place it was made of, in any script", () => {
    const cursor = keysetCursor(["Grün & Söhne 木", "id"]);
    expect(cursor).toMatch(/^[A-Za-z0-9_-]+$/);
    expect(keysetStart({ ...none, after: cursor }, 2)).toEqual({
      place: ["Grün & Söhne 木", "id"],
      backwards: false,
    });
  });

  it.each(["", "%%%", "x".repeat(3000), keysetCursor(["one"]), keysetCursor(["a\0", "b"])])(
    "that we did not make starts at the beginning: %#",
    (cursor) => {
      expect(keysetStart({ ...none, before: cursor }, 2)).toEqual({
        place: null,
        backwards: false,
      });
    },
  );
});

describe("a page", () => {
  it("leads on where more was found, and back once it is not the first", () => {
    const first = keysetPage(["a", "b", "c"], 2, keysetStart(none, 1), placeOf);
    expect(first).toEqual({ rows: ["a", "b"], next: keysetCursor(["b"]), previous: null });
    const second = keysetPage(["c"], 2, { place: ["b"], backwards: false }, placeOf);
    expect(second).toEqual({ rows: ["c"], next: null, previous: keysetCursor(["c"]) });
  });

  it("found backwards is turned round and always leads on", () => {
    const page = keysetPage(["b", "a"], 2, { place: ["c"], backwards: true }, placeOf);
    expect(page).toEqual({ rows: ["a", "b"], next: keysetCursor(["b"]), previous: null });
  });
});

it("a search finds signs of LIKE as themselves", () => {
  expect(containsPattern("50%_\\")).toBe("%50\\%\\_\\\\%");
});
