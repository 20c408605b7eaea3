/** Decides when the demo's past happened: how many days ago becomes an instant in opening hours. */
import { addDays, type Day, todayIn } from "@/lib/shared/dates";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const OPEN_HOURS = 9;

export type Clock = {
  readonly now: Date;
  readonly today: Day;
  /** The instant so many days ago; a larger age is never later. Earlier days are pressed into opening hours. */
  readonly ago: (days: number) => Date;
  /** The workspace's calendar day of an instant. */
  readonly dayOf: (at: Date) => Day;
  /** The day so many days from today; negative is past. */
  readonly day: (fromToday: number) => Day;
};

/** `opensAt` is the hour in UTC at which people begin to work. */
export function clockOf(now: Date, timeZone: string, opensAt: number): Clock {
  const today = todayIn(timeZone, now);
  return {
    now,
    today,
    ago: (days) => {
      const at = now.getTime() - days * DAY_MS;
      const midnight = Math.floor(at / DAY_MS) * DAY_MS;
      if (now.getTime() - midnight < DAY_MS) {
        return new Date(at);
      }
      const ofDay = (at - midnight) / DAY_MS;
      return new Date(midnight + opensAt * HOUR_MS + Math.floor(ofDay * OPEN_HOURS * HOUR_MS));
    },
    dayOf: (at) => todayIn(timeZone, at),
    day: (fromToday) => addDays(today, fromToday),
  };
}
