/** Gives documents their two fonts, and decides which characters can be printed and how wide they are. */
import { type PDFContext, PDFHexString, type PDFRef, PDFString } from "pdf-lib";
import { fontBytes } from "./font-bytes";
import { type FontFile, readFont, subsetFont } from "./font-file";

export type Weight = "regular" | "semibold";

type Face = {
  readonly ref: PDFRef;
  /** Advance of a character in thousandths of the size. */
  readonly advance: (character: string) => number;
  /** The text as a page shows it; its characters get into the file. */
  readonly encoded: (text: string) => PDFHexString;
};

export type Fonts = Readonly<Record<Weight, Face>> & {
  /** The text as it can be printed: each character the font lacks becomes a visible box. */
  readonly printable: (text: string) => string;
  /** Writes the characters that were drawn into the file. To be called once, before it is saved. */
  readonly finish: () => void;
};

/** What is printed for a character that the font lacks. */
const MISSING = "\u25a1";

// Fonts are kept between documents; a promise of them is not, because on Workers one request must
// not wait for another's.
let files: Readonly<Record<Weight, FontFile>> | null = null;

async function fontFiles(): Promise<Readonly<Record<Weight, FontFile>>> {
  if (!files) {
    const [regular, semibold] = await Promise.all([fontBytes("regular"), fontBytes("semibold")]);
    files = { regular: readFont(regular), semibold: readFont(semibold) };
  }
  return files;
}

/** Gives a document its fonts. Only the characters that are drawn get into its file. */
export async function embedFonts(context: PDFContext): Promise<Fonts> {
  const { regular, semibold } = await fontFiles();
  const faces = {
    regular: faceOf(context, regular, "Inter-Regular"),
    semibold: faceOf(context, semibold, "Inter-SemiBold"),
  };
  return {
    ...faces,
    printable: (text) => printable(text, regular),
    finish: () => {
      faces.regular.finish();
      faces.semibold.finish();
    },
  };
}

function faceOf(context: PDFContext, file: FontFile, name: string) {
  const ref = context.nextRef();
  const used = new Map<number, number>();
  return {
    ref,
    advance: (character: string) => file.advance(glyphOf(file, character)),
    encoded: (text: string) => {
      let hex = "";
      for (const character of text) {
        const glyph = glyphOf(file, character);
        used.set(glyph, character.codePointAt(0) ?? 0);
        hex += glyph.toString(16).padStart(4, "0");
      }
      return PDFHexString.of(hex);
    },
    finish: () => {
      const inOrder = new Map([...used].sort(([first], [second]) => first - second));
      writeFont(context, ref, file, `${tagOf([...inOrder.keys()])}+${name}`, inOrder);
    },
  };
}

/** Writes a font as a Type 0 font of two-byte glyph numbers (PDF 1.7, 9.7) with a map back to text. */
function writeFont(
  context: PDFContext,
  ref: PDFRef,
  file: FontFile,
  name: string,
  used: ReadonlyMap<number, number>,
): void {
  const program = subsetFont(file, new Set(used.keys()));
  const descriptor = context.register(
    context.obj({
      Type: "FontDescriptor",
      FontName: name,
      Flags: 4,
      FontBBox: [...file.box],
      ItalicAngle: 0,
      Ascent: file.ascent,
      Descent: file.descent,
      CapHeight: 727,
      StemV: 80,
      FontFile2: context.register(context.flateStream(program, { Length1: program.byteLength })),
    }),
  );
  const descendant = context.obj({
    Type: "Font",
    Subtype: "CIDFontType2",
    BaseFont: name,
    CIDSystemInfo: {
      Registry: PDFString.of("Adobe"),
      Ordering: PDFString.of("Identity"),
      Supplement: 0,
    },
    CIDToGIDMap: "Identity",
    FontDescriptor: descriptor,
    W: [...used.keys()].flatMap((glyph) => [glyph, [file.advance(glyph)]]),
  });
  context.assign(
    ref,
    context.obj({
      Type: "Font",
      Subtype: "Type0",
      BaseFont: name,
      Encoding: "Identity-H",
      DescendantFonts: [context.register(descendant)],
      ToUnicode: context.register(context.flateStream(toUnicode(used))),
    }),
  );
}

/** The map from glyph numbers back to characters, in the blocks of 100 that the format allows. */
function toUnicode(used: ReadonlyMap<number, number>): string {
  const hex = (value: number) => `<${value.toString(16).padStart(4, "0")}>`;
  const pairs = [...used].map(([glyph, code]) => `${hex(glyph)} ${hex(code)}`);
  const blocks: string[] = [];
  for (let at = 0; at < pairs.length; at += 100) {
    const block = pairs.slice(at, at + 100);
    blocks.push(`${block.length} beginbfchar\n${block.join("\n")}\nendbfchar`);
  }
  return `/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
${blocks.join("\n")}
endcmap
CMapName currentdict /CMap defineresource pop
end
end`;
}

/** Six letters that differ between subsets, so that merged files don't take one for the other (PDF 1.7, 9.6.4). */
function tagOf(glyphs: readonly number[]): string {
  let hash = 0x811c9dc5;
  for (const glyph of glyphs) {
    hash = Math.imul(hash ^ glyph, 0x01000193) >>> 0;
  }
  let tag = "";
  for (let letter = 0; letter < 6; letter += 1) {
    tag += String.fromCharCode(65 + (hash % 26));
    hash = Math.floor(hash / 26);
  }
  return tag;
}

const graphemes = new Intl.Segmenter("und", { granularity: "grapheme" });
const SPACING = /[\s\p{Cc}]/u;
const INVISIBLE = /[\p{Cf}\p{Variation_Selector}]/gu;

function printable(text: string, font: FontFile): string {
  let result = "";
  for (const { segment } of graphemes.segment(text.normalize("NFC"))) {
    if (segment === "\u00a0" || segment === "\u202f") {
      result += "\u00a0";
    } else if (SPACING.test(segment)) {
      result += " ";
    } else {
      result += printableGrapheme(segment.replace(INVISIBLE, ""), font);
    }
  }
  return result;
}

function printableGrapheme(segment: string, font: FontFile): string {
  if (Array.from(segment).every((character) => glyphOf(font, character) > 0)) {
    return segment;
  }
  // An accent the font can't set is dropped before its letter is; a letter is never dropped.
  const [base = ""] = segment.normalize("NFD");
  return glyphOf(font, base) > 0 ? base : MISSING;
}

function glyphOf(font: FontFile, character: string): number {
  return font.glyphs.get(character.codePointAt(0) ?? 0) ?? 0;
}
