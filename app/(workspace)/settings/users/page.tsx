import type { Metadata } from "next";
import { ROLE_WORDS } from "@/components/auth/role-words";
import { InvitationRow } from "@/components/people/invitation-row";
import { InviteForm } from "@/components/people/invite-form";
import { PeopleTable } from "@/components/people/people-table";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import {
  inviteAction,
  renewInvitationAction,
  revokeInvitationAction,
} from "@/lib/admin/user-actions";
import { type OpenInvitation, openInvitations } from "@/lib/auth/invitations";
import { mayInvite } from "@/lib/auth/member-changes";
import { listPeople } from "@/lib/auth/members";
import { ROLES } from "@/lib/auth/permissions";
import { requireContext } from "@/lib/auth/session";
import { formatDay, todayIn } from "@/lib/shared/dates";
import type { Context } from "@/lib/workspaces/context";

export const metadata: Metadata = { title: "Users" };

export default async function UsersPage() {
  const ctx = await requireContext("users.read");
  const [people, invitations] = await Promise.all([
    listPeople(ctx, "people"),
    openInvitations(ctx, "people"),
  ]);
  const roles = ROLES.filter((role) => role !== "client" && mayInvite(ctx.role, role));
  const rows = people.map(({ disabledAt, joinedAt, ...person }) => ({
    ...person,
    disabled: disabledAt !== null,
    joined: dayOf(ctx, joinedAt),
    isYou: person.userId === ctx.actor.id,
  }));
  return (
    <div className="flex max-w-4xl flex-col gap-4">
      <div className="-mb-4">
        <PageHeader
          title="Users"
          description="Who works in this workspace. People of your clients are on the client's page."
        />
      </div>
      {roles.length > 0 ? (
        <Section title="Invite somebody">
          <InviteForm action={inviteAction} roles={roles} />
        </Section>
      ) : null}
      {invitations.length > 0 ? (
        <Section title="Invited" flush>
          <ul className="divide-y">
            {invitations.map((invitation) => (
              <InvitationRow
                key={invitation.id}
                invitation={shown(ctx, invitation)}
                renewAction={renewInvitationAction}
                revokeAction={revokeInvitationAction}
              />
            ))}
          </ul>
        </Section>
      ) : null}
      <Section title={rows.length === 1 ? "1 user" : `${rows.length} users`} flush>
        <PeopleTable rows={rows} />
      </Section>
    </div>
  );
}

function shown(ctx: Context, invitation: OpenInvitation) {
  const { id, email, role, invitedBy, expiresAt, expired } = invitation;
  return {
    id,
    email,
    about: `${ROLE_WORDS[role]}, invited by ${invitedBy}`,
    until: `${expired ? "Expired" : "Until"} ${dayOf(ctx, expiresAt)}`,
    expired,
    mayChange: mayInvite(ctx.role, role),
  };
}

function dayOf({ workspace, today }: Context, at: Date): string {
  return formatDay(todayIn(workspace.timeZone, at), workspace.locale, today);
}
