import { inflateRawSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { readFont, subsetFont } from "./font-file";
import { REGULAR, SEMIBOLD } from "./fonts.generated";

const fonts = [REGULAR, SEMIBOLD].map((packed) =>
  readFont(new Uint8Array(inflateRawSync(Buffer.from(packed, "base64")))),
);

function tablesOf(bytes: Uint8Array): Map<string, DataView> {
  const view = new DataView(bytes.buffer);
  return new Map(
    Array.from({ length: view.getUint16(4) }, (_, index) => {
      const at = 12 + index * 16;
      const tag = String.fromCharCode(...bytes.subarray(at, at + 4));
      return [tag, new DataView(bytes.buffer, view.getUint32(at + 8), view.getUint32(at + 12))];
    }),
  );
}

/** The glyphs of a font that have an outline. */
function drawn(bytes: Uint8Array): number[] {
  const loca = tablesOf(bytes).get("loca");
  const count = (loca?.byteLength ?? 0) / 4 - 1;
  return Array.from({ length: count }, (_, glyph) => glyph).filter(
    (glyph) => loca?.getUint32(glyph * 4) !== loca?.getUint32(glyph * 4 + 4),
  );
}

describe.each(fonts)("the document font", (font) => {
  const glyph = (character: string) => font.glyphs.get(character.codePointAt(0) ?? 0) ?? 0;

  it("has the letters of European languages, digits, currencies and the box for what is missing", () => {
    for (const character of "AZazÄÖÜäöüßẞĄĆĘŁŃÓŚŹŻąćęłńóśźżČŠŽčšžŐŰőűĞİŞğışÅØÆåøæÑñÇçΑΩάώЖЯжяЇїЉљ€£$¥₺₴…–—„“”’·×□") {
      expect(glyph(character), character).toBeGreaterThan(0);
    }
    expect(glyph("漢")).toBe(0);
  });

  it("gives every digit the same width", () => {
    expect(new Set(Array.from("0123456789", (digit) => font.advance(glyph(digit)))).size).toBe(1);
  });

  it("gives every character a glyph of its own", () => {
    expect(new Set(font.glyphs.values()).size).toBe(font.glyphs.size);
  });

  it("keeps in a subset what is used, and the parts it is made of", () => {
    const used = [glyph("A"), glyph("ä"), glyph(" ")];
    const kept = drawn(subsetFont(font, new Set(used)));
    expect(kept).toEqual(expect.arrayContaining([0, glyph("A"), glyph("ä")]));
    // The letter and its dots are two more outlines.
    expect(kept).toHaveLength(5);
  });

  it("writes the checksums of the TrueType format", () => {
    const bytes = subsetFont(font, new Set([glyph("A")]));
    const view = new DataView(bytes.buffer);
    let sum = 0;
    for (let at = 0; at < bytes.byteLength; at += 4) {
      sum = (sum + view.getUint32(at)) >>> 0;
    }
    expect(sum).toBe(0xb1b0afba);
  });
});
