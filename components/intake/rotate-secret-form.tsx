"use client";

import { FormFooter } from "@/components/forms/form-footer";
import { TextField } from "@/components/forms/text-field";
import { useActionForm } from "@/components/forms/use-action-form";
import type { Action } from "@/lib/auth/guarded-action";
import { CONNECTION_WORDS } from "./words";

type RotateSecretFormProps = {
  readonly action: Action<unknown>;
  readonly id: string;
  readonly isFirst: boolean;
};

/** Takes a new webhook secret; the one before stays good meanwhile. */
export function RotateSecretForm({ action, id, isFirst }: RotateSecretFormProps) {
  const { form, pending, message, ...fields } = useActionForm(action, CONNECTION_WORDS);
  return (
    <form {...form} className="flex max-w-xl flex-col gap-3">
      <input type="hidden" name="id" value={id} />
      <TextField
        fields={fields}
        name="secret"
        label={isFirst ? "Webhook secret" : "New webhook secret"}
        hint={isFirst ? undefined : "Both are good until you end the one before."}
        type="password"
        autoComplete="new-password"
        spellCheck={false}
        required
      />
      <FormFooter
        pending={pending}
        message={message}
        done={null}
        submit={isFirst ? "Save the secret" : "Replace the secret"}
        quiet
      />
    </form>
  );
}
