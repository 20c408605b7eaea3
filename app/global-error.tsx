"use client";

import "@fontsource-variable/inter";
import "./globals.css";
import { BrokenPage } from "@/components/shell/broken-page";

type ErrorProps = { error: Error & { digest?: string }; reset: () => void };

/** Stands in for the root layout too, so it brings its own document and styles. */
export default function GlobalError({ error, reset }: ErrorProps) {
  return (
    <html lang="en">
      <body>
        <title>Something broke · Orderflow</title>
        <BrokenPage digest={error.digest} retry={reset} />
      </body>
    </html>
  );
}
