import fc from "fast-check";
import { PDFDocument } from "pdf-lib";
import { describe, expect, it } from "vitest";
import { embedFonts } from "./fonts";
import { fitted, shrunk, widthOf, wrapped } from "./typesetting";

const fonts = await embedFonts((await PDFDocument.create()).context);
const type = { size: 9 };

describe("printable", () => {
  it.each([
    ["Łódź Ґалаґан Ελληνικά", "Łódź Ґалаґан Ελληνικά"],
    ["e\u0301", "é"],
    ["x\u0301", "x"],
    ["漢字", "□□"],
    ["👩‍👩‍👧 ❤️", "□ □"],
    ["a\tb\nc\u0000d", "a b c d"],
    ["soft\u00adhyphen \u202eright", "softhyphen right"],
    ["1\u202f000", "1\u00a0000"],
  ])("makes %j %j", (text, result) => {
    expect(fonts.printable(text)).toBe(result);
  });
});

describe("wrapped", () => {
  it("breaks after spaces, hyphens and slashes, and inside words too wide for a line", () => {
    const room = { width: 60, lines: 9 };
    expect(wrapped(fonts, "oak table oiled", room, type)).toEqual(["oak table", "oiled"]);
    expect(wrapped(fonts, "PO/45000123/2026-77", room, type)).toEqual([
      "PO/",
      "45000123/",
      "2026-77",
    ]);
    expect(wrapped(fonts, "Donaudampfschiff", room, type)).toEqual(["Donaudampfs", "chiff"]);
    expect(wrapped(fonts, "", room, type)).toEqual([""]);
  });

  it("ends the last line with an ellipsis where there is more", () => {
    const lines = wrapped(fonts, "one two three four five six", { width: 40, lines: 2 }, type);
    expect(lines).toHaveLength(2);
    expect(lines[1]).toMatch(/…$/);
  });

  it("never sets a line wider than its room, nor loses a letter when there are lines enough", () => {
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.string({ unit: fc.constantFrom(..."aW i-/\u00a0é漢") }),
    );
    fc.assert(
      fc.property(
        text,
        fc.integer({ min: 12, max: 200 }),
        fc.integer({ min: 1, max: 4 }),
        (given, width, lines) => {
          const set = wrapped(fonts, given, { width, lines }, type);
          expect(set.length).toBeLessThanOrEqual(lines);
          for (const line of set) {
            expect(widthOf(fonts, line, type)).toBeLessThanOrEqual(width);
          }
          const all = wrapped(fonts, given, { width, lines: 10_000 }, type).join("");
          expect(all.replaceAll(/\s/g, "")).toBe(fonts.printable(given).replaceAll(/\s/g, ""));
        },
      ),
    );
  });
});

describe("fitted and shrunk", () => {
  it("cut a name and make a number smaller", () => {
    expect(fitted(fonts, "Oak table, oiled", 50, type)).toBe("Oak table…");
    expect(shrunk(fonts, "12", 50, type)).toBe(type);
    const { size } = shrunk(fonts, "99.999.999,999", 50, type);
    expect(widthOf(fonts, "99.999.999,999", { size })).toBeCloseTo(50);
  });
});
