"use client";

import { type RefusalWords, waitText } from "@/components/forms/refusal-words";
import { useActionForm } from "@/components/forms/use-action-form";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { SelectOption } from "@/components/ui/select";
import { Spinner } from "@/components/ui/spinner";
import type { Action } from "@/lib/auth/guarded-action";
import { WorkspaceFields } from "./workspace-fields";

const WORDS: RefusalWords = {
  wrong_code: "The set-up code is wrong.",
  too_many_tries: ({ seconds }) => `Too many tries. Wait ${waitText(Number(seconds))}.`,
  already_set_up: "Someone else has just set up this installation. Go to the sign-in page.",
};

type SetupFormProps = {
  readonly action: Action<unknown>;
  readonly code: string;
  readonly zones: readonly SelectOption[];
  readonly currencies: readonly SelectOption[];
};

export function SetupForm({ action, code, zones, currencies }: SetupFormProps) {
  const { form, pending, message, ...fields } = useActionForm(action, WORDS);
  const { fieldError, fieldValue } = fields;
  return (
    <form {...form} className="flex flex-col gap-4">
      {message ? <Alert tone="critical" role="alert" title={message} /> : null}
      <Field
        label="Set-up code"
        hint="Ten letters, printed when the server started."
        error={fieldError("code")}
      >
        {(control) => (
          <Input
            {...control}
            name="code"
            autoComplete="off"
            spellCheck={false}
            defaultValue={fieldValue("code", code)}
            required
            className="font-mono uppercase"
          />
        )}
      </Field>
      <WorkspaceFields fields={fields} zones={zones} currencies={currencies} />
      <Field label="Your name" error={fieldError("name")}>
        {(control) => (
          <Input
            {...control}
            name="name"
            autoComplete="name"
            defaultValue={fieldValue("name", "")}
            required
          />
        )}
      </Field>
      <Field label="E-mail" error={fieldError("email")}>
        {(control) => (
          <Input
            {...control}
            name="email"
            type="email"
            autoComplete="username"
            defaultValue={fieldValue("email", "")}
            required
          />
        )}
      </Field>
      <Field label="Password" hint="At least 12 characters." error={fieldError("password")}>
        {(control) => (
          <Input
            {...control}
            name="password"
            type="password"
            autoComplete="new-password"
            minLength={12}
            required
          />
        )}
      </Field>
      <Button type="submit" variant="primary" className="mt-1 md:h-10" disabled={pending}>
        {pending ? <Spinner /> : null}
        Create the workspace
      </Button>
    </form>
  );
}
