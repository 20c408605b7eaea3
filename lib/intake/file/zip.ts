/** Decides what may be unpacked of a zip: sizes are checked before anything is, and once more while it is. */
import { inflateRawSync } from "node:zlib";
import { accept, type Outcome, refuse } from "@/lib/shared/outcome";

export type ZipRefusal = "file_damaged" | "file_unpacks_too_large" | "file_password";

export type Zip = {
  readonly names: readonly string[];
  /** The text of an entry; null where there is none of the name. Entries are UTF-8. */
  readonly text: (name: string) => Outcome<string | null, ZipRefusal>;
};

/** What the entries read of one file may unpack to, together. A workbook of 50,000 rows of 15 columns has half of it. */
export const UNPACKED_BYTES_MAX = 64 * 1024 * 1024;
const ENTRIES_MAX = 2000;

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_ENTRY = 0x04034b50;
const END_BYTES = 22;
const COMMENT_MAX = 0xffff;
const STORED = 0;
const DEFLATED = 8;

type Entry = {
  readonly method: number;
  readonly packed: number;
  readonly unpacked: number;
  readonly offset: number;
};

/** Reads the directory at a zip's end (PKWARE APPNOTE 4.3). Zips of more than 4 GB can't come this far. */
export function openZip(bytes: Uint8Array): Outcome<Zip, ZipRefusal> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOf(view);
  if (end === null) {
    return refuse("file_damaged");
  }
  const entries = new Map<string, Entry>();
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > end || view.getUint32(at, true) !== DIRECTORY_ENTRY) {
      return refuse("file_damaged");
    }
    // The first bit of the flags says that the entry is encrypted.
    if ((view.getUint16(at + 8, true) & 1) === 1) {
      return refuse("file_password");
    }
    const nameLength = view.getUint16(at + 28, true);
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
    entries.set(name, {
      method: view.getUint16(at + 10, true),
      packed: view.getUint32(at + 20, true),
      unpacked: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    });
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  if (entries.size > ENTRIES_MAX) {
    return refuse("file_unpacks_too_large");
  }
  let left = UNPACKED_BYTES_MAX;
  const text = (name: string): Outcome<string | null, ZipRefusal> => {
    const entry = entries.get(name);
    if (!entry) {
      return accept(null);
    }
    const unpacked = unpack(bytes, view, entry, left);
    if (!unpacked.ok) {
      return unpacked;
    }
    left -= unpacked.value.length;
    return accept(new TextDecoder().decode(unpacked.value));
  };
  return accept({ names: [...entries.keys()], text });
}

/** The end record stands last, but for a comment. */
function endOf(view: DataView): number | null {
  const first = Math.max(0, view.byteLength - END_BYTES - COMMENT_MAX);
  for (let at = view.byteLength - END_BYTES; at >= first; at -= 1) {
    if (view.getUint32(at, true) === END_OF_DIRECTORY) {
      return at;
    }
  }
  return null;
}

function unpack(
  bytes: Uint8Array,
  view: DataView,
  { method, packed, unpacked, offset }: Entry,
  left: number,
): Outcome<Uint8Array, ZipRefusal> {
  if (unpacked > left) {
    return refuse("file_unpacks_too_large", { data: { max: UNPACKED_BYTES_MAX } });
  }
  if (offset + 30 > bytes.length || view.getUint32(offset, true) !== LOCAL_ENTRY) {
    return refuse("file_damaged");
  }
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  const content = bytes.subarray(start, start + packed);
  if (content.length < packed || (method !== STORED && method !== DEFLATED)) {
    return refuse("file_damaged");
  }
  if (method === STORED) {
    return accept(content);
  }
  try {
    // The size that the zip names may be a lie, so unpacking itself stops at the limit too.
    return accept(inflateRawSync(content, { maxOutputLength: Math.max(1, left) }));
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : null;
    return code === "ERR_BUFFER_TOO_LARGE"
      ? refuse("file_unpacks_too_large", { data: { max: UNPACKED_BYTES_MAX } })
      : refuse("file_damaged");
  }
}
