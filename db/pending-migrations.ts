import "server-only";
import { sql } from "drizzle-orm";
import type { Database } from "./drivers/driver";
import journal from "./migrations/meta/_journal.json";

/** How many migrations of this build the database has not seen; the journal is bundled, not read. */
export async function pendingMigrations(db: Database): Promise<number> {
  const { rows } = await db.execute<{ exists: boolean }>(
    sql`select to_regclass('drizzle.__drizzle_migrations') is not null as exists`,
  );
  if (!rows[0]?.exists) {
    return journal.entries.length;
  }
  const applied = await db.execute<{ last: number | null }>(
    sql`select max(created_at) as last from drizzle.__drizzle_migrations`,
  );
  const last = applied.rows[0]?.last ?? 0;
  return journal.entries.filter((entry) => entry.when > last).length;
}
