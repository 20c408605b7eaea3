import { PortalAccess } from "@/components/clients/portal-access";
import {
  inviteAction,
  renewInvitationAction,
  revokeInvitationAction,
} from "@/lib/admin/user-actions";
import { openInvitations } from "@/lib/auth/invitations";
import { listPeople } from "@/lib/auth/members";
import { setPortalAccessAction, setShowPricesAction } from "@/lib/clients/portal-actions";
import type { ClientDetail } from "@/lib/clients/queries";
import { formatDay, todayIn } from "@/lib/shared/dates";
import type { Context } from "@/lib/workspaces/context";

/** The people of a client who use the portal; for those who may manage people. */
export async function ClientPortal({ ctx, client }: { ctx: Context; client: ClientDetail }) {
  const [people, invitations] = await Promise.all([
    listPeople(ctx, { clientId: client.id }),
    openInvitations(ctx, { clientId: client.id }),
  ]);
  const { timeZone, locale } = ctx.workspace;
  const dayOf = (at: Date) => formatDay(todayIn(timeZone, at), locale, ctx.today);
  return (
    <PortalAccess
      client={{ id: client.id, name: client.name, showPrices: client.showPrices }}
      people={people.map(({ userId, name, email, joinedAt, disabledAt }) => ({
        userId,
        name,
        email,
        joined: `since ${dayOf(joinedAt)}`,
        disabled: disabledAt !== null,
      }))}
      invitations={invitations.map(({ id, email, invitedBy, expiresAt, expired }) => ({
        id,
        email,
        about: `Invited by ${invitedBy}`,
        until: `${expired ? "Expired" : "Until"} ${dayOf(expiresAt)}`,
        expired,
        mayChange: true,
      }))}
      actions={{
        invite: inviteAction,
        renew: renewInvitationAction,
        revoke: revokeInvitationAction,
        setAccess: setPortalAccessAction,
        setShowPrices: setShowPricesAction,
      }}
    />
  );
}
