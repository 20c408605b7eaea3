"use client";

import { FormFooter } from "@/components/forms/form-footer";
import { type RefusalWords, waitText } from "@/components/forms/refusal-words";
import { TextField } from "@/components/forms/text-field";
import { useActionForm } from "@/components/forms/use-action-form";
import { PEOPLE_WORDS } from "@/components/people/words";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { Action } from "@/lib/auth/guarded-action";

const WORDS: RefusalWords = {
  wrong_password: "This is not your password.",
  too_many_tries: ({ seconds }) => `Too many tries. Wait ${waitText(Number(seconds))}.`,
};

type NameFormProps = {
  readonly action: Action<unknown>;
  readonly name: string;
  readonly hint: string;
};

export function NameForm({ action, name, hint }: NameFormProps) {
  const { form, pending, message, saved, ...fields } = useActionForm(action, WORDS);
  return (
    <form {...form} className="flex flex-col gap-4">
      <TextField
        fields={fields}
        name="name"
        label="Your name"
        initial={name}
        autoComplete="name"
        required
        hint={hint}
        fieldClassName="max-w-96"
      />
      <FormFooter
        pending={pending}
        message={message}
        done={saved ? "Saved." : null}
        submit="Save"
      />
    </form>
  );
}

export function PasswordForm({ action, email }: { action: Action<unknown>; email: string }) {
  const { form, pending, message, saved, ...fields } = useActionForm(action, WORDS);
  const isOfField = fields.fieldError("oldPassword") !== undefined;
  return (
    <form {...form} className="flex flex-col gap-4">
      <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
      <TextField
        fields={fields}
        name="oldPassword"
        label="Password now"
        type="password"
        autoComplete="current-password"
        required
        fieldClassName="max-w-96"
      />
      <TextField
        fields={fields}
        name="newPassword"
        label="New password"
        type="password"
        autoComplete="new-password"
        minLength={12}
        hint="At least 12 characters. Your sessions on other devices end."
        required
        fieldClassName="max-w-96"
      />
      <FormFooter
        pending={pending}
        message={isOfField ? null : message}
        done={saved ? "The new password is set." : null}
        submit="Change password"
        quiet
      />
    </form>
  );
}

type LeaveProps = { readonly action: Action<unknown>; readonly workspace: string };

export function LeaveForm({ action, workspace }: LeaveProps) {
  const { form, message } = useActionForm(action, PEOPLE_WORDS);
  return (
    <div className="flex flex-col items-start gap-3">
      {message ? <Alert tone="critical" role="alert" title={message} /> : null}
      <Dialog
        trigger={`Leave ${workspace}`}
        triggerStyle={{ variant: "danger" }}
        title={`Leave ${workspace}?`}
      >
        <p className="mb-4 text-muted">
          You lose this workspace at once; your account stays. An owner or admin can let you in
          again.
        </p>
        <form {...form}>
          <Button type="submit" variant="danger">
            Leave {workspace}
          </Button>
        </form>
      </Dialog>
    </div>
  );
}
