"use client";

import type { ComponentProps } from "react";
import { useFormStatus } from "react-dom";
import { Button } from "./button";
import { Spinner } from "./spinner";

/** A submit button that waits with its form: a second click while the first is under way does nothing. */
export function PendingButton({
  children,
  disabled,
  formAction,
  ...props
}: ComponentProps<typeof Button>) {
  const { pending, action } = useFormStatus();
  const isMine = pending && (formAction === undefined || action === formAction);
  return (
    <Button
      type="submit"
      formAction={formAction}
      disabled={disabled || pending}
      aria-busy={isMine || undefined}
      {...props}
    >
      {isMine ? <Spinner /> : null}
      {children}
    </Button>
  );
}
