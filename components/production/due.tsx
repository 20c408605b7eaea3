import { TONE_CLASS } from "@/components/ui/badge";
import { cn } from "@/lib/shared/cn";
import { type Day, formatShortDay, relativeDay } from "@/lib/shared/dates";

type DueProps = {
  readonly dueOn: Day;
  readonly isLate: boolean;
  readonly isAfterPromise: boolean;
  readonly isOpen: boolean;
  readonly locale: string;
  readonly today: Day;
};

/** The day, and below it what that means: late, after what the order promises, or how far off. */
export function Due({ dueOn, isLate, isAfterPromise, isOpen, locale, today }: DueProps) {
  const tone = isLate || isAfterPromise ? TONE_CLASS.critical : "";
  return (
    <>
      <time dateTime={dueOn}>{formatShortDay(dueOn, locale, today)}</time>
      {isOpen ? (
        <span className={cn("block text-xs", tone ? `${tone} text-(--tone-text)` : "text-muted")}>
          {isAfterPromise && !isLate ? "after the promise" : relativeDay(dueOn, today)}
        </span>
      ) : null}
    </>
  );
}
