/** Decides how a role reads. */
import type { Role } from "@/lib/auth/permissions";

export const ROLE_WORDS = {
  owner: "Owner",
  admin: "Admin",
  operator: "Operator",
  viewer: "Viewer",
  client: "Client",
} satisfies Record<Role, string>;
