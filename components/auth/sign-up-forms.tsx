"use client";

import { TextField } from "@/components/forms/text-field";
import { useActionForm } from "@/components/forms/use-action-form";
import { Alert } from "@/components/ui/alert";
import { Checkbox } from "@/components/ui/checkbox";
import type { Action } from "@/lib/auth/guarded-action";
import { PUBLIC_WORDS, PublicRefusal, PublicSubmit } from "./public-form";
import { type PlaceOptions, WorkspaceFields } from "./workspace-fields";

/** Asks for the link that goes on; the answer is the same for every address. */
export function AskToSignUpForm({ action }: { action: Action<{ readonly email: string }> }) {
  const { form, pending, message, value, ...fields } = useActionForm(action, PUBLIC_WORDS);
  if (value !== null) {
    return (
      <Alert tone="info" role="status" title="Look into your mailbox.">
        A mail to {value.email} says how to go on, within 60 minutes.
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
      <PublicSubmit pending={pending}>Go on</PublicSubmit>
    </form>
  );
}

type SignUpProps = PlaceOptions & {
  readonly action: Action<unknown>;
  /** Who the owner will be: an address still to be typed, one that a mailed token proved, or who is signed in. */
  readonly owner:
    | { readonly kind: "typed" }
    | { readonly kind: "proved"; readonly email: string; readonly token: string }
    | { readonly kind: "signed_in" };
};

/** Makes a workspace and, unless somebody is signed in, its owner's account. */
export function SignUpForm({ action, owner, zones, currencies }: SignUpProps) {
  const { form, pending, message, ...fields } = useActionForm(action, PUBLIC_WORDS);
  const isOfField = fields.fieldError("email") !== undefined;
  return (
    <form {...form} className="flex flex-col gap-4">
      <PublicRefusal message={isOfField ? null : message} />
      <WorkspaceFields fields={fields} zones={zones} currencies={currencies} />
      {owner.kind === "signed_in" ? null : (
        <>
          <TextField fields={fields} name="name" label="Your name" autoComplete="name" required />
          {owner.kind === "proved" ? (
            <>
              <input type="hidden" name="token" value={owner.token} />
              <TextField
                fields={{ fieldError: () => undefined, fieldValue: () => owner.email }}
                name="username"
                label="E-mail"
                autoComplete="username"
                readOnly
                className="bg-shade text-muted"
              />
            </>
          ) : (
            <TextField
              fields={fields}
              name="email"
              label="E-mail"
              type="email"
              autoComplete="username"
              required
            />
          )}
          <TextField
            fields={fields}
            name="password"
            label="Password"
            type="password"
            autoComplete="new-password"
            minLength={12}
            hint="At least 12 characters."
            required
          />
        </>
      )}
      <Checkbox
        name="sample"
        label="Start with sample data"
        hint="A few clients, products and orders to try things with. One click removes them."
      />
      <PublicSubmit pending={pending}>Create the workspace</PublicSubmit>
    </form>
  );
}
