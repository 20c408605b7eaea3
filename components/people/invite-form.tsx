"use client";

import { RoleHints } from "@/components/auth/role-hints";
import { roleOptions } from "@/components/auth/role-words";
import { TextField } from "@/components/forms/text-field";
import { useActionForm } from "@/components/forms/use-action-form";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { Spinner } from "@/components/ui/spinner";
import type { ShownInvitation } from "@/lib/admin/user-actions";
import type { Action } from "@/lib/auth/guarded-action";
import type { Role } from "@/lib/auth/permissions";
import { InvitationLink } from "./link-once";
import { PEOPLE_WORDS } from "./words";

type InviteFormProps = {
  readonly action: Action<ShownInvitation>;
  /** The roles that whoever looks may give. */
  readonly roles: readonly Role[];
};

/** Invites one person; then shows the link once. */
export function InviteForm({ action, roles }: InviteFormProps) {
  const { form, pending, message, value, ...fields } = useActionForm(action, PEOPLE_WORDS);
  return (
    <div className="flex flex-col gap-4">
      {value === null ? null : <InvitationLink invitation={value} />}
      <form
        key={value?.link ?? ""}
        {...form}
        className="grid items-start gap-x-3 gap-y-4 sm:grid-cols-[minmax(0,2fr)_minmax(0,1fr)_auto]"
      >
        {message && !fields.fieldError("email") && !fields.fieldError("role") ? (
          <Alert tone="critical" role="alert" title={message} className="sm:col-span-3" />
        ) : null}
        <TextField
          fields={fields}
          name="email"
          label="E-mail"
          type="email"
          autoComplete="off"
          required
        />
        <Field label="Role" error={fields.fieldError("role")}>
          {(control) => (
            <Select
              {...control}
              name="role"
              options={roleOptions(roles)}
              defaultValue={fields.fieldValue("role", "operator")}
            />
          )}
        </Field>
        <Button type="submit" variant="primary" disabled={pending} className="sm:mt-[22px]">
          {pending ? <Spinner /> : null}
          Invite
        </Button>
      </form>
      <RoleHints roles={roles} />
    </div>
  );
}
