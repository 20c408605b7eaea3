"use client";

import { PlainPage } from "./plain-page";

/** Every page carries this one along, so it is made of plain elements and weighs next to nothing. */
const buttonClass =
  "inline-flex h-8 items-center rounded-md bg-accent px-3 font-semibold text-on-accent hover:bg-accent-strong max-md:h-11 max-md:px-4";

type BrokenPageProps = {
  /** The error's id in the server's log; absent for errors of the browser. */
  readonly digest?: string | undefined;
  readonly retry: () => void;
};

export function BrokenPage({ digest, retry }: BrokenPageProps) {
  return (
    <PlainPage
      title="Something broke on our side"
      actions={
        <button type="button" className={buttonClass} onClick={retry}>
          Try again
        </button>
      }
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
