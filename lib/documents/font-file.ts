/** Reads a TrueType font and decides what of it a document needs: the outlines of its characters. */

export type FontFile = {
  /** The glyph of a code point; a code point without one can't be printed. */
  readonly glyphs: ReadonlyMap<number, number>;
  /** Advance of a glyph in thousandths of the size. */
  readonly advance: (glyph: number) => number;
  readonly ascent: number;
  readonly descent: number;
  /** Left, bottom, right, top of all glyphs in thousandths. */
  readonly box: readonly [number, number, number, number];
  readonly tables: ReadonlyMap<string, Uint8Array>;
};

/** Reads a font with a format 12 character map and long offsets, as the font script writes it. */
export function readFont(bytes: Uint8Array): FontFile {
  const tables = tablesOf(bytes);
  const head = viewOf(tables, "head");
  const hhea = viewOf(tables, "hhea");
  const hmtx = viewOf(tables, "hmtx");
  const thousandths = (units: number) => (units * 1000) / head.getUint16(18);
  const edge = (at: number) => thousandths(head.getInt16(at));
  return {
    glyphs: characterMap(viewOf(tables, "cmap")),
    advance: (glyph) => thousandths(hmtx.getUint16(glyph * 4)),
    ascent: thousandths(hhea.getInt16(4)),
    descent: thousandths(hhea.getInt16(6)),
    box: [edge(36), edge(38), edge(40), edge(42)],
    tables,
  };
}

/**
 * The font with the outlines of the used glyphs only. Glyphs keep their numbers, so the text of a
 * document can be written before it is known which characters it will use.
 */
export function subsetFont(font: FontFile, used: ReadonlySet<number>): Uint8Array {
  const outlines = tableOf(font.tables, "glyf");
  const offsets = viewOf(font.tables, "loca");
  const count = offsets.byteLength / 4 - 1;
  const kept = withParts(used, (glyph) => outlineOf(outlines, offsets, glyph));
  const loca = new DataView(new ArrayBuffer(offsets.byteLength));
  const hmtx = new Uint8Array(count * 4);
  const glyf: Uint8Array[] = [];
  let end = 0;
  for (let glyph = 0; glyph < count; glyph += 1) {
    if (kept.has(glyph)) {
      const outline = outlineOf(outlines, offsets, glyph);
      glyf.push(outline);
      end += outline.byteLength;
      hmtx.set(tableOf(font.tables, "hmtx").subarray(glyph * 4, glyph * 4 + 4), glyph * 4);
    }
    loca.setUint32((glyph + 1) * 4, end);
  }
  return assemble([
    ["glyf", concatenated(glyf)],
    ["head", tableOf(font.tables, "head").slice()],
    ["hhea", tableOf(font.tables, "hhea")],
    ["hmtx", hmtx],
    ["loca", new Uint8Array(loca.buffer)],
    ["maxp", tableOf(font.tables, "maxp")],
  ]);
}

function tablesOf(bytes: Uint8Array): Map<string, Uint8Array> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tables = new Map<string, Uint8Array>();
  for (let at = 12; at < 12 + view.getUint16(4) * 16; at += 16) {
    const tag = String.fromCharCode(...bytes.subarray(at, at + 4));
    const start = view.getUint32(at + 8);
    tables.set(tag, bytes.subarray(start, start + view.getUint32(at + 12)));
  }
  return tables;
}

function tableOf(tables: ReadonlyMap<string, Uint8Array>, tag: string): Uint8Array {
  const table = tables.get(tag);
  if (!table) {
    throw new Error(`The font has no table "${tag}".`);
  }
  return table;
}

function viewOf(tables: ReadonlyMap<string, Uint8Array>, tag: string): DataView {
  const { buffer, byteOffset, byteLength } = tableOf(tables, tag);
  return new DataView(buffer, byteOffset, byteLength);
}

function characterMap(cmap: DataView): Map<number, number> {
  const glyphs = new Map<number, number>();
  const table = cmap.getUint32(8);
  for (let group = 0; group < cmap.getUint32(table + 12); group += 1) {
    const at = table + 16 + group * 12;
    const first = cmap.getUint32(at);
    for (let code = first; code <= cmap.getUint32(at + 4); code += 1) {
      glyphs.set(code, cmap.getUint32(at + 8) + code - first);
    }
  }
  return glyphs;
}

function outlineOf(outlines: Uint8Array, offsets: DataView, glyph: number): Uint8Array {
  return outlines.subarray(offsets.getUint32(glyph * 4), offsets.getUint32(glyph * 4 + 4));
}

/** The used glyphs, the one for "missing", and the parts that composite ones are made of. */
function withParts(used: ReadonlySet<number>, outline: (glyph: number) => Uint8Array): Set<number> {
  const kept = new Set<number>([0, ...used]);
  for (const glyph of kept) {
    for (const part of partsOf(outline(glyph))) {
      kept.add(part);
    }
  }
  return kept;
}

function partsOf(outline: Uint8Array): number[] {
  const view = new DataView(outline.buffer, outline.byteOffset, outline.byteLength);
  const parts: number[] = [];
  if (outline.byteLength === 0 || view.getInt16(0) >= 0) {
    return parts;
  }
  for (let at = 10, more = true; more; ) {
    const flags = view.getUint16(at);
    parts.push(view.getUint16(at + 2));
    const scale = flags & 8 ? 2 : flags & 0x40 ? 4 : flags & 0x80 ? 8 : 0;
    at += 4 + (flags & 1 ? 4 : 2) + scale;
    more = (flags & 0x20) !== 0;
  }
  return parts;
}

/** Puts tables into one file with the checksums that strict readers look at. */
function assemble(tables: readonly (readonly [string, Uint8Array])[]): Uint8Array {
  const power = 2 ** Math.floor(Math.log2(tables.length));
  const padded = tables.map(([, table]) => (table.byteLength + 3) & ~3);
  const header = 12 + tables.length * 16;
  const bytes = new Uint8Array(padded.reduce((sum, size) => sum + size, header));
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0x00010000);
  view.setUint16(4, tables.length);
  view.setUint16(6, power * 16);
  view.setUint16(8, Math.log2(power));
  view.setUint16(10, (tables.length - power) * 16);
  let start = header;
  let head = 0;
  for (const [index, [tag, table]] of tables.entries()) {
    bytes.set(table, start);
    if (tag === "head") {
      head = start;
      view.setUint32(head + 8, 0);
    }
    const size = padded[index] ?? 0;
    const entry = 12 + index * 16;
    for (let letter = 0; letter < 4; letter += 1) {
      bytes[entry + letter] = tag.charCodeAt(letter);
    }
    view.setUint32(entry + 4, checksum(view, start, start + size));
    view.setUint32(entry + 8, start);
    view.setUint32(entry + 12, table.byteLength);
    start += size;
  }
  view.setUint32(head + 8, 0xb1b0afba - checksum(view, 0, bytes.byteLength));
  return bytes;
}

function checksum(view: DataView, start: number, end: number): number {
  let sum = 0;
  for (let at = start; at < end; at += 4) {
    sum = (sum + view.getUint32(at)) >>> 0;
  }
  return sum;
}

function concatenated(list: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(list.reduce((sum, part) => sum + part.byteLength, 0));
  let at = 0;
  for (const part of list) {
    bytes.set(part, at);
    at += part.byteLength;
  }
  return bytes;
}
