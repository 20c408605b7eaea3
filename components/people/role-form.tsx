"use client";

import { ROLE_HINTS, ROLE_WORDS } from "@/components/auth/role-words";
import { FormFooter } from "@/components/forms/form-footer";
import { useActionForm } from "@/components/forms/use-action-form";
import type { Action } from "@/lib/auth/guarded-action";
import type { Role } from "@/lib/auth/permissions";
import { PEOPLE_WORDS } from "./words";

type RoleFormProps = {
  readonly action: Action<unknown>;
  readonly userId: string;
  readonly role: Role;
  readonly roles: readonly Role[];
};

/** The role of one person, each with what it is for. */
export function RoleForm({ action, userId, role, roles }: RoleFormProps) {
  const { form, pending, message, fieldValue } = useActionForm(action, PEOPLE_WORDS);
  const chosen = fieldValue("role", role);
  return (
    <form {...form} className="flex flex-col gap-4">
      <input type="hidden" name="id" value={userId} />
      <fieldset className="flex flex-col">
        <legend className="sr-only">Role</legend>
        {roles.map((each) => (
          <label key={each} className="flex min-h-8 items-start gap-2 py-1 max-md:min-h-11">
            <input
              type="radio"
              name="role"
              value={each}
              defaultChecked={each === chosen}
              className="mt-1 accent-(--color-accent)"
            />
            <span>
              {ROLE_WORDS[each]}
              <span className="block text-muted text-sm">{ROLE_HINTS[each]}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <FormFooter pending={pending} message={message} done={null} submit="Save role" />
    </form>
  );
}
