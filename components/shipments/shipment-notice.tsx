import { PendingButton } from "@/components/ui/pending-button";
import type { NoticeView } from "@/lib/intake/channels/notices";
import { formatTime } from "@/lib/shared/dates";

/** Tells the marketplace again; missing where the person may not. */
export type TellAgain = {
  readonly action: (form: FormData) => void | Promise<void>;
  /** The page to come back to. */
  readonly back: string;
};

type ShipmentNoticeProps = {
  readonly notice: NoticeView;
  readonly tellAgain: TellAgain | null;
  readonly timeZone: string;
  readonly locale: string;
};

/** What the marketplace knows of a shipment, in one line. */
export function ShipmentNotice({ notice, tellAgain, timeZone, locale }: ShipmentNoticeProps) {
  const { state, channel, reason, nextAt } = notice;
  const next = nextAt ? formatTime(nextAt, timeZone, locale) : "soon";
  switch (state) {
    case "told":
      return `${channel} knows of it`;
    case "waiting":
      return `${channel} is told at ${next}`;
    case "trying":
      return (
        <span className="tone-caution text-(--tone-text)">
          {channel} could not be told yet: {reason} Next try at {next}.
        </span>
      );
    case "refused":
      return (
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span className="min-w-0 text-danger">
            {channel} refused: {reason}
          </span>
          {tellAgain ? (
            <form action={tellAgain.action}>
              <input type="hidden" name="shipment" value={notice.shipment} />
              <input type="hidden" name="back" value={tellAgain.back} />
              <PendingButton size="sm">
                Try again
                <span className="sr-only">
                  {" "}
                  to tell {channel} of {notice.shipment}
                </span>
              </PendingButton>
            </form>
          ) : null}
        </span>
      );
  }
}
