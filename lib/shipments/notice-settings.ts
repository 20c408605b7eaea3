/** Decides when a marketplace is told of a shipment, by its connection's settings. */
import { z } from "zod";

const HOLD_MINUTES = 5;
const HOLD_MINUTES_MAX = 24 * 60;

const noticeSettings = z.object({
  /** How long after the dispatch, so that an undo of a print still finds an untold marketplace. */
  noticeHoldMinutes: z.coerce
    .number()
    .min(0)
    .max(HOLD_MINUTES_MAX)
    .default(HOLD_MINUTES)
    .catch(HOLD_MINUTES),
  /** Whether to say nothing before there is a tracking number. */
  noticeWaitsForTracking: z
    .enum(["yes", "no"])
    .catch("no")
    .transform((word) => word === "yes"),
});

type NoticeSettings = z.output<typeof noticeSettings>;

export function noticeSettingsOf(settings: Readonly<Record<string, unknown>>): NoticeSettings {
  return noticeSettings.parse(settings);
}
