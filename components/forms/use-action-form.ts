"use client";

import { type FormEvent, useActionState, useEffect, useRef, useState, useTransition } from "react";
import type { Action } from "@/lib/auth/guarded-action";
import type { Refusal } from "@/lib/shared/outcome";
import { askAction } from "./ask-action";
import { type RefusalWords, refusalText } from "./refusal-words";

/**
 * A form around a server action. Without a script the browser posts it; with one the fields keep
 * what was typed when the action refuses, and the first wrong field takes the focus.
 */
export function useActionForm<T>(action: Action<T>, words: RefusalWords = {}) {
  const [posted, send] = useActionState(action, null);
  const [answered, setAnswered] = useState<typeof posted>(null);
  const [pending, startTransition] = useTransition();
  const outcome = answered ?? posted;
  const ref = useRef<HTMLFormElement>(null);
  const refusal: Refusal | null = outcome === null || outcome.ok ? null : outcome.refusal;
  const message = refusal === null ? null : refusalText(refusal, words);

  useEffect(() => {
    if (refusal !== null) {
      ref.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
    }
  }, [refusal]);

  return {
    pending,
    /** The sentence for a refusal. */
    message,
    /** Whether the last sending went well. */
    saved: outcome?.ok === true,
    /** What the action answered when it went well. */
    value: outcome?.ok ? outcome.value : null,
    form: {
      ref,
      action: send,
      onSubmit(event: FormEvent<HTMLFormElement>) {
        event.preventDefault();
        const { nativeEvent, currentTarget } = event;
        const submitter = nativeEvent instanceof SubmitEvent ? nativeEvent.submitter : null;
        const sent = new FormData(currentTarget, submitter);
        if (!pending) {
          startTransition(async () => setAnswered(await askAction(action, outcome, sent)));
        }
      },
    },
    /** The message of one field; `name` as the schema knows it. */
    fieldError(name: string): string | undefined {
      if (refusal?.field === name && message !== null) {
        return message;
      }
      return refusal?.issues?.find((issue) => issue.field === name)?.message;
    },
    /** What the field held when it was refused, else what it began with. */
    fieldValue(name: string, initial: string | null | undefined): string {
      return outcome?.sent?.[name] ?? initial ?? "";
    },
  };
}
