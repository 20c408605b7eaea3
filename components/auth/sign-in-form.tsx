"use client";

import { type RefusalWords, waitText } from "@/components/forms/refusal-words";
import { useActionForm } from "@/components/forms/use-action-form";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Spinner } from "@/components/ui/spinner";
import type { Action } from "@/lib/auth/guarded-action";

const WORDS: RefusalWords = {
  wrong_credentials: "E-mail or password is wrong.",
  too_many_tries: ({ seconds }) => `Too many tries. Wait ${waitText(Number(seconds))}.`,
};

type SignInFormProps = {
  readonly action: Action<never>;
  readonly callbackUrl: string | null;
};

export function SignInForm({ action, callbackUrl }: SignInFormProps) {
  const { form, pending, message, fieldValue } = useActionForm(action, WORDS);
  return (
    <form {...form} className="flex flex-col gap-4">
      {message ? <Alert tone="critical" role="alert" title={message} /> : null}
      {callbackUrl ? <input type="hidden" name="callbackUrl" value={callbackUrl} /> : null}
      <Field label="E-mail">
        {(control) => (
          <Input
            {...control}
            name="email"
            type="email"
            autoComplete="username"
            defaultValue={fieldValue("email", "")}
            required
            className="md:h-10"
          />
        )}
      </Field>
      <Field label="Password">
        {(control) => (
          <Input
            {...control}
            name="password"
            type="password"
            autoComplete="current-password"
            required
            className="md:h-10"
          />
        )}
      </Field>
      <Button type="submit" variant="primary" className="mt-1 md:h-10" disabled={pending}>
        {pending ? <Spinner /> : null}
        Sign in
      </Button>
    </form>
  );
}
