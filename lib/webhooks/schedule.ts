/** Decides when a delivery is tried again, and when an endpoint that always fails is switched off. */

const SECOND = 1;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Pauses after each failure, in seconds: three days in all. */
const PAUSES = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  21 * HOUR,
] as const;

/** An endpoint that took nothing for so long is switched off. */
const OFF_AFTER_MS = 5 * 24 * HOUR * 1000;

/** Seconds until the next try after so many failures; null when there is none. */
export function pauseAfter(attempts: number): number | null {
  return PAUSES[attempts - 1] ?? null;
}

export function isLost(failingSince: Date, now: Date): boolean {
  return now.getTime() - failingSince.getTime() >= OFF_AFTER_MS;
}
