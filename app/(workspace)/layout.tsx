import { forbidden, redirect } from "next/navigation";
import type { ReactNode } from "react";
import { ROLE_WORDS } from "@/components/auth/role-words";
import { AppShell } from "@/components/shell/app-shell";
import type { NavKey } from "@/components/shell/nav-items";
import { signOutAction, switchWorkspaceAction } from "@/lib/auth/actions";
import { currentPath } from "@/lib/auth/current-path";
import { may, type Permission, type Role } from "@/lib/auth/permissions";
import { currentAccess, signInPath } from "@/lib/auth/session";

/** The pages of the navigation, each with the permission that opens it. */
const NAV: readonly { readonly item: NavKey; readonly permission: Permission }[] = [
  { item: "orders", permission: "orders.read" },
  { item: "stock", permission: "stock.read" },
  { item: "production", permission: "production.read" },
  { item: "imports", permission: "imports.read" },
  { item: "clients", permission: "clients.read" },
  { item: "products", permission: "products.read" },
  { item: "settings", permission: "automation.read" },
];

function navOf(role: Role): NavKey[] {
  return NAV.flatMap(({ item, permission }) => (may(role, permission) ? [item] : []));
}

/** Only the frame: each page asks for its own permission. */
export default async function WorkspaceLayout({ children }: { children: ReactNode }) {
  const access = await currentAccess();
  if (access === null) {
    redirect(signInPath(currentPath()));
  }
  const { session, membership } = access;
  if (membership === null || membership.role === "client") {
    forbidden();
  }
  return (
    <AppShell
      workspace={{ id: membership.workspaceId, name: membership.workspaceName }}
      workspaces={session.memberships.map((each) => ({
        id: each.workspaceId,
        name: each.workspaceName,
      }))}
      user={{ ...session.user, role: ROLE_WORDS[membership.role] }}
      nav={navOf(membership.role)}
      signOutAction={signOutAction}
      switchWorkspaceAction={switchWorkspaceAction}
    >
      {children}
    </AppShell>
  );
}
