import path from "node:path";
import { sql } from "drizzle-orm";
import { type MigrationMeta, readMigrationFiles } from "drizzle-orm/migrator";
import type { Database, Transaction } from "./drivers/driver";
import { sqlState } from "./errors";
import { isBackfill, isConcurrent, withoutConcurrently } from "./migration-rules";

/** Serialises migrators of one database; any fixed number, ours by being the date of the first one. */
const MIGRATION_LOCK = 20261123;
/** A change of a table waits so long for those who use it, because everybody else waits behind it. */
const LOCK_TIMEOUT_MS = 2_000;
/** What takes longer than this on a database in use belongs in a backfill by small parts. */
const STATEMENT_TIMEOUT_MS = 60_000;
/** No lock to be had in time, or only by stopping somebody who waits for ours. */
const GIVES_WAY = new Set(["55P03", "40P01"]);
const ATTEMPTS = 20;
const PAUSE_MS = 500;

type Options = {
  /** One process has the database to itself, on one connection: nobody is in the way. */
  readonly isEmbedded?: boolean;
  readonly root?: string;
};

/**
 * Applies what is missing from db/migrations and answers how many that were. A database in use is changed
 * one migration at a time, without making its users wait long; a new one in one transaction. The
 * bookkeeping is drizzle-kit's own table, so that its tools agree with ours.
 */
export async function migrate(
  db: Database,
  { isEmbedded = false, root = process.cwd() }: Options = {},
): Promise<number> {
  const migrations = readMigrationFiles({ migrationsFolder: path.join(root, "db/migrations") });
  return db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${MIGRATION_LOCK})`);
    const last = await lastApplied(tx);
    const missing = migrations.filter((migration) => migration.folderMillis > last);
    if (last === 0 || isEmbedded) {
      await makeBookkeeping(tx);
      for (const migration of missing) {
        await apply(tx, migration);
      }
      return missing.length;
    }
    // This transaction only holds the lock: it must not have seen anything that an index would wait for.
    for (const migration of missing) {
      await applyInUse(db, migration);
    }
    return missing.length;
  });
}

async function lastApplied(tx: Transaction): Promise<number> {
  const { rows } = await tx.execute<{ exists: boolean }>(
    sql`select to_regclass('drizzle.__drizzle_migrations') is not null as exists`,
  );
  if (!rows[0]?.exists) {
    return 0;
  }
  const applied = await tx.execute<{ last: number | null }>(
    sql`select max(created_at) as last from drizzle.__drizzle_migrations`,
  );
  return applied.rows[0]?.last ?? 0;
}

async function makeBookkeeping(tx: Transaction): Promise<void> {
  await tx.execute(sql`set local client_min_messages to warning`);
  await tx.execute(sql`create schema if not exists drizzle`);
  await tx.execute(sql`
    create table if not exists drizzle.__drizzle_migrations
      (id serial primary key, hash text not null, created_at bigint)`);
}

async function apply(tx: Transaction, migration: MigrationMeta): Promise<void> {
  for (const statement of migration.sql) {
    if (isBackfill(statement)) {
      for (let after: string | null = await fillPart(tx, statement, null); after !== null; ) {
        after = await fillPart(tx, statement, after);
      }
    } else {
      await run(tx, withoutConcurrently(statement));
    }
  }
  await record(tx, migration);
}

async function applyInUse(db: Database, migration: MigrationMeta): Promise<void> {
  const [first = ""] = migration.sql;
  if (isBackfill(first)) {
    return backfill(db, first, migration);
  }
  if (migration.sql.some(isConcurrent)) {
    for (const statement of migration.sql) {
      await dropBrokenIndexes(db);
      await run(db, statement);
    }
    return record(db, migration);
  }
  return patiently(db, (tx) => apply(tx, migration));
}

/** One transaction, tried again where a lock was not to be had: those who waited behind us go first. */
async function patiently<T>(db: Database, work: (tx: Transaction) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction(async (tx) => {
        await tx.execute(
          sql`select set_config('lock_timeout', ${String(LOCK_TIMEOUT_MS)}, true), set_config('statement_timeout', ${String(STATEMENT_TIMEOUT_MS)}, true)`,
        );
        return work(tx);
      });
    } catch (error) {
      if (attempt === ATTEMPTS || !GIVES_WAY.has(sqlState(error) ?? "")) {
        throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}

/** Fills by parts; how far it came is kept with each of them, so that one that was cut short goes on there. */
async function backfill(db: Database, statement: string, migration: MigrationMeta): Promise<void> {
  const key = `backfill ${migration.folderMillis}`;
  const kept = await db.execute<{ value: string }>(
    sql`select value from installation where key = ${key}`,
  );
  let after = kept.rows[0]?.value ?? null;
  do {
    const place = after;
    after = await patiently(db, async (tx) => {
      const next = await fillPart(tx, statement, place);
      if (next === null) {
        await tx.execute(sql`delete from installation where key = ${key}`);
        await record(tx, migration);
      } else {
        await tx.execute(sql`
          insert into installation (key, value) values (${key}, to_jsonb(${next}::text))
          on conflict (key) do update set value = excluded.value`);
      }
      return next;
    });
  } while (after !== null);
}

/** One part of a backfill, behind `after`: answers how far it came, or null where nothing was left. */
async function fillPart(
  tx: Transaction,
  statement: string,
  after: string | null,
): Promise<string | null> {
  const texts = statement.split(":after").map((text) => sql.raw(text));
  const part = sql.join(texts, sql`${after}::text`);
  const { rows } = await tx.execute<{ after: string }>(part).catch(explained(statement));
  return rows[0]?.after ?? null;
}

/** An index whose making was cut short is there, is kept up to date and is never used. */
async function dropBrokenIndexes(db: Database): Promise<void> {
  const { rows } = await db.execute<{ name: string }>(sql`
    select c.relname as name from pg_index i join pg_class c on c.oid = i.indexrelid
    where c.relnamespace = 'public'::regnamespace and not i.indisvalid`);
  for (const { name } of rows) {
    await run(db, `drop index concurrently if exists "${name}"`);
  }
}

async function record(db: Database | Transaction, migration: MigrationMeta): Promise<void> {
  await db.execute(sql`
    insert into drizzle.__drizzle_migrations (hash, created_at)
    values (${migration.hash}, ${migration.folderMillis})`);
}

async function run(db: Database | Transaction, statement: string): Promise<void> {
  await db.execute(sql.raw(statement)).catch(explained(statement));
}

/** The wrapped error repeats the whole statement; its first line and the reason say enough. */
function explained(statement: string): (error: unknown) => never {
  return (error) => {
    const line = statement.trim().split("\n")[0] ?? "";
    const inner = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const reason = inner instanceof Error ? inner.message : String(inner);
    const failure = `A migration failed and nothing of it was changed: ${reason} (at: ${line})`;
    throw new Error(failure, { cause: error });
  };
}
