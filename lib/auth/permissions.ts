/** The one permission table: which role may do what. */

export const ROLES = ["owner", "admin", "operator", "viewer", "client"] as const;
export type Role = (typeof ROLES)[number];

const PEOPLE = ["owner", "admin", "operator", "viewer"] as const;
const WORKERS = ["owner", "admin", "operator"] as const;
const ADMINS = ["owner", "admin"] as const;

export const PERMISSIONS = {
  "orders.read": PEOPLE,
  "orders.write": WORKERS,
  "orders.move": WORKERS,
  "shipments.write": WORKERS,
  "documents.read": PEOPLE,
  "documents.print": WORKERS,
  "asn.send": WORKERS,
  "invoices.write": WORKERS,
  "production.read": PEOPLE,
  "production.write": WORKERS,
  "imports.read": PEOPLE,
  "imports.write": WORKERS,
  "stock.read": PEOPLE,
  "stock.write": WORKERS,
  "clients.read": PEOPLE,
  "clients.write": ADMINS,
  "products.read": PEOPLE,
  "products.write": ADMINS,
  "automation.read": PEOPLE,
  "automation.write": ADMINS,
  "intake.read": PEOPLE,
  "intake.write": WORKERS,
  "connections.read": ADMINS,
  "connections.write": ADMINS,
  "api.read": ADMINS,
  "api.write": ADMINS,
  "messages.read": PEOPLE,
  "messages.write": WORKERS,
  "tracking.write": WORKERS,
  "users.read": ADMINS,
  "users.write": ADMINS,
  "workspace.read": ADMINS,
  "workspace.write": ADMINS,
  "audit.read": ADMINS,
  "portal.read": ["client"],
  "settings.read": PEOPLE,
  "account.write": ROLES,
  "workspace.switch": ROLES,
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof PERMISSIONS;

export function may(role: Role, permission: Permission): boolean {
  const roles: readonly Role[] = PERMISSIONS[permission];
  return roles.includes(role);
}
