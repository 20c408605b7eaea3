import { sql } from "drizzle-orm";
import type { Role } from "@/lib/auth/permissions";
import { newId } from "@/lib/shared/ids";
import { type Context, withWorkspace } from "@/lib/workspaces/context";

type Person = {
  readonly email: string;
  readonly role?: Role;
  readonly passwordHash?: string | null;
  readonly demo?: boolean;
  /** Of a person of the role `client`. */
  readonly clientId?: string;
};

/** Adds a person to the workspace and answers the account's id. */
export async function makeMember(ctx: Context, of: Person): Promise<string> {
  const { email, role = "owner", passwordHash = null, demo = false, clientId = null } = of;
  return withWorkspace(ctx, async (tx) => {
    const { rows } = await tx.execute<{ id: string }>(
      sql`select add_member(${newId()}::uuid, ${email}, 'Ana Test', ${passwordHash}, ${role}, ${clientId}::uuid, ${demo}) as id`,
    );
    return rows[0]?.id ?? "";
  });
}

/** The context of a new member: what a request of that person would carry. */
export async function asMember(ctx: Context, of: Person): Promise<Context & { userId: string }> {
  const userId = await makeMember(ctx, of);
  const actor = { kind: "person", name: "Ana Test", id: userId } as const;
  return { ...ctx, actor, role: of.role ?? "owner", userId };
}
