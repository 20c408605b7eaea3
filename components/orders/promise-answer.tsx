import { TONE_CLASS } from "@/components/ui/badge";
import type { OrderPromise } from "@/lib/orders/promise";
import { cn } from "@/lib/shared/cn";
import type { Day } from "@/lib/shared/dates";
import { quantityText } from "@/lib/shared/quantity";
import { lineWords, promiseTitle } from "./promise-words";

type PromiseAnswerProps = {
  readonly promise: OrderPromise;
  /** How the day stands to what is asked for. */
  readonly spare?: string | null;
  readonly locale: string;
  readonly today: Day;
};

/** The day, and below it where the units of each line would come from. */
export function PromiseAnswer({ promise, spare = null, locale, today }: PromiseAnswerProps) {
  const reader = { locale, today };
  const isWell = promise.on === today || spare?.startsWith("In time");
  const isBad = promise.on === null || spare?.startsWith("After");
  const tone = isBad ? "caution" : isWell ? "positive" : "info";
  return (
    <>
      <p className={cn("status-word glyph font-semibold text-lg", TONE_CLASS[tone])}>
        {promiseTitle(promise, reader)}
      </p>
      {spare === null ? null : <p className="text-muted">{spare}</p>}
      <ul className="mt-2 flex flex-col gap-1.5">
        {promise.lines.map((line, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a product may be asked for twice, and the list is drawn anew.
          <li key={at} className="text-sm">
            <span className="tabular-nums">
              {quantityText(line.units)} × {line.name}
            </span>
            <span className="block text-muted tabular-nums">{lineWords(line, reader)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
