import iconv from "iconv-lite";
import { describe, expect, it } from "vitest";
import { decodeFile, FILE_BYTES_MAX } from "@/lib/intake/file/decode";

const text = "Kunde;Stück;“Preis”\nMüller;3;4,50 €\n";
const bytes = (...values: number[]) => Uint8Array.from(values);
const latin = (raw: string) => Uint8Array.from(Buffer.from(raw, "latin1"));

describe("the text of a file", () => {
  it.each([
    ["utf-8", iconv.encode(text, "utf8"), "utf-8", false],
    ["utf-8 with a byte order mark", iconv.encode(text, "utf8", { addBOM: true }), "utf-8", false],
    ["utf-16le", iconv.encode(text, "utf16le", { addBOM: true }), "utf-16le", false],
    ["utf-16be", iconv.encode(text, "utf16be", { addBOM: true }), "utf-16be", false],
    ["windows-1252", iconv.encode(text, "win1252"), "windows-1252", true],
  ])("is read from %s", (_name, encoded, encoding, guessed) => {
    expect(decodeFile(encoded)).toEqual({ ok: true, value: { text, encoding, guessed } });
  });

  it("is read from Shift_JIS, in which Amazon writes Japanese reports", () => {
    const japanese = "sku\tproduct-name\nLAMP\tテーブル ランプ 東京\n";
    expect(decodeFile(iconv.encode(japanese, "shift_jis"))).toEqual({
      ok: true,
      value: { text: japanese, encoding: "shift_jis", guessed: true },
    });
    const western = "Größe;Straße;Çà et là;Año;“é”;40 ‚ƒ’\n";
    expect(decodeFile(iconv.encode(western, "win1252"))).toMatchObject({
      value: { text: western, encoding: "windows-1252" },
    });
  });
});

describe("a file that is refused", () => {
  const noise = Uint8Array.from({ length: 4000 }, (_, index) => ((index * 7919) % 255) + 1);
  it.each([
    ["nothing", bytes(), "file_empty"],
    ["only blanks", latin(" \r\n\t\n"), "file_empty"],
    ["only a byte order mark", bytes(0xef, 0xbb, 0xbf), "file_empty"],
    ["more than 10 MB", new Uint8Array(FILE_BYTES_MAX + 1).fill(65), "file_too_large"],
    ["a zip", latin("PK\x03\x04\x14\0\0\0photo.jpg"), "file_binary"],
    ["a PDF", latin("%PDF-1.7\n%abc\n"), "file_binary"],
    ["a PNG", latin("\x89PNG\r\n\x1a\n"), "file_binary"],
    ["a GIF", latin("GIF89a,b\n1,2\n"), "file_binary"],
    ["a NUL among text", latin("a,b\n1,\0\n"), "file_binary"],
    ["NULs in UTF-16", iconv.encode("a\0b", "utf16le", { addBOM: true }), "file_binary"],
    ["control characters", latin("a,b\n\x01\x02\x03\x04,1\n"), "file_binary"],
    ["a broken UTF-16 pair", bytes(0xff, 0xfe, 0x41, 0x00, 0x00, 0xd8), "file_wrong_encoding"],
    ["a byte order mark that lies", bytes(0xef, 0xbb, 0xbf, 0x41, 0xfc), "file_wrong_encoding"],
    [
      "UTF-8 with one broken byte",
      Buffer.concat([Buffer.from("Müller, Jürgen, Zoë\n"), latin("\xfc\n")]),
      "file_wrong_encoding",
    ],
    ["bytes that Windows-1252 doesn't have", latin("Tel\x81fono;\xfc\n"), "file_wrong_encoding"],
  ])("is one of %s", (_name, file, code) => {
    expect(decodeFile(file)).toMatchObject({ ok: false, refusal: { code } });
  });

  it("is one of noise, by whichever code", () => {
    expect(decodeFile(noise).ok).toBe(false);
  });
});
