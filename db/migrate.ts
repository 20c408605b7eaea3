import path from "node:path";
import { sql } from "drizzle-orm";
import { readMigrationFiles } from "drizzle-orm/migrator";
import type { Database } from "./drivers/driver";

/** Serialises migrators of one database; any fixed number, ours by being the date of the first one. */
const MIGRATION_LOCK = 20261123;

/**
 * Applies what is missing from db/migrations in one transaction and answers how many that were.
 * The bookkeeping is drizzle-kit's own table, so that its tools agree with ours.
 */
export async function migrate(db: Database, root: string = process.cwd()): Promise<number> {
  const migrations = readMigrationFiles({ migrationsFolder: path.join(root, "db/migrations") });
  return db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${MIGRATION_LOCK})`);
    await tx.execute(sql`set local client_min_messages to warning`);
    await tx.execute(sql`create schema if not exists drizzle`);
    await tx.execute(sql`
      create table if not exists drizzle.__drizzle_migrations
        (id serial primary key, hash text not null, created_at bigint)`);
    const { rows } = await tx.execute<{ last: number | null }>(
      sql`select max(created_at) as last from drizzle.__drizzle_migrations`,
    );
    const last = rows[0]?.last ?? 0;
    const missing = migrations.filter((migration) => migration.folderMillis > last);
    for (const migration of missing) {
      for (const statement of migration.sql) {
        await tx.execute(sql.raw(statement)).catch((error: unknown) => {
          throw new Error(describeFailure(statement, error), { cause: error });
        });
      }
      await tx.execute(sql`
        insert into drizzle.__drizzle_migrations (hash, created_at)
        values (${migration.hash}, ${migration.folderMillis})`);
    }
    return missing.length;
  });
}

/** The wrapped error repeats the whole statement; its first line and the reason say enough. */
function describeFailure(statement: string, error: unknown): string {
  const line = statement.trim().split("\n")[0] ?? "";
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const reason = cause instanceof Error ? cause.message : String(cause);
  return `A migration failed and nothing was changed: ${reason} (at: ${line})`;
}
