"use client";

import type { ReactNode } from "react";
import { type RefusalWords, waitText } from "@/components/forms/refusal-words";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Spinner } from "@/components/ui/spinner";

/** What the forms outside of a workspace may be refused for. */
export const PUBLIC_WORDS: RefusalWords = {
  too_many_tries: ({ seconds }) => `Too many tries. Wait ${waitText(Number(seconds))}.`,
  unknown_invitation:
    "This invitation does not work any more. Ask whoever invited you for a new one.",
  sign_in_first: "This address has an account. Reload the page and sign in with it to join.",
  has_account: "This can't be the address of a new account. If it is yours, sign in first.",
  unknown_link: "This link does not work any more. Ask for a new one.",
};

type SubmitProps = { readonly pending: boolean; readonly children: ReactNode };

/** The one button of a form outside of a workspace. */
export function PublicSubmit({ pending, children }: SubmitProps) {
  return (
    <Button type="submit" variant="primary" className="mt-1 md:h-10" disabled={pending}>
      {pending ? <Spinner /> : null}
      {children}
    </Button>
  );
}

/** Why the form was refused. */
export function PublicRefusal({ message }: { message: string | null }) {
  return message ? <Alert tone="critical" role="alert" title={message} /> : null;
}
