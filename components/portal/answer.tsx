import { TONE_CLASS } from "@/components/ui/badge";
import type { ClientAnswer } from "@/lib/orders/client-words";

/** What a client came for, in words as large as a title. */
export function AnswerTitle({ answer: { headline, notes, tone } }: { answer: ClientAnswer }) {
  return (
    <div className={TONE_CLASS[tone]}>
      <h1 className="glyph flex items-start gap-2 text-2xl before:mt-1.5 before:size-5!">
        {headline}
      </h1>
      {notes.length > 0 ? (
        <p className="ms-7 mt-0.5 text-lg text-muted">{notes.join(". ")}.</p>
      ) : null}
    </div>
  );
}

/** The same in a row of a list. */
export function AnswerLine({ answer: { headline, notes, tone } }: { answer: ClientAnswer }) {
  return (
    <div className={TONE_CLASS[tone]}>
      <p className="glyph flex items-start gap-1.5 text-(--tone-text) before:mt-[3px]">
        {headline}
      </p>
      {notes.length > 0 ? <p className="ms-5 text-muted text-sm">{notes.join(". ")}</p> : null}
    </div>
  );
}
