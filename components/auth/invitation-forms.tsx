"use client";

import { TextField } from "@/components/forms/text-field";
import { useActionForm } from "@/components/forms/use-action-form";
import type { Action } from "@/lib/auth/guarded-action";
import { PUBLIC_WORDS, PublicRefusal, PublicSubmit } from "./public-form";

type NewAccountProps = {
  readonly action: Action<unknown>;
  readonly token: string;
  readonly email: string;
};

/** Accepts an invitation with a new account. */
export function NewAccountForm({ action, token, email }: NewAccountProps) {
  const { form, pending, message, ...fields } = useActionForm(action, PUBLIC_WORDS);
  return (
    <form {...form} className="flex flex-col gap-4">
      <PublicRefusal message={message} />
      <input type="hidden" name="token" value={token} />
      <TextField
        fields={{ fieldError: () => undefined, fieldValue: () => email }}
        name="username"
        label="E-mail"
        autoComplete="username"
        readOnly
        className="h-10 bg-shade text-muted"
      />
      <TextField
        fields={fields}
        name="name"
        label="Your name"
        autoComplete="name"
        required
        className="md:h-10"
      />
      <TextField
        fields={fields}
        name="password"
        label="Password"
        type="password"
        autoComplete="new-password"
        minLength={12}
        hint="At least 12 characters."
        required
        className="md:h-10"
      />
      <PublicSubmit pending={pending}>Accept and sign in</PublicSubmit>
    </form>
  );
}

type JoinProps = {
  readonly action: Action<unknown>;
  readonly token: string;
  readonly workspace: string;
};

/** Accepts an invitation with the account that is signed in. */
export function JoinForm({ action, token, workspace }: JoinProps) {
  const { form, pending, message } = useActionForm(action, PUBLIC_WORDS);
  return (
    <form {...form} className="flex flex-col gap-4">
      <PublicRefusal message={message} />
      <input type="hidden" name="token" value={token} />
      <PublicSubmit pending={pending}>Join {workspace}</PublicSubmit>
    </form>
  );
}
