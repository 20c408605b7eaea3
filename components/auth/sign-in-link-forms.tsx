"use client";

import { TextField } from "@/components/forms/text-field";
import { useActionForm } from "@/components/forms/use-action-form";
import { Alert } from "@/components/ui/alert";
import type { Action } from "@/lib/auth/guarded-action";
import { PUBLIC_WORDS, PublicRefusal, PublicSubmit } from "./public-form";

type RequestProps = {
  readonly action: Action<{ readonly email: string }>;
  readonly callbackUrl: string | null;
};

/** Asks for a link to sign in by; the answer is the same for every address. */
export function RequestLinkForm({ action, callbackUrl }: RequestProps) {
  const { form, pending, message, value, ...fields } = useActionForm(action, PUBLIC_WORDS);
  if (value !== null) {
    return (
      <Alert tone="info" role="status" title="Look into your mailbox.">
        If {value.email} has an account, a link is on its way. It works once, for 15 minutes.
      </Alert>
    );
  }
  return (
    <form {...form} className="flex flex-col gap-4">
      <PublicRefusal message={message} />
      {callbackUrl ? <input type="hidden" name="callbackUrl" value={callbackUrl} /> : null}
      <TextField
        fields={fields}
        name="email"
        label="E-mail"
        type="email"
        autoComplete="username"
        required
        className="md:h-10"
      />
      <PublicSubmit pending={pending}>E-mail me a sign-in link</PublicSubmit>
    </form>
  );
}

type UseProps = {
  readonly action: Action<never>;
  readonly token: string;
  readonly callbackUrl: string | null;
};

/** The one click that uses a mailed link up. */
export function UseLinkForm({ action, token, callbackUrl }: UseProps) {
  const { form, pending, message } = useActionForm(action, PUBLIC_WORDS);
  return (
    <form {...form} className="flex flex-col gap-4">
      <PublicRefusal message={message} />
      <input type="hidden" name="token" value={token} />
      {callbackUrl ? <input type="hidden" name="callbackUrl" value={callbackUrl} /> : null}
      <PublicSubmit pending={pending}>Sign in</PublicSubmit>
    </form>
  );
}
