"use client";

import { PlainButton } from "./plain-button";
import { PlainPage } from "./plain-page";

type BrokenPageProps = {
  /** The error's id in the server's log; absent for errors of the browser. */
  readonly digest?: string | undefined;
  readonly retry: () => void;
};

export function BrokenPage({ digest, retry }: BrokenPageProps) {
  return (
    <PlainPage
      title="Something broke on our side"
      actions={<PlainButton onClick={retry}>Try again</PlainButton>}
    >
      <p className="text-muted">
        What you saved before is safe. If it happens again, tell us what you were doing
        {digest ? (
          <>
            {" "}
            and this id: <code className="select-all font-mono text-ink text-sm">{digest}</code>
          </>
        ) : null}
        .
      </p>
    </PlainPage>
  );
}
