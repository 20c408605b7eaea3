import "server-only";
import { and, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import type { Transaction } from "@/db/client";
import { isUniqueViolation } from "@/db/errors";
import { clients } from "@/db/schema/clients";
import { invitations } from "@/db/schema/people";
import { memberships, users } from "@/db/schema/workspaces";
import { lineText } from "@/lib/shared/fields";
import { isId, newId } from "@/lib/shared/ids";
import { accept, type Outcome, refuse } from "@/lib/shared/outcome";
import { audit } from "@/lib/workspaces/audit";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { countAttempt } from "./attempts";
import { EMAIL_LENGTH_MAX } from "./credentials";
import { mayInvite } from "./member-changes";
import { ROLES, type Role } from "./permissions";
import { newToken } from "./tokens";

const DAYS = 7;
const DAY_MS = 86_400_000;

export const emailSchema = lineText("E-mail", EMAIL_LENGTH_MAX).pipe(
  z.email("E-mail must be an address such as ana@example.com."),
);

export const invitationSchema = z.object({
  email: emailSchema,
  role: z.enum(ROLES, "Choose a role."),
  /** The client whose portal it opens; for the role `client` only. */
  clientId: z.uuid().optional(),
});

export type InvitationInput = z.output<typeof invitationSchema>;

/** An invitation just made. The token is told this once; the database keeps its hash. */
export type NewInvitation = {
  readonly id: string;
  readonly token: string;
  readonly email: string;
  readonly role: Role;
  readonly expiresAt: Date;
};

type InviteRefusal =
  | "not_allowed"
  | "owners_only"
  | "already_member"
  | "disabled_member"
  | "changed_meanwhile"
  | "not_found"
  | "too_many_tries";

/** Offers a person to join the workspace for seven days. An open offer to the same address is replaced. */
export async function invite(
  ctx: Context,
  input: InvitationInput,
): Promise<Outcome<NewInvitation, InviteRefusal>> {
  const refused = refusedRole(ctx, input.role) ?? (await refusedPace(ctx));
  if (refused !== null) {
    return refused;
  }
  const { token, hash } = newToken();
  const email = input.email.toLowerCase();
  const { role } = input;
  const clientId = role === "client" ? (input.clientId ?? null) : null;
  const made = { id: newId(), email, role, expiresAt: expiryOf(ctx) };
  try {
    return await withWorkspace(ctx, async (tx) => {
      const member = await memberOf(tx, ctx, email);
      if (member !== null) {
        return refuse(member.active ? "already_member" : "disabled_member", { field: "email" });
      }
      if (role === "client" && !(await isClient(tx, ctx, clientId))) {
        return refuse("not_found");
      }
      await tx
        .update(invitations)
        .set({ revokedAt: ctx.now })
        .where(and(isOpen(ctx), eq(invitations.email, email)));
      await tx.insert(invitations).values({
        ...made,
        workspaceId: ctx.workspaceId,
        clientId,
        tokenHash: hash,
        invitedBy: ctx.actor.name,
        createdAt: ctx.now,
      });
      await audit(tx, ctx, { action: "user_invited", subject: email, data: { role } });
      return accept({ ...made, token });
    });
  } catch (error) {
    if (isUniqueViolation(error, "invitations_open")) {
      return refuse("changed_meanwhile", { field: "email" });
    }
    throw error;
  }
}

/** Gives an open invitation a new link for another seven days; the old link ends. */
export async function renewInvitation(
  ctx: Context,
  id: string,
): Promise<Outcome<NewInvitation, InviteRefusal>> {
  const tooMany = await refusedPace(ctx);
  if (tooMany !== null) {
    return tooMany;
  }
  const { token, hash } = newToken();
  const expiresAt = expiryOf(ctx);
  return onOpenInvitation(ctx, id, async (tx, { email, role }) => {
    const refused = refusedRole(ctx, role);
    if (refused !== null) {
      return refused;
    }
    await tx
      .update(invitations)
      .set({ tokenHash: hash, expiresAt })
      .where(and(isOpen(ctx), eq(invitations.id, id)));
    await audit(tx, ctx, { action: "invitation_renewed", subject: email, data: { role } });
    return accept({ id, token, email, role, expiresAt });
  });
}

/** Ends an open invitation; its link then answers like one that never was. */
export async function revokeInvitation(
  ctx: Context,
  id: string,
): Promise<Outcome<{ email: string }, InviteRefusal>> {
  return onOpenInvitation(ctx, id, async (tx, { email, role }) => {
    const refused = refusedRole(ctx, role);
    if (refused !== null) {
      return refused;
    }
    await tx
      .update(invitations)
      .set({ revokedAt: ctx.now })
      .where(and(isOpen(ctx), eq(invitations.id, id)));
    await audit(tx, ctx, { action: "invitation_revoked", subject: email, data: { role } });
    return accept({ email });
  });
}

export type OpenInvitation = {
  readonly id: string;
  readonly email: string;
  readonly role: Role;
  readonly clientId: string | null;
  readonly invitedBy: string;
  readonly expiresAt: Date;
  readonly expired: boolean;
};

/** The invitations nobody has accepted yet, the latest first: of the workspace's people, or of one client's. */
export async function openInvitations(
  ctx: Context,
  of: { readonly clientId: string } | "people",
): Promise<OpenInvitation[]> {
  const whose =
    of === "people" ? isNull(invitations.clientId) : eq(invitations.clientId, of.clientId);
  const rows = await withWorkspace(ctx, (tx) =>
    tx
      .select()
      .from(invitations)
      .where(and(isOpen(ctx), whose))
      .orderBy(sql`${invitations.createdAt} desc, ${invitations.id} desc`)
      .limit(LISTED_MAX),
  );
  return rows.map(({ id, email, role, clientId, invitedBy, expiresAt }) => {
    const expired = expiresAt.getTime() <= ctx.now.getTime();
    return { id, email, role, clientId, invitedBy, expiresAt, expired };
  });
}

const LISTED_MAX = 500;

function expiryOf(ctx: Context): Date {
  return new Date(ctx.now.getTime() + DAYS * DAY_MS);
}

/** Nobody has accepted or revoked it; it may have expired. */
function isOpen(ctx: Context) {
  return and(
    eq(invitations.workspaceId, ctx.workspaceId),
    isNull(invitations.acceptedAt),
    isNull(invitations.revokedAt),
  );
}

/** An owner's link in an admin's hand would be a way up, so it takes an owner to make or renew one. */
function refusedRole(ctx: Context, role: Role) {
  return mayInvite(ctx.role, role)
    ? null
    : refuse(mayInvite(ctx.role, "viewer") ? "owners_only" : "not_allowed", { field: "role" });
}

async function refusedPace(ctx: Context) {
  const wait = await countAttempt([{ kind: "invite", value: ctx.workspaceId }]);
  return wait === null ? null : refuse("too_many_tries", { data: { seconds: wait } });
}

async function onOpenInvitation<T, Code extends string>(
  ctx: Context,
  id: string,
  run: (tx: Transaction, invitation: typeof invitations.$inferSelect) => Promise<Outcome<T, Code>>,
): Promise<Outcome<T, Code | "not_found">> {
  if (!isId(id)) {
    return refuse("not_found");
  }
  return withWorkspace(ctx, async (tx) => {
    const [invitation] = await tx
      .select()
      .from(invitations)
      .where(and(isOpen(ctx), eq(invitations.id, id)))
      .for("update");
    return invitation ? run(tx, invitation) : refuse("not_found");
  });
}

async function memberOf(tx: Transaction, ctx: Context, email: string) {
  const [member] = await tx
    .select({ disabledAt: memberships.disabledAt })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(
      and(eq(memberships.workspaceId, ctx.workspaceId), eq(sql`lower(${users.email})`, email)),
    );
  return member ? { active: member.disabledAt === null } : null;
}

async function isClient(tx: Transaction, ctx: Context, id: string | null): Promise<boolean> {
  if (id === null) {
    return false;
  }
  const found = await tx
    .select({ id: clients.id })
    .from(clients)
    .where(and(eq(clients.workspaceId, ctx.workspaceId), eq(clients.id, id)));
  return found.length > 0;
}
