import { TONE_CLASS, type Tone } from "@/components/ui/badge";
import type { ClientStep } from "@/lib/orders/client-words";
import { cn } from "@/lib/shared/cn";

const TONES = {
  done: "positive",
  current: "info",
  to_come: "neutral",
} as const satisfies Record<ClientStep["state"], Tone>;

const STATES = { done: "done", current: "now", to_come: "to come" } as const;

/** How far the order is on its way; what is still to come stays quiet. */
export function Steps({ steps }: { steps: readonly ClientStep[] }) {
  if (steps.length === 0) {
    return null;
  }
  return (
    <ol aria-label="Progress" className="mt-5 grid gap-1.5">
      {steps.map(({ word, state, detail }) => (
        <li
          key={word}
          aria-current={state === "current" ? "step" : undefined}
          className={cn(
            "glyph flex items-start gap-2 before:mx-[3px] before:mt-[3px]",
            TONE_CLASS[TONES[state]],
            state === "to_come" && "text-muted",
          )}
        >
          <span className="flex min-w-0 flex-wrap gap-x-2">
            <span className={state === "current" ? "font-semibold" : ""}>
              {word}
              <span className="sr-only">, {STATES[state]}</span>
            </span>
            {detail ? <span className="text-muted">{detail}</span> : null}
          </span>
        </li>
      ))}
    </ol>
  );
}
