/** Decides which calendar day a cell means, and for a whole column whether the day or the month comes first. */
import type { Choice } from "@/lib/intake/file/numbers";
import { isOrderDay } from "@/lib/orders/input";

export type DateOrder = "dmy" | "mdy";

/** A time of day and a zone may follow; the day is taken as it is written. */
const TIME = String.raw`(?:[T ,]+\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?: ?[AaPp]\.?[Mm]\.?)?(?: ?(?:Z|UTC|GMT|[+-]\d{2}:?\d{2}))?)?`;
const YEAR_FIRST = new RegExp(String.raw`^(\d{4})([-/.]?)(\d{2})\2(\d{2})${TIME}$`);
const YEAR_LAST = new RegExp(String.raw`^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})${TIME}$`);
const DAY_NAME_YEAR = new RegExp(
  String.raw`^(\d{1,2})[-. ]+([A-Za-z]{3,9})[-., ]+(\d{4}|\d{2})${TIME}$`,
);
const NAME_DAY_YEAR = new RegExp(String.raw`^([A-Za-z]{3,9})\.? (\d{1,2}),? (\d{4})${TIME}$`);
const SERIAL = /^([2-7]\d{4})(?:[.,]\d+)?$/;

const MONTHS = [
  "january",
  "february",
  "march",
  "april",
  "may",
  "june",
  "july",
  "august",
  "september",
  "october",
  "november",
  "december",
];

/** Reads a day as `YYYY-MM-DD`. Null when it is none; `order` matters only for forms such as `03/04/2026`. */
export function readDay(cell: string, order: DateOrder): string | null {
  const text = cell.replace(/\s+/gu, " ").trim();
  const ymd = YEAR_FIRST.exec(text);
  if (ymd) {
    return dayOf(ymd[1], ymd[3], ymd[4]);
  }
  const numbers = YEAR_LAST.exec(text);
  if (numbers) {
    const [, first, separator, second, year] = numbers;
    return separator === "." || order === "dmy"
      ? dayOf(year, second, first)
      : dayOf(year, first, second);
  }
  const named = DAY_NAME_YEAR.exec(text);
  if (named) {
    return dayOf(named[3], monthOf(named[2]), named[1]);
  }
  const american = NAME_DAY_YEAR.exec(text);
  if (american) {
    return dayOf(american[3], monthOf(american[1]), american[2]);
  }
  const serial = SERIAL.exec(text);
  return serial ? serialDay(Number(serial[1])) : null;
}

/** Two digits mean 1970 to 2069. */
function dayOf(year = "", month = "", day = ""): string | null {
  const short = Number(year);
  const full = year.length === 2 ? String(short + (short < 70 ? 2000 : 1900)) : year;
  const text = `${full}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  return isOrderDay(text) ? text : null;
}

function monthOf(name = ""): string {
  const index = MONTHS.findIndex((month) => month.startsWith(name.toLowerCase()));
  return index < 0 ? "" : String(index + 1);
}

/** A day of Excel's 1900 calendar: day 25569 is 1970-01-01. */
function serialDay(serial: number): string {
  return new Date((serial - 25_569) * 86_400_000).toISOString().slice(0, 10);
}

/** Whether day or month comes first in a column; unsure where no cell has a number above 12, or cells disagree. */
export function decideDateOrder(cells: readonly string[], fallback: DateOrder): Choice<DateOrder> {
  const proofs = { dmy: 0, mdy: 0 };
  let unclear: string | null = null;
  for (const cell of cells) {
    const [, first, separator, second] = YEAR_LAST.exec(cell.trim()) ?? [];
    if (separator === undefined || separator === "." || first === second) {
      continue;
    }
    if (Number(first) > 12) {
      proofs.dmy += 1;
    } else if (Number(second) > 12) {
      proofs.mdy += 1;
    } else {
      unclear ??= cell.trim();
    }
  }
  if (proofs.dmy > 0 && proofs.mdy > 0) {
    return { value: proofs.dmy >= proofs.mdy ? "dmy" : "mdy", sure: false, example: unclear };
  }
  if (proofs.dmy + proofs.mdy > 0) {
    return { value: proofs.dmy > 0 ? "dmy" : "mdy", sure: true, example: null };
  }
  return { value: fallback, sure: unclear === null, example: unclear };
}
