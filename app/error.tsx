"use client";

import { BrokenPage } from "@/components/shell/broken-page";

type ErrorProps = { error: Error & { digest?: string }; reset: () => void };

export default function PageError({ error, reset }: ErrorProps) {
  return <BrokenPage digest={error.digest} retry={reset} />;
}
