import "server-only";
import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import { withoutWorkspace } from "@/lib/workspaces/context";

const MINUTE = 60;

/** How many tries each kind of key has in its window of seconds. */
const LIMITS = {
  account: { tries: 10, seconds: 10 * MINUTE },
  address: { tries: 100, seconds: 60 * MINUTE },
  /** Steps of making a workspace, by address. */
  sign_up: { tries: 20, seconds: 60 * MINUTE },
  setup: { tries: 20, seconds: 60 * MINUTE },
  /** Answers to invitations and to one-time links, by address. */
  invitation: { tries: 30, seconds: 60 * MINUTE },
  /** One-time links, by account and by address: each is a mail. */
  link_account: { tries: 5, seconds: 60 * MINUTE },
  link_address: { tries: 30, seconds: 60 * MINUTE },
  /** Invitations that a workspace sends: each may be a mail to a stranger. */
  invite: { tries: 200, seconds: 24 * 60 * MINUTE },
  /** Tracking links that do not exist, by address. */
  tracking: { tries: 30, seconds: 10 * MINUTE },
} as const;

export type AttemptKey = { readonly kind: keyof typeof LIMITS; readonly value: string };

/** The table shows neither who tried nor from where. */
function hashed({ kind, value }: AttemptKey): string {
  return createHash("sha256").update(`${kind}:${value}`).digest("hex");
}

/**
 * Counts a try under each key, and commits, before anything is evaluated. Answers null to go ahead,
 * else the seconds to wait.
 */
export async function countAttempt(keys: readonly AttemptKey[]): Promise<number | null> {
  return withoutWorkspace(async (tx) => {
    let wait: number | null = null;
    // One order of locks for everyone: by the stored key.
    const sorted = [...keys].sort((a, b) => (hashed(a) < hashed(b) ? -1 : 1));
    for (const key of sorted) {
      const { tries, seconds } = LIMITS[key.kind];
      const { rows } = await tx.execute<{ wait: number | null }>(
        sql`select auth_attempt(${hashed(key)}, ${tries}, ${seconds}) as wait`,
      );
      const answer = rows[0]?.wait ?? null;
      wait = answer === null ? wait : Math.max(wait ?? 0, answer);
    }
    return wait;
  });
}

/** The try was right: the account starts afresh, the address gets this one try back. */
export async function forgiveAttempt(keys: readonly AttemptKey[]): Promise<void> {
  await withoutWorkspace(async (tx) => {
    for (const key of keys) {
      await (key.kind === "account"
        ? tx.execute(sql`select auth_attempt_forget(${hashed(key)})`)
        : tx.execute(sql`select auth_attempt_return(${hashed(key)})`));
    }
  });
}
