import "server-only";
import { sql } from "drizzle-orm";
import { z } from "zod";
import { requiredLine } from "@/lib/shared/fields";
import { newId } from "@/lib/shared/ids";
import { accept, type Outcome, refuse } from "@/lib/shared/outcome";
import { audit } from "@/lib/workspaces/audit";
import {
  enterWorkspace,
  provedWorkspace,
  type WorkspaceId,
  withoutWorkspace,
} from "@/lib/workspaces/context";
import { contextIn } from "@/lib/workspaces/queries";
import { countAttempt } from "./attempts";
import { hashPassword, newPasswordSchema } from "./password";
import { ROLES, type Role } from "./permissions";
import { tokenHash } from "./tokens";

export type InvitationOffer = {
  readonly workspaceName: string;
  readonly email: string;
  readonly role: Role;
  /** Whether the address has an account, which must then sign in to join. */
  readonly hasAccount: boolean;
};

type OfferRow = { workspace_name: string; email: string; role: string; has_account: boolean };

/** What an invitation's link offers; null alike for a wrong, expired, used or revoked one. */
export async function invitationOffer(token: string): Promise<InvitationOffer | null> {
  return withoutWorkspace(async (tx) => {
    const { rows } = await tx.execute<OfferRow>(
      sql`select workspace_name, email, role, has_account from invitation_offer(${tokenHash(token)})`,
    );
    const [row] = rows;
    const role = ROLES.find((known) => known === row?.role);
    return row && role !== undefined
      ? { workspaceName: row.workspace_name, email: row.email, role, hasAccount: row.has_account }
      : null;
  });
}

export const newAccountSchema = z.object({
  token: z.string().max(100),
  name: requiredLine("Your name", 120),
  password: newPasswordSchema,
});

type Joined = {
  readonly userId: string;
  readonly workspaceId: WorkspaceId;
  readonly email: string;
};
type JoinRefusal = "too_many_tries" | "unknown_invitation" | "sign_in_first";

/** Accepts an invitation with an account that it makes. */
export async function joinWithNewAccount(
  { token, name, password }: z.output<typeof newAccountSchema>,
  address: string,
): Promise<Outcome<Joined, JoinRefusal>> {
  return join(token, address, { userId: newId(), name, password });
}

/**
 * Accepts an invitation with the account that is signed in. The link alone is not enough: the admin
 * who made it has seen it too, and it must not open somebody else's account.
 */
export async function joinWithAccount(
  token: string,
  user: { readonly id: string; readonly name: string },
  address: string,
): Promise<Outcome<Joined, JoinRefusal>> {
  return join(token, address, { userId: user.id, name: user.name, password: null });
}

type Joiner = {
  readonly userId: string;
  readonly name: string;
  /** Null for an account that exists. */
  readonly password: string | null;
};

/** Thrown to take back an acceptance that turned out to be for another account. */
class OtherAccount extends Error {}

async function join(
  token: string,
  address: string,
  { userId, name, password }: Joiner,
): Promise<Outcome<Joined, JoinRefusal>> {
  const wait = await countAttempt([{ kind: "invitation", value: address }]);
  if (wait !== null) {
    return refuse("too_many_tries", { data: { seconds: wait } });
  }
  const offer = await invitationOffer(token);
  if (offer === null) {
    return refuse("unknown_invitation");
  }
  if (offer.hasAccount !== (password === null)) {
    return refuse("sign_in_first");
  }
  // Hashing costs time on purpose, so it comes after everything that may refuse.
  const passwordHash = password === null ? null : await hashPassword(password);
  try {
    const workspaceId = await withoutWorkspace(async (tx) => {
      const { rows } = await tx.execute<{ user_id: string; workspace_id: string }>(
        sql`select user_id, workspace_id from invitation_accept(${tokenHash(token)}, ${userId}::uuid, ${name}, ${passwordHash})`,
      );
      const [joined] = rows;
      if (!joined) {
        return null;
      }
      if (joined.user_id !== userId) {
        throw new OtherAccount();
      }
      const workspaceId = provedWorkspace(joined.workspace_id);
      await enterWorkspace(tx, workspaceId);
      const actor = { kind: "person", name, id: userId } as const;
      const ctx = await contextIn(tx, workspaceId, { actor, role: offer.role });
      const { email, role } = offer;
      await audit(tx, ctx, { action: "invitation_accepted", subject: email, data: { role } });
      return workspaceId;
    });
    return workspaceId === null
      ? refuse("unknown_invitation")
      : accept({ userId, workspaceId, email: offer.email });
  } catch (error) {
    if (error instanceof OtherAccount) {
      return refuse("sign_in_first");
    }
    throw error;
  }
}
