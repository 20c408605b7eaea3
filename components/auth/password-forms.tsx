"use client";

import { TextField } from "@/components/forms/text-field";
import { useActionForm } from "@/components/forms/use-action-form";
import { Alert } from "@/components/ui/alert";
import type { Action } from "@/lib/auth/guarded-action";
import { PUBLIC_WORDS, PublicRefusal, PublicSubmit } from "./public-form";

type ForgottenProps = { readonly action: Action<{ readonly email: string }> };

/** Asks for a link to a new password; the answer is the same for every address. */
export function ForgottenPasswordForm({ action }: ForgottenProps) {
  const { form, pending, message, value, ...fields } = useActionForm(action, PUBLIC_WORDS);
  if (value !== null) {
    return (
      <Alert tone="info" role="status" title="Look into your mailbox.">
        If {value.email} has an account, a link is on its way. It works once, for 60 minutes.
      </Alert>
    );
  }
  return (
    <form {...form} className="flex flex-col gap-4">
      <PublicRefusal message={message} />
      <TextField
        fields={fields}
        name="email"
        label="E-mail"
        type="email"
        autoComplete="username"
        required
        className="md:h-10"
      />
      <PublicSubmit pending={pending}>Send a link</PublicSubmit>
    </form>
  );
}

type NewPasswordProps = { readonly action: Action<unknown>; readonly token: string };

/** Sets a new password by a mailed link. */
export function NewPasswordForm({ action, token }: NewPasswordProps) {
  const { form, pending, message, ...fields } = useActionForm(action, PUBLIC_WORDS);
  return (
    <form {...form} className="flex flex-col gap-4">
      <PublicRefusal message={message} />
      <input type="hidden" name="token" value={token} />
      <TextField
        fields={fields}
        name="password"
        label="New password"
        type="password"
        autoComplete="new-password"
        minLength={12}
        hint="At least 12 characters. All your sessions end."
        required
        className="md:h-10"
      />
      <PublicSubmit pending={pending}>Set the password</PublicSubmit>
    </form>
  );
}
