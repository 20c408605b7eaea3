import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { ROLE_HINTS, ROLE_WORDS } from "@/components/auth/role-words";
import { FlashNotice } from "@/components/forms/flash-notice";
import { AccessForm } from "@/components/people/access-form";
import { RoleForm } from "@/components/people/role-form";
import { Badge } from "@/components/ui/badge";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { changeRoleAction, setAccessAction } from "@/lib/admin/user-actions";
import { readFlash } from "@/lib/auth/flash";
import { mayInvite } from "@/lib/auth/member-changes";
import { findPerson } from "@/lib/auth/members";
import { may, ROLES } from "@/lib/auth/permissions";
import { requireContext } from "@/lib/auth/session";

type UserProps = { params: Promise<{ id: string }> };

const load = cache(async (id: string) => {
  const ctx = await requireContext("users.read");
  const person = await findPerson(ctx, id);
  return person === null ? notFound() : { ctx, person };
});

export async function generateMetadata({ params }: UserProps): Promise<Metadata> {
  const { person } = await load((await params).id);
  return { title: person.name };
}

export default async function UserPage({ params }: UserProps) {
  const { id } = await params;
  const { ctx, person } = await load(id);
  const flash = await readFlash(`/settings/users/${id}`);
  const disabled = person.disabledAt !== null;
  const isYou = person.userId === ctx.actor.id;
  const roles = ROLES.filter((role) => role !== "client" && mayInvite(ctx.role, role));
  const mayChange =
    may(ctx.role, "users.write") && (person.role !== "owner" || ctx.role === "owner");
  return (
    <div className="flex max-w-4xl flex-col gap-4">
      <div className="-mb-4">
        <PageHeader
          title={person.name}
          description={<span className="break-all">{person.email}</span>}
          back={{ href: "/settings/users", label: "Users" }}
          aside={disabled ? <Badge>Disabled</Badge> : null}
        />
        <FlashNotice
          flash={flash}
          words={{
            role: ({ name, role }) =>
              `${name} is now ${ROLES.flatMap((each) => (each === role ? [ROLE_WORDS[each]] : []))[0] ?? ""}.`,
            disable: ({ name }) => `${name} is disabled: the next request is refused.`,
            enable: ({ name }) => `${name} may come in again.`,
          }}
        />
      </div>
      <Section title="Role">
        {mayChange && person.role !== "client" ? (
          <RoleForm
            key={person.role}
            action={changeRoleAction}
            userId={person.userId}
            role={person.role}
            roles={roles}
          />
        ) : (
          <p>
            {ROLE_WORDS[person.role]}
            <span className="block text-muted text-sm">
              {person.role === "owner"
                ? "Only an owner can change an owner."
                : ROLE_HINTS[person.role]}
            </span>
          </p>
        )}
      </Section>
      {mayChange ? (
        <Section title="Access">
          <AccessForm
            key={String(disabled)}
            action={setAccessAction}
            person={{ userId: person.userId, name: person.name, disabled, isYou }}
          />
        </Section>
      ) : null}
    </div>
  );
}
