/** What a workspace has come to: every row of it, without ids and times. Equal states are equal texts. */
import type pg from "pg";
import { keyOf, workspaceTables } from "./scene";

/** Columns that differ between two runs of the same command: pages and messages that bear a time. */
const LEFT_OUT = [
  "bytes",
  "cancellation",
  "content",
  "sha256",
  "size_bytes",
  "last_used_at",
  "key_hash",
  "token_hash",
];

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
/** Where a word's order stands among closed and archived ones: the instant it came there, the latest first. */
const PLACE_IN_TIME = /"place": -\d+/g;
const INSTANT = /\d{4}-\d\d-\d\dT\d\d:\d\d[\d:.]*(?:Z|[+-]\d\d:?\d\d)?/g;

/** Text without what no two runs have in common. */
export function masked(text: string): string {
  return text.replaceAll(UUID, "#").replaceAll(INSTANT, "@").replaceAll(PLACE_IN_TIME, "@");
}

let statement: string | null = null;

export async function stateOf(admin: pg.Pool, workspaceId: string): Promise<string> {
  statement ??= await unionOf(admin);
  const { rows } = await admin.query<{ row: string }>(statement, [workspaceId]);
  return rows
    .map(({ row }) => masked(row))
    .sort()
    .join("\n");
}

async function unionOf(admin: pg.Pool): Promise<string> {
  const without = LEFT_OUT.map((name) => ` - '${name}'`).join("");
  return (await workspaceTables(admin))
    .map((table) => {
      const identity = table === "outbox" ? " - 'id'" : "";
      return `select '${table} ' || (to_jsonb(t)${without}${identity})::text as row from "${table}" t where ${keyOf(table)} = $1`;
    })
    .join(" union all ");
}

/** Waits until no connection of the product does anything: a server goes on for a moment after a connection broke. */
export async function quiet(admin: pg.Pool): Promise<void> {
  for (;;) {
    const { rows } = await admin.query<{ busy: number }>(`
      select count(*)::int as busy from pg_stat_activity
      where datname = current_database() and application_name = 'orderflow' and state <> 'idle'`);
    if (rows[0]?.busy === 0) {
      return;
    }
  }
}

/** The lines by which two states differ, for whoever reads a failure. */
export function difference(from: string, to: string): string {
  const [before, after] = [from.split("\n"), to.split("\n")];
  return [
    ...before.filter((line) => !after.includes(line)).map((line) => `- ${line}`),
    ...after.filter((line) => !before.includes(line)).map((line) => `+ ${line}`),
  ].join("\n");
}
