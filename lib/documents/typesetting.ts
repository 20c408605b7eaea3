/** Decides how text fits: how wide it is, where a line breaks, and where it ends in an ellipsis. */
import type { Fonts, Weight } from "./fonts";

export type Type = { readonly size: number; readonly weight?: Weight; readonly ink?: number };

const ELLIPSIS = "\u2026";

/** Width in points of text that is printable already. */
export function widthOf(fonts: Fonts, text: string, type: Type): number {
  const { advance } = fonts[type.weight ?? "regular"];
  let width = 0;
  for (const character of text) {
    width += advance(character);
  }
  return (width * type.size) / 1000;
}

/** One line of printable text, ended with an ellipsis where it is wider than `width`. */
export function fitted(fonts: Fonts, text: string, width: number, type: Type): string {
  const line = fonts.printable(text).trim();
  return widthOf(fonts, line, type) <= width ? line : shortened(fonts, line, width, type);
}

/** The type made smaller, to `smallest` points at the least, until the text fits: for numbers, which are not to be cut. */
export function shrunk(fonts: Fonts, text: string, width: number, type: Type, smallest = 5): Type {
  const needed = widthOf(fonts, fonts.printable(text).trim(), type);
  return needed <= width
    ? type
    : { ...type, size: Math.max(smallest, (type.size * width) / needed) };
}

/** Text broken into at most `lines` lines, after spaces, hyphens and slashes, or inside a word wider than a line. */
export function wrapped(
  fonts: Fonts,
  text: string,
  room: { readonly width: number; readonly lines: number },
  type: Type,
): string[] {
  const result: string[] = [];
  let line = "";
  for (const piece of pieces(fonts, fonts.printable(text).trim(), room.width, type)) {
    if (line !== "" && widthOf(fonts, (line + piece).trimEnd(), type) > room.width) {
      result.push(line.trim());
      line = "";
    }
    line += piece;
  }
  result.push(line.trim());
  if (result.length <= room.lines) {
    return result;
  }
  const last = result.slice(room.lines - 1).join(" ");
  return [...result.slice(0, room.lines - 1), fitted(fonts, last, room.width, type)];
}

/** What can stand on a line of its own: words with the space behind them, cut where wider than a line. */
function pieces(fonts: Fonts, text: string, width: number, type: Type): string[] {
  const words = text.match(/[^ /-]*(?:[/-]+ *| +|$)/g) ?? [];
  return words.flatMap((word) =>
    widthOf(fonts, word.trimEnd(), type) <= width ? [word] : cut(fonts, word, width, type),
  );
}

function cut(fonts: Fonts, word: string, width: number, type: Type): string[] {
  const parts: string[] = [];
  let part = "";
  for (const character of word) {
    if (part !== "" && widthOf(fonts, part + character, type) > width) {
      parts.push(part);
      part = "";
    }
    part += character;
  }
  return [...parts, part];
}

function shortened(fonts: Fonts, line: string, width: number, type: Type): string {
  const characters = Array.from(line);
  let room = width - widthOf(fonts, ELLIPSIS, type);
  let count = 0;
  for (const character of characters) {
    room -= widthOf(fonts, character, type);
    if (room < 0) {
      break;
    }
    count += 1;
  }
  return `${characters.slice(0, count).join("").trimEnd()}${ELLIPSIS}`;
}
