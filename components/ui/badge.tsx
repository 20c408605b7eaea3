import type { ReactNode } from "react";
import { cn } from "@/lib/shared/cn";

export type Tone = "none" | "neutral" | "info" | "positive" | "caution" | "critical";

/** The one table from a tone to its class; the style sheet holds colour and glyph. */
export const TONE_CLASS = {
  none: "tone-none",
  neutral: "tone-neutral",
  info: "tone-info",
  positive: "tone-positive",
  caution: "tone-caution",
  critical: "tone-critical",
} satisfies Record<Tone, string>;

type BadgeProps = {
  readonly tone?: Tone;
  readonly plain?: boolean;
  readonly className?: string;
  readonly children: ReactNode;
};

/** A word with its tone's glyph; `plain` leaves the glyph out where the word is a label, not a state. */
export function Badge({ tone = "neutral", plain, className, children }: BadgeProps) {
  return (
    <span
      className={cn(
        "inline-flex h-5 items-center gap-1 whitespace-nowrap rounded-sm bg-(--tone-wash) px-1.5 text-(--tone-text) text-xs print:border",
        TONE_CLASS[tone],
        !plain && "glyph",
        className,
      )}
    >
      {children}
    </span>
  );
}
