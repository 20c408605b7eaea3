"use client";

import type { ReactNode } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Spinner } from "@/components/ui/spinner";

type FormFooterProps = {
  readonly pending: boolean;
  /** The sentence for a refusal. */
  readonly message: string | null;
  /** Told after it went well. */
  readonly done: string | null;
  readonly submit: ReactNode;
  /** For a further form of a page, whose one primary button is in another. */
  readonly quiet?: boolean;
  readonly children?: ReactNode;
};

/** What closes a form: how the last try went, and the one primary button. */
export function FormFooter({ pending, message, done, submit, quiet, children }: FormFooterProps) {
  return (
    <div className="flex flex-col gap-3">
      {message ? <Alert tone="critical" role="alert" title={message} /> : null}
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" variant={quiet ? "quiet" : "primary"} disabled={pending}>
          {pending ? <Spinner /> : null}
          {submit}
        </Button>
        {children}
        <p role="status" className="text-muted">
          {done && !pending && !message ? done : ""}
        </p>
      </div>
    </div>
  );
}
