import { readFile } from "node:fs/promises";
import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "@/db/client";
import journal from "@/db/migrations/meta/_journal.json";
import { RefusalError } from "./script";

/**
 * The demo marks what it seeds, and touches nothing without that mark: a database with other
 * tables, or with workspaces that it did not make, is somebody's.
 */
const Mark = z.object({
  state: z.enum(["seeding", "seeded"]),
  orders: z.number(),
  workspaces: z.array(z.string()),
});
export type Mark = z.infer<typeof Mark>;

/** Throws when the database holds anything that the demo did not make. Changes nothing. */
export async function assertDemoMayUse(db: Database, place: string, reset: boolean): Promise<void> {
  const ours = new Set(await ourTables());
  const present = await publicTables(db);
  const foreign = present.filter((name) => !ours.has(name));
  if (foreign.length > 0) {
    const names = foreign.slice(0, 3).join(", ");
    refuse(
      place,
      `it holds tables of something else (${names}${foreign.length > 3 ? ", ..." : ""})`,
    );
  }
  if (!present.includes("installation")) {
    return;
  }
  const mark = await readMark(db);
  const found = await db.execute<{ id: string }>(sql`select id from workspaces`);
  const strangers = found.rows.filter(({ id }) => !mark?.workspaces.includes(id));
  if (mark === null && found.rows.length > 0) {
    refuse(place, "it holds a workspace that the demo did not make");
  }
  if (mark?.state === "seeded" && reset && strangers.length > 0) {
    refuse(
      place,
      "it holds a workspace that was made after the demo, which starting over would lose",
    );
  }
}

function refuse(place: string, reason: string): never {
  throw new RefusalError(
    `The demo does not use the database ${place}: ${reason}. Give it an empty one, or none for its own.`,
  );
}

export async function readMark(db: Database): Promise<Mark | null> {
  const { rows } = await db.execute(sql`select value from installation where key = 'demo'`);
  return rows[0] === undefined ? null : Mark.parse(rows[0].value);
}

/** Empties our tables and says who fills them, in one transaction: a seeding cut short is recognised. */
export async function beginSeeding(db: Database, orders: number): Promise<void> {
  const ours = new Set(await ourTables());
  const present = (await publicTables(db)).filter((name) => ours.has(name));
  const mark: Mark = { state: "seeding", orders, workspaces: [] };
  await db.transaction(async (tx) => {
    const tables = present.map((name) => sql.identifier(name));
    await tx.execute(sql`truncate ${sql.join(tables, sql`, `)}`);
    await tx.execute(
      sql`insert into installation (key, value) values ('demo', ${JSON.stringify(mark)}::jsonb)`,
    );
  });
}

export async function endSeeding(db: Database, orders: number): Promise<void> {
  const { rows } = await db.execute<{ id: string }>(sql`select id from workspaces`);
  const mark: Mark = { state: "seeded", orders, workspaces: rows.map(({ id }) => id) };
  await db.execute(
    sql`update installation set value = ${JSON.stringify(mark)}::jsonb where key = 'demo'`,
  );
}

async function publicTables(db: Database): Promise<string[]> {
  const { rows } = await db.execute<{ name: string }>(
    sql`select relname::text as name from pg_class where relnamespace = 'public'::regnamespace
      and relkind in ('r', 'p') and not relispartition order by 1`,
  );
  return rows.map(({ name }) => name);
}

const Snapshot = z.object({ tables: z.record(z.string(), z.unknown()) });

/** The tables of the last migration, as drizzle-kit recorded them. */
async function ourTables(): Promise<string[]> {
  const last = String(journal.entries.length - 1).padStart(4, "0");
  const file = await readFile(`db/migrations/meta/${last}_snapshot.json`, "utf8");
  const { tables } = Snapshot.parse(JSON.parse(file));
  return Object.keys(tables).map((name) => name.replace(/^public\./, ""));
}
