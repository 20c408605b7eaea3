"use client";

import { PlainButton } from "./plain-button";
import { PlainPage } from "./plain-page";

/** Told where a request got no answer: whether it was done, nobody knows here. */
export function LostPage({ retry }: { readonly retry: () => void }) {
  return (
    <PlainPage
      title="No answer came"
      actions={<PlainButton onClick={retry}>Show the page again</PlainButton>}
    >
      <p className="text-muted">
        The connection may be lost. What you did last may have been done all the same: look before
        you do it again.
      </p>
    </PlainPage>
  );
}
