"use client";

import { isLostAnswer } from "@/components/forms/ask-action";
import { BrokenPage } from "@/components/shell/broken-page";
import { LostPage } from "@/components/shell/lost-page";

type ErrorProps = { error: Error & { digest?: string }; reset: () => void };

export default function PageError({ error, reset }: ErrorProps) {
  if (isLostAnswer(error)) {
    return <LostPage retry={reset} />;
  }
  return <BrokenPage digest={error.digest} retry={reset} />;
}
