import { type IconNode, KeyRound, Store, User, Zap } from "lucide";
import type { ReactNode } from "react";
import { Icon } from "@/components/ui/icon";
import { Section } from "@/components/ui/section";
import { archiveWords } from "@/lib/orders/archive-words";
import type { Tab } from "@/lib/orders/lifecycle";
import { type Day, formatDay, formatInstant, formatTime, todayIn } from "@/lib/shared/dates";
import { TabBadge } from "./status-badge";

export type TimelineEntry = {
  readonly seq: number;
  readonly at: Date;
  readonly actor: {
    readonly kind: "person" | "rule" | "channel" | "api_key";
    readonly name: string;
  };
  /** What happened, past tense, as in `Printed 1 shipping label`. */
  readonly sentence: ReactNode;
  readonly detail?: string | undefined;
  /** Tabs, where the event moved the order. */
  readonly from: Tab | null;
  readonly to: Tab | null;
  /** The button that takes the event back, while it can be. */
  readonly undo?: ReactNode;
};

const ACTORS = {
  person: { icon: User, word: "Person" },
  rule: { icon: Zap, word: "Rule" },
  channel: { icon: Store, word: "Channel" },
  api_key: { icon: KeyRound, word: "API key" },
} satisfies Record<TimelineEntry["actor"]["kind"], { icon: IconNode; word: string }>;

type TimelineProps = {
  /** Newest first. */
  readonly entries: readonly TimelineEntry[];
  /** The year with which they begin, where earlier ones are in the archive. */
  readonly archivedBefore?: number | null;
  readonly timeZone: string;
  readonly locale: string;
  readonly today: Day;
};

export function Timeline({ entries, archivedBefore, timeZone, locale, today }: TimelineProps) {
  const days = Map.groupBy(entries, (entry) => todayIn(timeZone, entry.at));
  return (
    <Section title="Timeline">
      {[...days].map(([day, ofDay]) => (
        <div key={day} className="[&:not(:first-child)]:mt-4">
          <h3 className="font-normal text-muted text-sm">
            {day === today ? "Today" : formatDay(day, locale, today)}
          </h3>
          <ol className="mt-1">
            {ofDay.map((entry) => (
              <Entry key={entry.seq} entry={entry} timeZone={timeZone} locale={locale} />
            ))}
          </ol>
        </div>
      ))}
      {archivedBefore ? (
        <p className="text-muted text-sm [&:not(:first-child)]:mt-4">
          {archiveWords(archivedBefore)}
        </p>
      ) : null}
    </Section>
  );
}

type EntryProps = { entry: TimelineEntry; timeZone: string; locale: string };

function Entry({ entry, timeZone, locale }: EntryProps) {
  const { icon, word } = ACTORS[entry.actor.kind];
  return (
    <li className="group flex gap-3">
      <span className="flex flex-col items-center">
        <span className="flex size-7 shrink-0 items-center justify-center rounded-full border text-muted">
          <Icon of={icon} className="size-3.5" />
        </span>
        <span className="w-px flex-1 bg-line group-last:hidden" />
      </span>
      <div className="flex min-w-0 flex-1 items-start gap-x-3 pt-1 pb-3 group-last:pb-0">
        <div className="min-w-0 flex-1">
          <p className="flex flex-wrap items-center gap-x-2">
            {entry.sentence}
            {entry.from && entry.to ? (
              <span className="inline-flex items-center gap-1.5">
                <TabBadge tab={entry.from} />
                <span aria-hidden="true" className="text-faint">
                  →
                </span>
                <span className="sr-only">to</span>
                <TabBadge tab={entry.to} />
              </span>
            ) : null}
          </p>
          <p className="text-muted text-sm">
            <span className="sr-only">{word} </span>
            {entry.actor.name}
            {entry.detail ? ` · ${entry.detail}` : null}
          </p>
        </div>
        <div className="flex shrink-0 items-center gap-3 max-md:flex-col-reverse max-md:items-end max-md:gap-1">
          {entry.undo ? <div className="-my-1">{entry.undo}</div> : null}
          <time
            dateTime={entry.at.toISOString()}
            title={`${formatInstant(entry.at, timeZone, locale)} (${timeZone})`}
            className="text-faint text-sm"
          >
            {formatTime(entry.at, timeZone, locale)}
          </time>
        </div>
      </div>
    </li>
  );
}
