/** Decides which calendar day it is somewhere, how far days lie apart, and how days and instants read. */

/** A calendar day as `YYYY-MM-DD`. Days compare and sort as text, and no time zone can shift them. */
export type Day = string;

const PATTERN = /^(\d{4})-(\d{2})-(\d{2})$/;
const MS_PER_DAY = 86_400_000;

/** Midnight of the day in UTC, in milliseconds. UTC has no daylight saving, so every day is equally long there. */
function utcOf(day: Day): number {
  const match = PATTERN.exec(day);
  if (!match) {
    throw new RangeError(`Not a day: ${day}`);
  }
  const [, year, month, date] = match;
  const at = new Date(0);
  // Date.UTC would read the years 0 to 99 as 1900 to 1999.
  at.setUTCFullYear(Number(year), Number(month) - 1, Number(date));
  return at.getTime();
}

function dayOf(utc: number): Day {
  return new Date(utc).toISOString().slice(0, 10);
}

/** Whether the text is a real calendar day: `2026-02-30` is none. */
export function isDay(text: string): text is Day {
  return PATTERN.test(text) && !text.startsWith("0000") && dayOf(utcOf(text)) === text;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/**
 * Building an Intl formatter costs more than using it a hundred times, and a list formats hundreds of days.
 * `name` stands for the options: writing them out as a key would cost as much as formatting.
 */
function formatter(
  locale: string,
  name: string,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  const key = `${name} ${options.timeZone} ${locale}`;
  const known = formatters.get(key);
  if (known) {
    return known;
  }
  const made = new Intl.DateTimeFormat(locale, options);
  formatters.set(key, made);
  return made;
}

/** The calendar day in a time zone (IANA name) at an instant. */
export function todayIn(timeZone: string, now: Date): Day {
  const options = { timeZone, year: "numeric", month: "2-digit", day: "2-digit" } as const;
  const parts = formatter("en-u-ca-gregory-nu-latn", "today", options).formatToParts(now);
  const part = (type: Intl.DateTimeFormatPartTypes) =>
    parts.find((each) => each.type === type)?.value ?? "";
  return `${part("year").padStart(4, "0")}-${part("month")}-${part("day")}`;
}

/** The day `count` days later; earlier when `count` is negative. */
export function addDays(day: Day, count: number): Day {
  return dayOf(utcOf(day) + count * MS_PER_DAY);
}

/** Whole days from one day to another; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((utcOf(to) - utcOf(from)) / MS_PER_DAY);
}

const DAY_FORMS = {
  day: { timeZone: "UTC", weekday: "short", day: "numeric", month: "short" },
  fullDay: { timeZone: "UTC", weekday: "short", day: "numeric", month: "long" },
  shortDay: { timeZone: "UTC", day: "numeric", month: "short" },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

const TEXTS_MAX = 5000;
const dayTexts = new Map<string, string>();

/** The year is left out only where it is `today`'s. A list shows few days again and again, so they are kept. */
function dayText(form: keyof typeof DAY_FORMS, day: Day, locale: string, today?: Day): string {
  const name = today?.slice(0, 4) === day.slice(0, 4) ? form : `${form} year`;
  const key = `${name} ${day} ${locale}`;
  const known = dayTexts.get(key);
  if (known !== undefined) {
    return known;
  }
  const year = name === form ? {} : ({ year: "numeric" } as const);
  const text = formatter(locale, name, { ...DAY_FORMS[form], ...year }).format(utcOf(day));
  if (dayTexts.size >= TEXTS_MAX) {
    dayTexts.clear();
  }
  dayTexts.set(key, text);
  return text;
}

/** A day for people, as in `Fri 12 Jun`. The year is left out only where it is `today`'s. */
export function formatDay(day: Day, locale: string, today?: Day): string {
  return dayText("day", day, locale, today);
}

/** A day for letters and clients, as in `Fri 12 June`. The year is left out only where it is `today`'s. */
export function formatFullDay(day: Day, locale: string, today: Day): string {
  return dayText("fullDay", day, locale, today);
}

/** A day without its weekday, as in `12 Jun`. The year is left out only where it is `today`'s. */
export function formatShortDay(day: Day, locale: string, today?: Day): string {
  return dayText("shortDay", day, locale, today);
}

/** How far a day is from today: `in 3 days`, `tomorrow`, `today`, then `2 days late`, or `2 days ago` where nothing is owed any more. */
export function relativeDay(day: Day, today: Day, past: "late" | "ago" = "late"): string {
  const distance = daysBetween(today, day);
  if (distance === 0) {
    return "today";
  }
  if (distance === 1) {
    return "tomorrow";
  }
  const size = Math.abs(distance);
  const days = size === 1 ? "1 day" : `${size} days`;
  return distance > 0 ? `in ${days}` : `${days} ${past}`;
}

/** An instant with date and time of day in a time zone, as in `12 Jun 2026, 10:42`. */
export function formatInstant(at: Date, timeZone: string, locale: string): string {
  return formatter(locale, "instant", { timeZone, dateStyle: "medium", timeStyle: "short" }).format(
    at,
  );
}

/** The time of day of an instant in a time zone, as in `10:42`. */
export function formatTime(at: Date, timeZone: string, locale: string): string {
  return formatter(locale, "time", { timeZone, timeStyle: "short" }).format(at);
}
