/** Decides which text the bytes of an uploaded file hold, or why they hold none that can be read. */
import { accept, type Outcome, refuse } from "@/lib/shared/outcome";

export type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252" | "shift_jis";

/** `guessed` when nothing in the file says so: the person should look at the preview's accents. */
export type DecodedFile = {
  readonly text: string;
  readonly encoding: Encoding;
  readonly guessed: boolean;
};

export type DecodeRefusal = "file_empty" | "file_too_large" | "file_binary" | "file_wrong_encoding";

export const FILE_BYTES_MAX = 10 * 1024 * 1024;
/** Text has next to no control characters; a picture or a program has many. */
const CONTROL_SHARE_MAX = 0.01;

const BINARY_MAGIC = [
  "%PDF-",
  "\x89PNG",
  "GIF87a",
  "GIF89a",
  "\xff\xd8\xff",
  "\x1f\x8b",
  "PK\x03\x04",
  "PK\x05\x06",
  "Rar!",
  "7z\xbc\xaf",
  "\xd0\xcf\x11\xe0",
];

function latin1(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, to));
}

function isBinaryText(text: string): boolean {
  let controls = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 0) {
      return true;
    }
    if (code < 32 && code !== 9 && code !== 10 && code !== 12 && code !== 13) {
      controls += 1;
    }
  }
  return controls > text.length * CONTROL_SHARE_MAX;
}

function strictly(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** UTF-8 with a few broken bytes would read as Windows-1252 too, with every accent wrong. */
function isDamagedUtf8(bytes: Uint8Array): boolean {
  const text = new TextDecoder("utf-8").decode(bytes);
  const broken = text.match(/\ufffd/g)?.length ?? 0;
  const whole = text.match(/[\u0080-\ufffc]/g)?.length ?? 0;
  return whole > broken;
}

function markedEncoding(bytes: Uint8Array): Encoding | null {
  if (latin1(bytes, 0, 3) === "\xef\xbb\xbf") {
    return "utf-8";
  }
  const mark = latin1(bytes, 0, 2);
  return mark === "\xff\xfe" ? "utf-16le" : mark === "\xfe\xff" ? "utf-16be" : null;
}

/** Kana begin with bytes that are hardly ever letters in Windows-1252: a few of them prove Shift_JIS. */
function readJapanese(bytes: Uint8Array): string | null {
  const text = new TextDecoder("shift_jis").decode(bytes);
  const kana = text.match(/[\u3041-\u30fe]/g)?.length ?? 0;
  return kana >= 3 && !text.includes("\ufffd") ? text : null;
}

/** Windows-1252 from 0x80 to 0x9F; some versions of Node take them for control characters. */
const WESTERN = "€�‚ƒ„…†‡ˆ‰Š‹Œ�Ž��‘’“”•–—˜™š›œ�žŸ";

function readWestern(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString("latin1")
    .replace(/[\x80-\x9f]/g, (control) => WESTERN.charAt(control.charCodeAt(0) - 0x80));
}

function readText(bytes: Uint8Array): DecodedFile | null {
  const marked = markedEncoding(bytes);
  if (marked) {
    const text = strictly(bytes, marked);
    return text === null ? null : { text, encoding: marked, guessed: false };
  }
  const utf8 = strictly(bytes, "utf-8");
  if (utf8 !== null) {
    return { text: utf8, encoding: "utf-8", guessed: false };
  }
  const japanese = isDamagedUtf8(bytes) ? null : readJapanese(bytes);
  if (japanese !== null) {
    return { text: japanese, encoding: "shift_jis", guessed: true };
  }
  const text = readWestern(bytes);
  return isDamagedUtf8(bytes) || text.includes("\ufffd")
    ? null
    : { text, encoding: "windows-1252", guessed: true };
}

/** Reads a file's text. */
export function decodeFile(bytes: Uint8Array): Outcome<DecodedFile, DecodeRefusal> {
  if (bytes.length === 0) {
    return refuse("file_empty");
  }
  if (bytes.length > FILE_BYTES_MAX) {
    return refuse("file_too_large", { data: { bytes: bytes.length, max: FILE_BYTES_MAX } });
  }
  const opening = latin1(bytes, 0, 8);
  if (BINARY_MAGIC.some((magic) => opening.startsWith(magic))) {
    return refuse("file_binary");
  }
  if (!markedEncoding(bytes) && bytes.includes(0)) {
    return refuse("file_binary");
  }
  const decoded = readText(bytes);
  if (!decoded) {
    return refuse("file_wrong_encoding");
  }
  if (isBinaryText(decoded.text)) {
    return refuse("file_binary");
  }
  return decoded.text.trim() === "" ? refuse("file_empty") : accept(decoded);
}
