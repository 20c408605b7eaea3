/** Decides which instant a date of Wayfair's means: `2026-10-05 09:12:44.000000 -04:00`, a space where ISO has none. */
import { isDay, todayIn } from "@/lib/shared/dates";

const FORM = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2})(\.\d+)? ?(Z|[+-]\d{2}:?\d{2})?$/;

/** Null when it is none. Without an offset it is read as UTC. */
export function instantOf(text: string | null | undefined): Date | null {
  const match = FORM.exec(text?.trim() ?? "");
  if (!match) {
    return null;
  }
  const [, day, time, fraction = "", offset = "Z"] = match;
  const zone = offset.length === 5 ? `${offset.slice(0, 3)}:${offset.slice(3)}` : offset;
  const at = new Date(`${day}T${time}${fraction.slice(0, 4)}${zone}`);
  return Number.isNaN(at.getTime()) ? null : at;
}

/** The day of an instant in a time zone; a date without a time is that day everywhere. */
export function dayOf(text: string | null | undefined, timeZone: string): string | null {
  const trimmed = text?.trim() ?? "";
  if (isDayText(trimmed)) {
    return trimmed;
  }
  const at = instantOf(trimmed);
  return at && todayIn(timeZone, at);
}

function isDayText(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && isDay(text);
}

/** An instant as Wayfair writes it. */
export function wayfairTime(at: Date): string {
  return `${at.toISOString().replace("T", " ").replace("Z", "000")} +00:00`;
}
