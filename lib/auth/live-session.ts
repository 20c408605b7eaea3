import "server-only";
import { sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { provedWorkspace, type WorkspaceId, withoutWorkspace } from "@/lib/workspaces/context";
import type { SessionProof } from "./credentials";
import { isDemoInstallation } from "./installation";
import { ROLES, type Role } from "./permissions";

export type Membership = {
  readonly workspaceId: WorkspaceId;
  readonly workspaceName: string;
  readonly role: Role;
  /** The client that a person of the role `client` belongs to. */
  readonly clientId: string | null;
};

export type Session = {
  readonly user: { readonly id: string; readonly name: string; readonly email: string };
  readonly memberships: readonly Membership[];
};

type SessionRow = {
  user_id: string;
  name: string;
  email: string;
  session_version: number;
  demo: boolean;
  workspace_id: string | null;
  workspace_name: string | null;
  role: string | null;
  client_id: string | null;
};

/** Who a proof belongs to now; null once the account is disabled or its sessions were ended. */
export async function liveSession(proof: SessionProof): Promise<Session | null> {
  return withoutWorkspace((tx) => readLiveSession(tx, proof));
}

/** The same inside a transaction. */
export async function readLiveSession(
  tx: Transaction,
  proof: SessionProof,
): Promise<Session | null> {
  const { rows } = await tx.execute<SessionRow>(
    sql`select * from auth_session(${proof.userId}::uuid)`,
  );
  const [user] = rows;
  if (!user || user.session_version !== proof.version) {
    return null;
  }
  if (user.demo && !(await isDemoInstallation(tx))) {
    return null;
  }
  return {
    user: { id: user.user_id, name: user.name, email: user.email },
    memberships: rows.flatMap(membershipOf),
  };
}

function membershipOf(row: SessionRow): Membership[] {
  const role = ROLES.find((known) => known === row.role);
  return row.workspace_id === null || role === undefined
    ? []
    : [
        {
          workspaceId: provedWorkspace(row.workspace_id),
          workspaceName: row.workspace_name ?? "",
          role,
          clientId: row.client_id,
        },
      ];
}

/** The workspace a person works in: the one chosen where they are a member, else the first that has pages for them. */
export function activeMembership(
  session: Session,
  chosenId: string | undefined,
): Membership | null {
  const { memberships } = session;
  return (
    memberships.find((each) => each.workspaceId === chosenId) ??
    memberships.find((each) => each.role !== "client") ??
    memberships[0] ??
    null
  );
}
