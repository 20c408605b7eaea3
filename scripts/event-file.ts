import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { open } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import { z } from "zod";
import { RefusalError } from "./script";

/** The last line of a file of events: what the lines before it are, and that they are all. */
const Manifest = z.object({
  table: z.literal("order_events"),
  year: z.int(),
  /** Where the partition began; null for everything before its year, too. */
  from: z.string().nullable(),
  rows: z.int(),
  /** Of the lines before this one, each with its line feed. */
  sha256: z.string(),
});
export type Manifest = z.infer<typeof Manifest>;

/** Writes rows as lines of JSON, packed, and answers when they are on the disk. */
export async function writeEventFile(
  file: string,
  { year, from }: Pick<Manifest, "year" | "from">,
  parts: AsyncIterable<readonly string[]>,
): Promise<Manifest> {
  const hash = createHash("sha256");
  let rows = 0;
  const manifest = (): Manifest => ({
    table: "order_events",
    year,
    from,
    rows,
    sha256: hash.digest("hex"),
  });
  let written: Manifest | null = null;
  async function* lines() {
    for await (const part of parts) {
      const text = part.map((line) => `${line}\n`).join("");
      hash.update(text);
      rows += part.length;
      yield text;
    }
    written = manifest();
    yield `${JSON.stringify(written)}\n`;
  }
  await pipeline(Readable.from(lines()), createGzip(), createWriteStream(file, { flush: true }));
  if (written === null) {
    throw new Error("A file of events was not written to its end.");
  }
  return written;
}

/** A name in a folder outlives a loss of power only once the folder was written, too. */
export async function flushFolder(file: string): Promise<void> {
  const folder = await open(path.dirname(file));
  await folder.sync();
  await folder.close();
}

/** Reads a file of events and gives its rows on, some at once; throws where it is not whole. */
export async function readEventFile(
  file: string,
  give: (lines: readonly string[]) => Promise<void> = async () => undefined,
): Promise<Manifest> {
  const hash = createHash("sha256");
  let rows = 0;
  let last: string | null = null;
  const read = async (stream: AsyncIterable<Uint8Array>) => {
    for await (const lines of linesOf(stream)) {
      const given = last === null ? lines.slice(0, -1) : [last, ...lines.slice(0, -1)];
      last = lines.at(-1) ?? last;
      for (const line of given) {
        hash.update(`${line}\n`);
      }
      rows += given.length;
      await give(given);
    }
  };
  try {
    await pipeline(createReadStream(file), createGunzip(), read);
  } catch (error) {
    throw isOfFile(error) ? new RefusalError(`${file} can't be read: ${error.message}.`) : error;
  }
  const manifest = manifestOf(last);
  if (manifest === null || manifest.rows !== rows || manifest.sha256 !== hash.digest("hex")) {
    throw new RefusalError(`${file} is no file of events, or not a whole one.`);
  }
  return manifest;
}

/** No such file, no right to it, or not packed as ours are; whatever else fails is no fault of the file. */
const isOfFile = (error: unknown): error is Error =>
  error instanceof Error && "code" in error && /^(E|Z_)[A-Z_]+$/.test(String(error.code));

/** Whole lines, as they come; only a line feed ends one, because JSON may hold every other separator. */
async function* linesOf(stream: AsyncIterable<Uint8Array>): AsyncGenerator<string[]> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of stream) {
    const lines = `${rest}${decoder.decode(chunk, { stream: true })}`.split("\n");
    rest = lines.pop() ?? "";
    if (lines.length > 0) {
      yield lines;
    }
  }
}

function manifestOf(line: string | null): Manifest | null {
  try {
    return Manifest.parse(JSON.parse(line ?? ""));
  } catch {
    return null;
  }
}
