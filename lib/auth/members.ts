import "server-only";
import { and, eq, ne, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { memberships, users } from "@/db/schema/workspaces";
import { isId } from "@/lib/shared/ids";
import { accept, type Outcome, refuse } from "@/lib/shared/outcome";
import { audit } from "@/lib/workspaces/audit";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import {
  type Member,
  type MemberChange,
  type MemberRefusal,
  refusedChange,
} from "./member-changes";
import { ROLES, type Role } from "./permissions";

export type Person = {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly clientId: string | null;
  readonly joinedAt: Date;
  readonly disabledAt: Date | null;
};

const LISTED_MAX = 500;

/** The workspace's own people, owners first, then by name; or the people of one client, who use the portal. */
export async function listPeople(
  ctx: Context,
  of: { readonly clientId: string } | "people",
): Promise<Person[]> {
  return readPeople(
    ctx,
    of === "people" ? ne(memberships.role, "client") : eq(memberships.clientId, of.clientId),
  );
}

/** One person of this workspace; null for anybody else. */
export async function findPerson(ctx: Context, userId: string): Promise<Person | null> {
  const [person] = isId(userId) ? await readPeople(ctx, eq(memberships.userId, userId)) : [];
  return person ?? null;
}

async function readPeople(ctx: Context, which: ReturnType<typeof eq>): Promise<Person[]> {
  const rank = sql`array_position(${sql.raw(`array['${ROLES.join("','")}']`)}, ${memberships.role})`;
  return withWorkspace(ctx, (tx) =>
    tx
      .select({
        userId: users.id,
        name: users.name,
        email: users.email,
        role: memberships.role,
        clientId: memberships.clientId,
        joinedAt: memberships.createdAt,
        disabledAt: memberships.disabledAt,
      })
      .from(memberships)
      .innerJoin(users, eq(users.id, memberships.userId))
      .where(and(eq(memberships.workspaceId, ctx.workspaceId), which))
      .orderBy(rank, sql`lower(${users.name})`, users.id)
      .limit(LISTED_MAX),
  );
}

/**
 * Changes what a person may do here, or whether they may come in at all. It counts from their next
 * request on, because each one reads the membership again.
 */
export async function changeMember(
  ctx: Context,
  userId: string,
  change: MemberChange,
): Promise<Outcome<{ name: string; email: string }, MemberRefusal | "not_found">> {
  if (!isId(userId)) {
    return refuse("not_found");
  }
  return withWorkspace(ctx, async (tx) => {
    const { actor, target, owners } = await lockMembers(tx, ctx, userId);
    if (target === null) {
      return refuse("not_found");
    }
    const refused = refusedChange(actor, target, change, owners);
    if (refused !== null) {
      return refuse(refused);
    }
    const { name, email } = target;
    if (isDone(target, change)) {
      return accept({ name, email });
    }
    await tx
      .update(memberships)
      .set(
        change.kind === "role"
          ? { role: change.role }
          : { disabledAt: change.kind === "disable" ? ctx.now : null },
      )
      .where(and(eq(memberships.workspaceId, ctx.workspaceId), eq(memberships.userId, userId)));
    await audit(tx, ctx, {
      action: ACTIONS[change.kind],
      subject: email,
      data: change.kind === "role" ? { before: target.role, after: change.role } : {},
    });
    return accept({ name, email });
  });
}

const ACTIONS = {
  role: "role_changed",
  disable: "user_disabled",
  enable: "user_enabled",
} satisfies Record<MemberChange["kind"], string>;

function isDone(target: Member, change: MemberChange): boolean {
  return change.kind === "role"
    ? target.role === change.role
    : target.active === (change.kind === "enable");
}

type LockedRow = {
  user_id: string;
  role: Role;
  active: boolean;
  name: string;
  email: string;
};

/**
 * Reads whoever counts, under locks in one order: all owners, who acts, who is changed. Two owners
 * who demote each other at once wait here, and the second one is an owner no more.
 */
async function lockMembers(tx: Transaction, ctx: Context, userId: string) {
  const { rows } = await tx.execute<LockedRow>(sql`
    select m.user_id, m.role, m.disabled_at is null and u.disabled_at is null as active, u.name, u.email
    from memberships m join users u on u.id = m.user_id
    where m.workspace_id = ${ctx.workspaceId}
      and (m.role = 'owner' or m.user_id in (${userId}::uuid, ${ctx.actor.id}::uuid))
    order by m.user_id for update of m`);
  const members = rows.map((row) => ({
    userId: row.user_id,
    role: row.role,
    active: row.active,
    name: row.name,
    email: row.email,
  }));
  return {
    actor: members.find((member) => member.userId === ctx.actor.id) ?? null,
    target: members.find((member) => member.userId === userId) ?? null,
    owners: members
      .filter((member) => member.role === "owner" && member.active)
      .map((member) => member.userId),
  };
}
