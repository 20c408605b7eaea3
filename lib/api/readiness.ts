import "server-only";
import { sql } from "drizzle-orm";
import { database, type Transaction } from "@/db/client";
import { pendingMigrations } from "@/db/pending-migrations";

/** More unsent messages than this, or older ones, mean that nobody drains them. */
const BACKLOG_MAX = 10_000;
const BACKLOG_MINUTES_MAX = 60;

export type Readiness = {
  readonly ready: boolean;
  readonly checks: {
    readonly database: "ok" | "down";
    readonly migrations: "ok" | "pending" | "unknown";
    readonly data: "ok" | "seeding" | "unknown";
    readonly backlog: "ok" | "behind" | "unknown";
  };
};

const DOWN: Readiness = {
  ready: false,
  checks: { database: "down", migrations: "unknown", data: "unknown", backlog: "unknown" },
};

/** Whether this process can serve: its database answers, is migrated and seeded, and its outbox is drained. */
export async function readiness(): Promise<Readiness> {
  try {
    const db = await database();
    if ((await pendingMigrations(db)) > 0) {
      const unknown = { data: "unknown", backlog: "unknown" } as const;
      return { ready: false, checks: { database: "ok", migrations: "pending", ...unknown } };
    }
    const [isSeeding, isBehind] = await db.transaction(async (tx) => [
      await seeding(tx),
      await behind(tx),
    ]);
    return {
      ready: !isSeeding && !isBehind,
      checks: {
        database: "ok",
        migrations: "ok",
        data: isSeeding ? "seeding" : "ok",
        backlog: isBehind ? "behind" : "ok",
      },
    };
  } catch {
    // Why it is down is in the log of whoever tried to work with it, not in a public answer.
    return DOWN;
  }
}

async function seeding(tx: Transaction): Promise<boolean> {
  const { rows } = await tx.execute<{ seeding: boolean }>(sql`
    select exists (select 1 from installation where key = 'demo' and value ->> 'state' = 'seeding') as seeding`);
  return rows[0]?.seeding === true;
}

async function behind(tx: Transaction): Promise<boolean> {
  const { rows } = await tx.execute<{ behind: boolean }>(sql`
    select count(*) >= ${BACKLOG_MAX}
      or coalesce(min(available_at) < now() - make_interval(mins => ${BACKLOG_MINUTES_MAX}), false) as behind
    from (
      select available_at from outbox where done_at is null and failed_at is null and available_at <= now()
      order by available_at limit ${BACKLOG_MAX}
    ) due`);
  return rows[0]?.behind === true;
}
