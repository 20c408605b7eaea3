// Writes lib/documents/fonts.generated.ts: the document font, cut down to the scripts we print,
// so that PDFs are made without a file system and the edge bundle stays small.
import { createHash } from "node:crypto";
import { existsSync, openSync, readFileSync, readSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { deflateRawSync } from "node:zlib";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const target = join(root, "lib/documents/fonts.generated.ts");
const fontFolder = join(root, "node_modules/@expo-google-fonts/inter");
const sources = {
  REGULAR: join(fontFolder, "400Regular/Inter_400Regular.ttf"),
  SEMIBOLD: join(fontFolder, "600SemiBold/Inter_600SemiBold.ttf"),
};

// Latin, Greek, Cyrillic, punctuation, currencies, letter-like signs, numbers, arrows, a few marks.
const RANGES = [
  [0x20, 0x7e],
  [0xa0, 0xac],
  [0xae, 0x24f],
  [0x2b0, 0x2ff],
  [0x370, 0x52f],
  [0x1e00, 0x1eff],
  [0x2010, 0x2027],
  [0x202f, 0x205e],
  [0x2070, 0x209c],
  [0x20a0, 0x20cf],
  [0x2100, 0x218b],
  [0x2190, 0x2199],
  [0x2200, 0x22ff],
  [0x25a0, 0x25cf],
  [0x2713, 0x2718],
];

// Digit glyphs of equal width by their names in the font; one width makes columns of numbers align.
const TABULAR = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

/** Reads the tables of a TrueType file by their tags. */
function tablesOf(font) {
  const tables = new Map();
  for (let at = 12; at < 12 + font.readUInt16BE(4) * 16; at += 16) {
    const start = font.readUInt32BE(at + 8);
    tables.set(
      font.toString("latin1", at, at + 4),
      font.subarray(start, start + font.readUInt32BE(at + 12)),
    );
  }
  return tables;
}

/** The glyph of each character, from the font's full cmap (format 12) or its short one (format 4). */
function characterMap(cmap) {
  const glyphs = new Map();
  for (let record = 0; record < cmap.readUInt16BE(2); record += 1) {
    const at = cmap.readUInt32BE(8 + record * 8);
    if (cmap.readUInt16BE(at) === 12) {
      readGroups(cmap.subarray(at), glyphs);
    } else if (cmap.readUInt16BE(at) === 4) {
      readSegments(cmap.subarray(at), glyphs);
    }
  }
  return glyphs;
}

function readGroups(table, glyphs) {
  for (let group = 0; group < table.readUInt32BE(12); group += 1) {
    const [first, last, glyph] = [0, 4, 8].map((offset) =>
      table.readUInt32BE(16 + group * 12 + offset),
    );
    for (let code = first; code <= last; code += 1) {
      glyphs.set(code, glyph + code - first);
    }
  }
}

function readSegments(table, glyphs) {
  const size = table.readUInt16BE(6);
  for (let segment = 0; segment < size; segment += 2) {
    const last = table.readUInt16BE(14 + segment);
    const first = table.readUInt16BE(16 + size + segment);
    const delta = table.readUInt16BE(16 + size * 2 + segment);
    const rangeAt = 16 + size * 3 + segment;
    const range = table.readUInt16BE(rangeAt);
    for (let code = first; code <= last && code !== 0xffff; code += 1) {
      const glyph = range === 0 ? code : table.readUInt16BE(rangeAt + range + (code - first) * 2);
      if (glyph !== 0) {
        glyphs.set(code, (glyph + delta) & 0xffff);
      }
    }
  }
}

/** Glyph numbers by name, from the post table (format 2) past its 258 standard names. */
function glyphNames(post) {
  const count = post.readUInt16BE(32);
  const own = [];
  for (let at = 34 + count * 2; at < post.length; at += post[at] + 1) {
    own.push(post.toString("latin1", at + 1, at + 1 + post[at]));
  }
  const names = new Map();
  for (let glyph = 0; glyph < count; glyph += 1) {
    const index = post.readUInt16BE(34 + glyph * 2);
    if (index >= 258) {
      names.set(own[index - 258], glyph);
    }
  }
  return names;
}

/** Where a composite glyph names its parts: the offsets of their glyph numbers. */
function partOffsets(glyph) {
  const offsets = [];
  if (glyph.length === 0 || glyph.readInt16BE(0) >= 0) {
    return offsets;
  }
  for (let at = 10, flags = 0x20; flags & 0x20; ) {
    flags = glyph.readUInt16BE(at);
    offsets.push(at + 2);
    at += 4 + (flags & 1 ? 4 : 2) + (flags & 8 ? 2 : flags & 0x40 ? 4 : flags & 0x80 ? 8 : 0);
  }
  return offsets;
}

/** A font with only the wanted characters, tabular digits under the digit characters, and no layout tables. */
function cutDown(file) {
  const tables = tablesOf(file);
  const [head, maxp, hhea, hmtx, loca, glyf] = ["head", "maxp", "hhea", "hmtx", "loca", "glyf"].map(
    (tag) => Buffer.from(tables.get(tag)),
  );
  const long = head.readInt16BE(50) === 1;
  const start = (glyph) => (long ? loca.readUInt32BE(glyph * 4) : loca.readUInt16BE(glyph * 2) * 2);
  const outline = (glyph) => Buffer.from(glyf.subarray(start(glyph), start(glyph + 1)));

  const all = characterMap(tables.get("cmap"));
  const names = glyphNames(tables.get("post"));
  TABULAR.forEach((name, digit) => {
    const glyph = names.get(`${name}.tf`);
    if (glyph === undefined) {
      throw new Error(`The font has no tabular digit ${digit}.`);
    }
    all.set(0x30 + digit, glyph);
  });
  const wanted = [...all].filter(([code]) =>
    RANGES.some(([from, to]) => code >= from && code <= to),
  );
  wanted.sort(([a], [b]) => a - b);

  // Each character gets a glyph of its own, and parts of composite glyphs are apart from both: a
  // reader finds the character of a glyph by its number, so no number may stand for two.
  const kept = [0, ...wanted.map(([, glyph]) => glyph)];
  const parts = new Map();
  const outlines = [];
  for (const glyph of kept) {
    const shape = outline(glyph);
    for (const offset of partOffsets(shape)) {
      const part = shape.readUInt16BE(offset);
      if (!parts.has(part)) {
        parts.set(part, kept.length);
        kept.push(part);
      }
      shape.writeUInt16BE(parts.get(part), offset);
    }
    outlines.push(Buffer.concat([shape, Buffer.alloc(-shape.length & 3)]));
  }

  const metrics = hhea.readUInt16BE(34);
  const newHmtx = Buffer.alloc(kept.length * 4);
  const newLoca = Buffer.alloc((kept.length + 1) * 4);
  kept.forEach((glyph, index) => {
    const bearing = glyph < metrics ? glyph * 4 + 2 : metrics * 4 + (glyph - metrics) * 2;
    newHmtx.writeUInt16BE(hmtx.readUInt16BE(Math.min(glyph, metrics - 1) * 4), index * 4);
    newHmtx.writeInt16BE(hmtx.readInt16BE(bearing), index * 4 + 2);
    newLoca.writeUInt32BE(newLoca.readUInt32BE(index * 4) + outlines[index].length, index * 4 + 4);
  });
  head.writeInt16BE(1, 50);
  maxp.writeUInt16BE(kept.length, 4);
  hhea.writeUInt16BE(kept.length, 34);
  const cmap = writeCmap(wanted.map(([code], index) => [code, index + 1]));
  return assemble({
    cmap,
    glyf: Buffer.concat(outlines),
    head,
    hhea,
    hmtx: newHmtx,
    loca: newLoca,
    maxp,
  });
}

function writeCmap(pairs) {
  const groups = [];
  for (const [code, glyph] of pairs) {
    const open = groups.at(-1);
    if (open && code === open[1] + 1 && glyph === open[2] + code - open[0]) {
      open[1] = code;
    } else {
      groups.push([code, code, glyph]);
    }
  }
  const table = Buffer.alloc(28 + groups.length * 12);
  table.writeUInt16BE(1, 2);
  table.writeUInt16BE(3, 4);
  table.writeUInt16BE(10, 6);
  table.writeUInt32BE(12, 8);
  table.writeUInt16BE(12, 12);
  table.writeUInt32BE(table.length - 12, 16);
  table.writeUInt32BE(groups.length, 24);
  for (const [index, value] of groups.flat().entries()) {
    table.writeUInt32BE(value, 28 + index * 4);
  }
  return table;
}

/** Puts tables into one TrueType file. Checksums stay zero: they are made when a subset is. */
function assemble(tables) {
  const entries = Object.entries(tables);
  const header = Buffer.alloc(12 + entries.length * 16);
  const power = 2 ** Math.floor(Math.log2(entries.length));
  header.writeUInt32BE(0x00010000, 0);
  const counts = [entries.length, power * 16, Math.log2(power), (entries.length - power) * 16];
  for (const [index, value] of counts.entries()) {
    header.writeUInt16BE(value, 4 + index * 2);
  }
  const parts = [header];
  let offset = header.length;
  entries.forEach(([tag, table], index) => {
    const at = 12 + index * 16;
    header.write(tag.padEnd(4), at, "latin1");
    header.writeUInt32BE(offset, at + 8);
    header.writeUInt32BE(table.length, at + 12);
    parts.push(table, Buffer.alloc(-table.length & 3));
    offset += table.length + (-table.length & 3);
  });
  return Buffer.concat(parts);
}

function fingerprint(inputs) {
  const hash = createHash("sha256");
  for (const input of inputs) {
    hash.update(input);
  }
  return `// ${hash.digest("hex")}\n`;
}

function isUpToDate(mark) {
  if (!existsSync(target)) {
    return false;
  }
  const start = Buffer.alloc(mark.length);
  readSync(openSync(target, "r"), start);
  return start.toString("latin1") === mark;
}

const files = Object.fromEntries(
  Object.entries(sources).map(([name, path]) => [name, readFileSync(path)]),
);
const mark = fingerprint([readFileSync(fileURLToPath(import.meta.url)), ...Object.values(files)]);
if (!isUpToDate(mark)) {
  const lines = Object.entries(files).map(([name, file]) => {
    const packed = deflateRawSync(cutDown(file), { level: 9 }).toString("base64");
    return `/** Inter (SIL Open Font License 1.1), TrueType, deflated, base64. */\nexport const ${name} =\n  "${packed}";\n`;
  });
  // Several commands may start at once: the file is written aside, then put in place in one step.
  const aside = `${target}.${process.pid}`;
  writeFileSync(aside, mark + lines.join(""));
  renameSync(aside, target);
}
