/** Decides what every connection asks about telling its channel of shipments; the first option is the default. */
import type { ConnectionField } from "./connector";

const HOLD: ConnectionField = {
  name: "noticeHoldMinutes",
  label: "Tell of shipments",
  hint: "Until then an undo takes a print back without a trace.",
  secret: false,
  required: false,
  options: [
    { value: "5", label: "5 minutes after the dispatch" },
    { value: "0", label: "At once" },
    { value: "15", label: "15 minutes after the dispatch" },
    { value: "60", label: "An hour after the dispatch" },
  ],
  initial: "5",
};

const WITHOUT_TRACKING: ConnectionField = {
  name: "noticeWaitsForTracking",
  label: "Without a tracking number",
  hint: "A number that comes later is told then.",
  secret: false,
  required: false,
  options: [
    { value: "no", label: "Tell of the shipment all the same" },
    { value: "yes", label: "Wait until there is one" },
  ],
  initial: "no",
};

export const NOTICE_FIELDS: readonly ConnectionField[] = [HOLD, WITHOUT_TRACKING];

/** For channels that take no shipment without a number: one that has none yet waits. `hint` says when it need not. */
export function trackedNoticeFields(hint: string): readonly ConnectionField[] {
  return [
    HOLD,
    {
      ...WITHOUT_TRACKING,
      hint,
      options: [
        { value: "yes", label: "Wait until there is one" },
        { value: "no", label: "Don't wait" },
      ],
      initial: "yes",
    },
  ];
}
