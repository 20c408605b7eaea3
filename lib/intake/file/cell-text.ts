/** Decides which text a workbook's number shows: a day, a number with its leading zeros, or the plain number. */

/** How a number is shown, as its style says. */
export type NumberFormat = { readonly shows: "number" | "day"; readonly digits: number };

const PLAIN: NumberFormat = { shows: "number", digits: 0 };

/** Built-in formats that show a day, by id (ECMA-376, 18.8.30); 18 to 21 and 45 to 47 are times of day. */
const DAY_IDS = [
  [14, 17],
  [22, 22],
  [27, 36],
  [50, 58],
] as const;

/** The format of a style's id; `code` where the workbook defines it itself. */
export function formatOf(id: number, code: string | null): NumberFormat {
  if (code === null) {
    return DAY_IDS.some(([from, to]) => id >= from && id <= to)
      ? { shows: "day", digits: 0 }
      : PLAIN;
  }
  const [positive = ""] = code.split(";");
  if (/^0{2,15}$/.test(positive)) {
    return { shows: "number", digits: positive.length };
  }
  // Text in quotes, escaped signs, and colours or languages in brackets are no letters of a day.
  const letters = positive.replaceAll(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, "");
  return /[dy]/i.test(letters) ? { shows: "day", digits: 0 } : PLAIN;
}

const DAY_MS = 86_400_000;
/** 9999-12-31. */
const SERIAL_MAX = 2_958_465;

/** The text of a number as a spreadsheet stores it. Null when it is no number. */
export function cellText(stored: string, format: NumberFormat, epoch1904: boolean): string | null {
  const value = Number(stored);
  if (stored.trim() === "" || !Number.isFinite(value)) {
    return null;
  }
  if (format.shows === "day" && value >= 1 && value <= SERIAL_MAX) {
    return dayText(value, epoch1904);
  }
  return numberText(value).padStart(value >= 0 ? format.digits : 0, "0");
}

/** `2026-06-12`, with the time of day where there is one. */
function dayText(serial: number, epoch1904: boolean): string {
  // Day 60 of the older count is a 29 February 1900 that never was.
  const epoch = epoch1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, serial < 60 ? 31 : 30);
  const seconds = Math.round(serial * 86_400);
  const text = new Date(epoch + seconds * 1000).toISOString();
  return (seconds * 1000) % DAY_MS === 0 ? text.slice(0, 10) : text.slice(0, 19).replace("T", " ");
}

/** Fifteen digits, as spreadsheets show: what is beyond is float dust. Always a point, never a power of ten. */
function numberText(value: number): string {
  const rounded = Number(value.toPrecision(15));
  if (Number.isInteger(rounded)) {
    return BigInt(rounded).toString();
  }
  const plain = String(rounded);
  const text = plain.includes("e") ? rounded.toFixed(20).replace(/0+$/, "") : plain;
  // One more place keeps 1.234 from being read as a thousand and some.
  return /\.\d{3}$/.test(text) ? `${text}0` : text;
}
