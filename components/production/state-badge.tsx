import { Badge, TONE_CLASS, type Tone } from "@/components/ui/badge";
import type { ProductionState } from "@/lib/production/state";
import { cn } from "@/lib/shared/cn";
import { type Quantity, quantityText } from "@/lib/shared/quantity";

type Look = { readonly word: string; readonly tone: Tone };

/** The words are those of an order's production status wherever both can say the same. */
const STATES = {
  not_started: { word: "Not started", tone: "neutral" },
  in_progress: { word: "In progress", tone: "info" },
  blocked: { word: "Blocked", tone: "critical" },
  made: { word: "Made", tone: "positive" },
  finished_short: { word: "Finished short", tone: "caution" },
  cancelled: { word: "Cancelled", tone: "none" },
} satisfies Record<ProductionState, Look>;

export function ProductionStateBadge({ state }: { state: ProductionState }) {
  return <Badge tone={STATES[state].tone}>{STATES[state].word}</Badge>;
}

/** The state in a table: glyph and word. */
export function ProductionStateWord({ state }: { state: ProductionState }) {
  return (
    <span className={cn("status-word glyph", TONE_CLASS[STATES[state].tone])}>
      {STATES[state].word}
    </span>
  );
}

type ProgressProps = {
  readonly state: ProductionState;
  readonly made: Quantity;
  readonly quantity: Quantity;
  /** Floored, 0 to 100. */
  readonly percent: number;
  readonly className?: string;
};

/** "3 of 5" with its percent, and the bar below. */
export function Progress({ state, made, quantity, percent, className }: ProgressProps) {
  const tone = percent === 100 ? "positive" : STATES[state].tone;
  return (
    <span
      className={cn("meter block tabular-nums", TONE_CLASS[tone], className)}
      style={{ "--percent": percent }}
    >
      <span className="flex justify-between gap-3 pb-1 text-sm">
        <span className="text-ink">
          {quantityText(made)} of {quantityText(quantity)}
        </span>
        <span className="text-muted">{percent}%</span>
      </span>
    </span>
  );
}
