/** Decides how a role reads. */
import type { Role } from "@/lib/auth/permissions";

export const ROLE_WORDS = {
  owner: "Owner",
  admin: "Admin",
  operator: "Operator",
  viewer: "Viewer",
  client: "Client",
} satisfies Record<Role, string>;

/** What a role is for, in one line. */
export const ROLE_HINTS = {
  owner: "Everything, and makes or unmakes owners.",
  admin: "Users, clients, products, automation and connections, and all the daily work.",
  operator: "Orders, shipments, stock and production.",
  viewer: "Sees everything, changes nothing.",
  client: "Sees their own orders in the portal.",
} satisfies Record<Role, string>;

/** The roles of the workspace's own people, for a choice. */
export function roleOptions(roles: readonly Role[]) {
  return roles.map((role) => ({ value: role, label: ROLE_WORDS[role] }));
}
