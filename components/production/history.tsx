import type { ReactNode } from "react";
import { Section } from "@/components/ui/section";
import type { PRODUCTION_EVENTS } from "@/lib/production/state";
import { type Day, formatInstant } from "@/lib/shared/dates";
import { historyWords } from "./words";

type HistoryProps = {
  /** Oldest first. */
  readonly events: readonly {
    readonly id: string;
    readonly type: (typeof PRODUCTION_EVENTS)[number];
    readonly at: Date;
    readonly actorName: string;
    readonly data: Readonly<Record<string, unknown>>;
  }[];
  /** The button that takes a report back, by the report's number. */
  readonly takeBack: ReadonlyMap<number, ReactNode>;
  readonly takenBack: ReadonlySet<number>;
  readonly timeZone: string;
  readonly locale: string;
  readonly today: Day;
};

/** What happened to a production order, newest first. */
export function ProductionHistory(props: HistoryProps) {
  const { events, takeBack, takenBack, timeZone, locale, today } = props;
  return (
    <Section title="History" flush>
      <ol className="divide-y">
        {events.toReversed().map((event) => {
          const { sentence, detail } = historyWords(event, { locale, today });
          const report = event.type === "reported" ? Number(event.data.report ?? 0) : 0;
          return (
            <li key={event.id} className="flex items-start justify-between gap-3 px-4 py-2.5">
              <div className="min-w-0">
                <p className={takenBack.has(report) ? "text-muted line-through" : ""}>{sentence}</p>
                <p className="text-muted text-sm">
                  {[event.actorName, detail].filter(Boolean).join(" · ")}
                </p>
              </div>
              <div className="flex shrink-0 items-center gap-3 max-md:flex-col-reverse max-md:items-end max-md:gap-1">
                {takeBack.get(report)}
                <time dateTime={event.at.toISOString()} className="text-faint text-sm">
                  {formatInstant(event.at, timeZone, locale)}
                </time>
              </div>
            </li>
          );
        })}
      </ol>
    </Section>
  );
}
