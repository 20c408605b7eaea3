import "server-only";
import { sql } from "drizzle-orm";
import { accept, type Outcome, refuse } from "@/lib/shared/outcome";
import { withoutWorkspace } from "@/lib/workspaces/context";
import { countAttempt, forgiveAttempt } from "./attempts";
import { isDemoInstallation } from "./installation";
import { PASSWORD_LENGTH_MAX, passwordFits } from "./password";

export type Credentials = {
  readonly email: string;
  readonly password: string;
  /** The network address of whoever tries. */
  readonly address: string;
};

/** What a session carries, and nothing else. */
export type SessionProof = { readonly userId: string; readonly version: number };

type UserRow = {
  id: string;
  password_hash: string | null;
  session_version: number;
  disabled: boolean;
  demo: boolean;
};

export const EMAIL_LENGTH_MAX = 254;

/**
 * Checks an e-mail and a password. Each try is counted before it is evaluated, and an unknown
 * account takes the same work and gets the same answer as a wrong password.
 */
export async function checkCredentials({
  email,
  password,
  address,
}: Credentials): Promise<Outcome<SessionProof, "wrong_credentials" | "too_many_tries">> {
  // Postgres takes no NUL in text.
  const account = email.replaceAll("\0", "").trim().toLowerCase().slice(0, EMAIL_LENGTH_MAX);
  const keys = [
    { kind: "account", value: account },
    { kind: "address", value: address },
  ] as const;
  const wait = await countAttempt(keys);
  if (wait !== null) {
    return refuse("too_many_tries", { data: { seconds: wait } });
  }
  const user = await usableUser(account);
  const fits = await passwordFits(
    password.slice(0, PASSWORD_LENGTH_MAX),
    password.length > PASSWORD_LENGTH_MAX ? null : (user?.password_hash ?? null),
  );
  if (!fits || user === null) {
    return refuse("wrong_credentials");
  }
  await forgiveAttempt(keys);
  return accept({ userId: user.id, version: user.session_version });
}

async function usableUser(email: string): Promise<UserRow | null> {
  return withoutWorkspace(async (tx) => {
    const { rows } = await tx.execute<UserRow>(
      sql`select id, password_hash, session_version, disabled, demo from auth_user(${email})`,
    );
    const user = rows[0];
    const isDemo = await isDemoInstallation(tx);
    return user && !user.disabled && (isDemo || !user.demo) ? user : null;
  });
}
