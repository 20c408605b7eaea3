/** Decides how a workspace writes numbers and days, from its locale: taken where a file proves nothing. */
import type { Habits } from "@/lib/intake/file/mapping";

/** Locales that put the year first get day before month: such days are read by themselves anyway. */
export function habitsOf(workspace: {
  readonly locale: string;
  readonly currency: string;
}): Habits {
  const day = new Intl.DateTimeFormat(workspace.locale).formatToParts(0);
  const first = day.find((part) => part.type === "day" || part.type === "month")?.type;
  const startsWithYear = day[0]?.type === "year";
  const number = new Intl.NumberFormat(workspace.locale).formatToParts(1.5);
  const mark = number.find((part) => part.type === "decimal")?.value;
  return {
    currency: workspace.currency,
    decimalMark: mark === "," ? "," : ".",
    dateOrder: first === "month" && !startsWithYear ? "mdy" : "dmy",
  };
}
