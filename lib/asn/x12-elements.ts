/** Decides what may stand in an X12 element: its characters and, by version 4010, its length. */

/** Least and most characters of elements that we write, by segment and place (X12 004010). */
export const ELEMENT_LENGTHS: ReadonlyMap<string, readonly [least: number, most: number]> = new Map(
  [
    ["ISA06", [15, 15]],
    ["ISA08", [15, 15]],
    ["GS02", [2, 15]],
    ["GS03", [2, 15]],
    ["GS06", [1, 9]],
    ["ST02", [4, 9]],
    ["BSN02", [2, 30]],
    ["TD101", [3, 5]],
    ["TD102", [1, 7]],
    ["TD503", [2, 80]],
    ["TD505", [1, 35]],
    ["REF02", [1, 30]],
    ["N102", [1, 60]],
    ["N104", [2, 80]],
    ["N301", [1, 55]],
    ["N302", [1, 55]],
    ["N401", [2, 30]],
    ["N402", [2, 2]],
    ["N403", [3, 15]],
    ["N404", [2, 3]],
    ["PRF01", [1, 22]],
    ["MAN02", [1, 48]],
    ["LIN01", [1, 20]],
    ["LIN03", [1, 48]],
    ["LIN05", [1, 48]],
    ["PID05", [1, 80]],
  ],
);

/** What the writer uses between elements, and so never leaves inside one; `^` is the repetition separator of 5010. */
export const WRITTEN = { element: "*", component: ">", repetition: "^", terminator: "~" } as const;

const RESERVED = new Set<string>(Object.values(WRITTEN));

/** Letters that have no accent to take off. */
const PLAIN: Readonly<Record<string, string>> = {
  ß: "ss",
  ẞ: "SS",
  ø: "o",
  Ø: "O",
  ł: "l",
  Ł: "L",
  đ: "d",
  Đ: "D",
  æ: "ae",
  Æ: "AE",
  œ: "oe",
  Œ: "OE",
  þ: "th",
  Þ: "TH",
  ð: "d",
  Ð: "D",
  ı: "i",
  "\u2018": "'",
  "\u2019": "'",
  "\u201c": '"',
  "\u201d": '"',
  "\u201e": '"',
  "\u2013": "-",
  "\u2014": "-",
  "×": "x",
};

/**
 * A text as an element may hold it: the extended X12 character set, accents taken off, "?" for
 * letters it lacks, a space for delimiters and control characters.
 */
export function cleanText(text: string): string {
  let result = "";
  for (const character of text.normalize("NFC")) {
    result += PLAIN[character] ?? cleanCharacter(character);
  }
  return result.replace(/ +/g, " ").trim();
}

function cleanCharacter(character: string): string {
  const plain = character.normalize("NFKD").replace(/\p{M}/gu, "");
  let result = "";
  for (const part of plain) {
    if (RESERVED.has(part) || /[\s\p{C}]/u.test(part)) {
      result += " ";
    } else {
      result += /[!-~]/.test(part) ? part : "?";
    }
  }
  return result;
}

/** A clean text cut to what an element such as "N102" holds. Empty when too little is left of it. */
export function fitElement(name: string, text: string | null): string {
  const [least, most] = ELEMENT_LENGTHS.get(name) ?? [1, 80];
  const clean = cleanText(text ?? "")
    .slice(0, most)
    .trim();
  return clean.length < least ? "" : clean;
}

/**
 * The id of a trading partner from a code or name: 2 to 15 capital letters and digits, as group
 * headers ask for. Used where no partner profile names one.
 */
export function partyId(text: string): string {
  const id = cleanText(text)
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, "")
    .slice(0, 15);
  return id.padEnd(2, "0");
}
