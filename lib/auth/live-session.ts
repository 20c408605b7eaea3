import "server-only";
import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { type Context, provedWorkspace, type WorkspaceId } from "@/lib/workspaces/context";
import { settingsOfJson } from "@/lib/workspaces/queries";
import type { SessionProof } from "./credentials";
import { ROLES, type Role } from "./permissions";
import { SESSION_SECONDS } from "./session-cookie";

export type Membership = {
  readonly workspaceId: WorkspaceId;
  readonly workspaceName: string;
  readonly role: Role;
  /** The client that a person of the role `client` belongs to. */
  readonly clientId: string | null;
  readonly settings: Context["workspace"];
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
  is_demo_elsewhere: boolean;
  workspace_id: string | null;
  workspace: Readonly<Record<string, unknown>> | null;
  role: string | null;
  client_id: string | null;
};

/**
 * Who a proof belongs to now; null once the account is disabled or the session was ended. One statement
 * without a transaction around it: the function answers by its own rights, whatever role calls it.
 */
export async function liveSession(
  proof: SessionProof & { readonly sessionId?: string },
): Promise<Session | null> {
  const db = await database();
  const { rows } = await db.execute<SessionRow>(
    sql`select * from auth_session(${proof.userId}::uuid, ${proof.sessionId ?? null}::uuid)`,
  );
  const [user] = rows;
  if (!user || user.session_version !== proof.version || user.is_demo_elsewhere) {
    return null;
  }
  return {
    user: { id: user.user_id, name: user.name, email: user.email },
    memberships: rows.flatMap(membershipOf),
  };
}

/** Ends one session for good, on this device and wherever its token was copied to; others go on. */
export async function endSession(sessionId: string): Promise<void> {
  const db = await database();
  await db.execute(sql`select auth_end_session(${sessionId}::uuid, ${SESSION_SECONDS}::integer)`);
}

function membershipOf(row: SessionRow): Membership[] {
  const role = ROLES.find((known) => known === row.role);
  if (row.workspace_id === null || row.workspace === null || role === undefined) {
    return [];
  }
  const settings = settingsOfJson(row.workspace);
  return [
    {
      workspaceId: provedWorkspace(row.workspace_id),
      workspaceName: settings.name,
      role,
      clientId: row.client_id,
      settings,
    },
  ];
}

/** What the browser keeps of where an account wants to work: of another account on this browser it says nothing. */
export function choiceOf(userId: string, workspaceId: string): string {
  return `${userId}:${workspaceId}`;
}

/**
 * The workspace a person works in: the one chosen, else the first that has pages for them. Null where
 * the one chosen was lost meanwhile: an open page must not go on in another workspace by itself.
 */
export function activeMembership(session: Session, choice: string | undefined): Membership | null {
  const { memberships, user } = session;
  if (choice?.startsWith(`${user.id}:`)) {
    return memberships.find((each) => choiceOf(user.id, each.workspaceId) === choice) ?? null;
  }
  return memberships.find((each) => each.role !== "client") ?? memberships[0] ?? null;
}
