import "server-only";
import { cookies, headers } from "next/headers";
import { forbidden, redirect } from "next/navigation";
import { cache } from "react";
import type { Context } from "@/lib/workspaces/context";
import { contextOf } from "@/lib/workspaces/queries";
import { currentPath } from "./current-path";
import { activeMembership, liveSession, type Membership, type Session } from "./live-session";
import { may, type Permission } from "./permissions";
import { sameSitePath } from "./same-site-path";
import { sessionProof } from "./session-cookie";

export const WORKSPACE_COOKIE = "orderflow.workspace";

export type Access = {
  readonly session: Session;
  /** Null for an account that belongs nowhere. */
  readonly membership: Membership | null;
  readonly ctx: Context | null;
};

/** Who asks, and as whom in which workspace: read from the database once in every request. */
export const currentAccess = cache(async (): Promise<Access | null> => {
  const proof = await sessionProof(new Headers(await headers()));
  if (proof === null) {
    return null;
  }
  const session = await liveSession(proof);
  if (session === null) {
    return null;
  }
  const chosen = (await cookies()).get(WORKSPACE_COOKIE)?.value;
  const membership = activeMembership(session, chosen);
  if (membership === null) {
    return { session, membership, ctx: null };
  }
  const { id, name } = session.user;
  const actor = { kind: "person", name, id } as const;
  const { workspaceId, role, clientId, settings } = membership;
  return { session, membership, ctx: contextOf(workspaceId, { actor, role, clientId }, settings) };
});

/** Who is signed in and where they may work; null for nobody, a disabled account or an ended session. */
export async function currentSession(): Promise<Session | null> {
  return (await currentAccess())?.session ?? null;
}

/** The context of whoever is signed in; null when nobody is. For actions and route handlers, which check permissions themselves. */
export async function currentContext(): Promise<Context | null> {
  return (await currentAccess())?.ctx ?? null;
}

/** The context of a page. Sends strangers to sign in and back; answers 403 where the role may not. */
export async function requireContext(permission: Permission): Promise<Context> {
  const access = await currentAccess();
  if (access === null) {
    redirect(signInPath(currentPath()));
  }
  if (access.ctx === null || !may(access.ctx.role, permission)) {
    forbidden();
  }
  return access.ctx;
}

/** The sign-in page that leads back to a path of ours. */
export function signInPath(back: string | null): string {
  const path = sameSitePath(back, "/");
  return path === "/" ? "/sign-in" : `/sign-in?callbackUrl=${encodeURIComponent(path)}`;
}
