/** Decides which number a cell means, and for a whole column whether the comma or the dot is its decimal mark. */
import type { Decimal } from "@/lib/shared/money";

export type DecimalMark = "." | ",";

/** A choice for a column; when not `sure`, a person confirms it, looking at `example`. */
export type Choice<T> = {
  readonly value: T;
  readonly sure: boolean;
  readonly example: string | null;
};

const CURRENCY_WORDS = new Set([
  ...Intl.supportedValuesOf("currency"),
  ...["kr", "kr.", "zł", "Kč", "Ft", "Fr", "Fr.", "R", "US", "CA", "lei"],
]);
/** A dash after the digits is a minus there, so it belongs to no word. */
const WORD_BEFORE = /^([\p{L}.]+)\s*(?=[\d+-])/u;
const WORD_BEHIND = /(?<=[\d-])\s*(\p{L}[\p{L}.]*)$/u;
const withoutCurrency = (all: string, word: string) => (CURRENCY_WORDS.has(word) ? "" : all);
/** What `0.00000012` becomes in exports of floats. A positive exponent has lost digits and is no number here. */
const TINY = /^([+-]?)(\d)(?:[.,](\d+))?[eE]-(\d{1,2})$/;

/** Digits in groups of three, or of two and three as in India, with the other mark between them. */
const PLAIN = {
  ".": /^([+-]?)(\d+|[1-9]\d{0,2}(?:,\d{2,3})*,\d{3})?(?:\.(\d*))?$/,
  ",": /^([+-]?)(\d+|[1-9]\d{0,2}(?:\.\d{2,3})*\.\d{3})?(?:,(\d*))?$/,
} as const satisfies Record<DecimalMark, RegExp>;

/** The digits and marks of a number: without currency, blanks, grouping apostrophes; minus first. */
function bare(cell: string): string {
  const text = cell
    .replace(/\p{Sc}/gu, "")
    .replace(/\u2212/g, "-")
    .trim()
    .replace(WORD_BEFORE, withoutCurrency)
    .replace(WORD_BEHIND, withoutCurrency)
    .replace(/(?<=\d)[\s'’](?=\d{3}(?!\d))/gu, "")
    .replace(/^([+-])\s+/, "$1")
    .replace(/[.,][-–—]+$/, "")
    .replace(/\s+-$/, "-");
  const bracketed = /^\((.+)\)$/.exec(text);
  if (bracketed) {
    return `-${bracketed[1]}`;
  }
  return text.endsWith("-") ? `-${text.slice(0, -1)}` : text;
}

/** Reads a number exactly. Null when it is none with this decimal mark: `1.234,5` is none with a decimal dot. */
export function readNumber(cell: string, mark: DecimalMark): Decimal | null {
  const text = bare(cell);
  const tiny = TINY.exec(text);
  if (tiny) {
    const [, sign, first = "", rest = "", exponent] = tiny;
    return decimalOf(sign, `${first}${rest}`, rest.length + Number(exponent));
  }
  const [, sign, whole = "", fraction = ""] = PLAIN[mark].exec(text) ?? [];
  return whole === "" && fraction === ""
    ? null
    : decimalOf(sign, `${whole.replace(/\D/g, "")}${fraction}`, fraction.length);
}

function decimalOf(sign: string | undefined, digits: string, scale: number): Decimal {
  const value = BigInt(digits);
  return { value: sign === "-" ? -value : value, scale };
}

/** The decimal mark that one cell proves; `unclear` when its only mark could be either, null when it has none. */
function provenMark(cell: string): DecimalMark | "unclear" | null {
  const text = bare(cell).replace(/^[+-]/, "");
  const marks: string[] = text.match(/[.,]/g) ?? [];
  const last = marks.at(-1);
  if (!/^[\d.,]+$/.test(text) || !isMark(last)) {
    return null;
  }
  const other = last === "." ? "," : ".";
  if (marks.includes(other)) {
    return last;
  }
  if (marks.length > 1) {
    return other;
  }
  const [before = "", behind = ""] = text.split(last);
  return behind.length === 3 && /^[1-9]\d{0,2}$/.test(before) ? "unclear" : last;
}

function isMark(text: string | undefined): text is DecimalMark {
  return text === "." || text === ",";
}

/** The decimal mark of a column. Cells that prove different marks leave it unsure; `fallback` is taken where nothing proves one. */
export function decideDecimalMark(
  cells: readonly string[],
  fallback: DecimalMark,
): Choice<DecimalMark> {
  const proofs = { ".": 0, ",": 0, unclear: 0 };
  const examples: { [mark: string]: string } = {};
  for (const cell of cells) {
    const proven = provenMark(cell);
    if (proven) {
      proofs[proven] += 1;
      examples[proven] ??= cell;
    }
  }
  if (proofs["."] > 0 && proofs[","] > 0) {
    const value = proofs["."] >= proofs[","] ? "." : ",";
    return { value, sure: false, example: examples[value === "." ? "," : "."] ?? null };
  }
  if (proofs["."] + proofs[","] > 0) {
    return { value: proofs["."] > 0 ? "." : ",", sure: true, example: null };
  }
  return { value: fallback, sure: proofs.unclear === 0, example: examples.unclear ?? null };
}
