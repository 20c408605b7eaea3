import type { Role } from "@/lib/auth/permissions";
import { ROLE_HINTS, ROLE_WORDS } from "./role-words";

/** What each of these roles is for, below a form that gives one. */
export function RoleHints({ roles }: { readonly roles: readonly Role[] }) {
  return (
    <dl className="grid grid-cols-[minmax(5rem,auto)_1fr] gap-x-4 gap-y-1 text-muted text-sm">
      {roles.map((role) => (
        <div key={role} className="contents">
          <dt className="text-ink">{ROLE_WORDS[role]}</dt>
          <dd>{ROLE_HINTS[role]}</dd>
        </div>
      ))}
    </dl>
  );
}
