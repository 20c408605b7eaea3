import type { Metadata } from "next";
import { forbidden, redirect } from "next/navigation";
import type { ReactNode } from "react";
import { ROLE_WORDS } from "@/components/auth/role-words";
import { PortalShell } from "@/components/portal/portal-shell";
import { signOutAction, switchWorkspaceAction } from "@/lib/auth/actions";
import { currentPath } from "@/lib/auth/current-path";
import { may } from "@/lib/auth/permissions";
import { currentAccess, signInPath } from "@/lib/auth/session";
import { ownClient } from "@/lib/clients/queries";

export const metadata: Metadata = {
  title: { default: "Your orders", template: "%s" },
  robots: { index: false, follow: false },
};

/** Only the frame: each page asks for its own permission. */
export default async function PortalLayout({ children }: { children: ReactNode }) {
  const access = await currentAccess();
  if (access === null) {
    redirect(signInPath(currentPath()));
  }
  const { session, membership, ctx } = access;
  if (membership === null || ctx === null || !may(membership.role, "portal.read")) {
    forbidden();
  }
  const client = await ownClient(ctx);
  return (
    <PortalShell
      workspace={{ id: membership.workspaceId, name: membership.workspaceName }}
      workspaces={session.memberships.map((each) => ({
        id: each.workspaceId,
        name: each.workspaceName,
      }))}
      client={client?.name ?? null}
      user={{ ...session.user, role: ROLE_WORDS[membership.role] }}
      signOutAction={signOutAction}
      switchWorkspaceAction={switchWorkspaceAction}
    >
      {children}
    </PortalShell>
  );
}
