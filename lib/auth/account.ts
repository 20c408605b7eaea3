import "server-only";
import { sql } from "drizzle-orm";
import { z } from "zod";
import { requiredLine } from "@/lib/shared/fields";
import { accept, type Outcome, refuse } from "@/lib/shared/outcome";
import { withoutWorkspace } from "@/lib/workspaces/context";
import { checkCredentials } from "./credentials";
import { hashPassword, newPasswordSchema } from "./password";
import { tokenHash } from "./tokens";

export const nameSchema = z.object({ name: requiredLine("Your name", 120) });

export const passwordChangeSchema = z.object({
  oldPassword: z.string().max(1000),
  newPassword: newPasswordSchema,
});

export async function changeName(userId: string, name: string): Promise<void> {
  await withoutWorkspace((tx) => tx.execute(sql`select auth_set_name(${userId}::uuid, ${name})`));
}

type Asking = { readonly id: string; readonly email: string; readonly address: string };

/** Changes a person's own password. All sessions end, also the one that asks. */
export async function changePassword(
  { id, email, address }: Asking,
  { oldPassword, newPassword }: z.output<typeof passwordChangeSchema>,
): Promise<Outcome<null, "wrong_password" | "too_many_tries">> {
  const proof = await checkCredentials({ email, password: oldPassword, address });
  if (!proof.ok) {
    const { code, data } = proof.refusal;
    return code === "too_many_tries"
      ? refuse(code, data ? { data } : {})
      : refuse("wrong_password", { field: "oldPassword" });
  }
  const hash = await hashPassword(newPassword);
  await withoutWorkspace((tx) => tx.execute(sql`select auth_set_password(${id}::uuid, ${hash})`));
  return accept(null);
}

/** Ends every session of an account: on each device the next request asks to sign in. */
export async function endSessions(userId: string): Promise<void> {
  await withoutWorkspace((tx) => tx.execute(sql`select auth_end_sessions(${userId}::uuid)`));
}

/** Sets a new password by a mailed link, once; a wrong, used and expired link are refused alike. */
export async function setPasswordByLink(
  token: string,
  password: string,
): Promise<Outcome<null, "unknown_link">> {
  const hash = await hashPassword(password);
  return withoutWorkspace(async (tx) => {
    const { rows } = await tx.execute<{ user_id: string }>(
      sql`select user_id from sign_in_link_use(${tokenHash(token)}, 'password')`,
    );
    const [used] = rows;
    if (!used) {
      return refuse("unknown_link");
    }
    await tx.execute(sql`select auth_set_password(${used.user_id}::uuid, ${hash})`);
    return accept(null);
  });
}
