import { may, type Permission, type Role } from "@/lib/auth/permissions";

/** The pages of the settings in the order shown, one's own account last, each with the permission that opens it. */
const PAGES: readonly {
  readonly href: string;
  readonly label: string;
  readonly permission: Permission;
}[] = [
  { href: "/settings/workspace", label: "Workspace", permission: "workspace.read" },
  { href: "/settings/users", label: "Users", permission: "users.read" },
  { href: "/settings/automation", label: "Automation", permission: "automation.read" },
  { href: "/settings/connections", label: "Connections", permission: "connections.read" },
  { href: "/settings/api", label: "API and webhooks", permission: "api.read" },
  { href: "/settings/messages", label: "Messages", permission: "messages.read" },
  { href: "/settings/audit", label: "Audit log", permission: "audit.read" },
  { href: "/settings/account", label: "Your account", permission: "account.write" },
];

export function settingsLinks(role: Role) {
  return PAGES.flatMap(({ href, label, permission }) =>
    may(role, permission) ? [{ href, label }] : [],
  );
}
