"use client";

import { RoleHints } from "@/components/auth/role-hints";
import { roleOptions } from "@/components/auth/role-words";
import { CopyField } from "@/components/forms/copy-field";
import { TextField } from "@/components/forms/text-field";
import { useActionForm } from "@/components/forms/use-action-form";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { Spinner } from "@/components/ui/spinner";
import type { ShownKey } from "@/lib/auth/api-key-commands";
import type { KeyRole } from "@/lib/auth/api-keys";
import type { Action } from "@/lib/auth/guarded-action";
import { API_WORDS } from "./words";

type KeyFormProps = {
  readonly action: Action<ShownKey>;
  /** The roles that whoever looks may give a key. */
  readonly roles: readonly KeyRole[];
  /** Days after which a key may end. */
  readonly days: readonly number[];
};

/** Makes a key; then shows its text once. */
export function KeyForm({ action, roles, days }: KeyFormProps) {
  const { form, pending, message, value, ...fields } = useActionForm(action, API_WORDS);
  return (
    <div className="flex flex-col gap-4">
      {value === null ? null : <KeyOnce shown={value} />}
      <form
        key={value?.id ?? ""}
        {...form}
        className="grid items-start gap-x-3 gap-y-4 sm:grid-cols-[minmax(0,2fr)_minmax(0,1fr)_minmax(0,1fr)_auto]"
      >
        {message && !fields.fieldError("name") ? (
          <Alert tone="critical" role="alert" title={message} className="sm:col-span-4" />
        ) : null}
        <TextField
          fields={fields}
          name="name"
          label="Name"
          placeholder="Web shop"
          autoComplete="off"
          maxLength={80}
          required
        />
        <Field label="May do" error={fields.fieldError("role")}>
          {(control) => (
            <Select
              {...control}
              name="role"
              options={roleOptions(roles)}
              defaultValue={fields.fieldValue("role", "operator")}
            />
          )}
        </Field>
        <Field label="Ends" error={fields.fieldError("days")}>
          {(control) => (
            <Select
              {...control}
              name="days"
              options={[
                { value: "never", label: "Never" },
                ...days.map((count) => ({ value: String(count), label: `In ${count} days` })),
              ]}
              defaultValue={fields.fieldValue("days", "never")}
            />
          )}
        </Field>
        <Button type="submit" variant="primary" disabled={pending} className="sm:mt-[22px]">
          {pending ? <Spinner /> : null}
          Make a key
        </Button>
      </form>
      <RoleHints roles={roles} />
    </div>
  );
}

/** A key's text, shown to whoever made it. */
export function KeyOnce({ shown }: { shown: ShownKey }) {
  return (
    <Alert tone="positive" role="status" title={`Copy the key of ${shown.name} now.`}>
      <div className="mt-2">
        <CopyField label="Key" value={shown.key} button="Copy key" />
      </div>
      <p className="mt-2">It is shown only this once. Whoever has it may do what it may.</p>
    </Alert>
  );
}
