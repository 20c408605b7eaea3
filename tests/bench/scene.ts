import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { sql } from "drizzle-orm";
import { closeDatabase, type Database } from "@/db/client";
import { openPostgres } from "@/db/drivers/postgres";
import { migrate } from "@/db/migrate";
import { createApiKey } from "@/lib/auth/api-keys";
import { hashPassword } from "@/lib/auth/password";
import { type Context, provedWorkspace } from "@/lib/workspaces/context";
import { loadContext } from "@/lib/workspaces/queries";
import { makeWorkspace } from "../factories";
import { makeMember } from "../members";
import { type PostgresServer, startPostgres } from "../postgres-server";
import { fillWorkspace, withoutIndexes } from "./fill";

export const PASSWORD = "orderflow-bench";
const OTHERS = 20;
const OTHER_ORDERS = 2000;
const DEFAULT_SIZES = "1000,10000,100000,1000000";

const SIZES: readonly number[] = (process.env.BENCH_SIZES ?? DEFAULT_SIZES).split(",").map(Number);

/** A workspace of a size, somebody who may sign in to it, and a key for programs. */
export type Filled = {
  readonly size: number;
  readonly ctx: Context;
  readonly email: string;
  readonly key: string;
};

export type Scene = {
  readonly server: PostgresServer;
  readonly url: string;
  readonly db: Database;
  readonly filled: readonly Filled[];
  /** The workspace that writes are measured in: the next to largest, so that the largest stays as it is. */
  readonly written: Filled;
  readonly largest: Filled;
  readonly close: () => Promise<void>;
};

/** A real server on which an answered commit is on the disk, with a quarter of the memory of a machine of 16 GB. */
const SETTINGS = {
  shared_buffers: "4GB",
  max_wal_size: "8GB",
  fsync: "on",
  full_page_writes: "on",
};

/**
 * A Postgres with a workspace of each size beside twenty others. `BENCH_KEEP=1` keeps it for the next run
 * with the same code and sizes.
 */
export async function openScene(): Promise<Scene> {
  const keep = process.env.BENCH_KEEP ? `orderflow-bench-${fingerprint()}` : undefined;
  const server = await startPostgres({ durable: true, settings: SETTINGS, keep });
  const url = `${server.address}/postgres`;
  const { db, close } = await openPostgres(url);
  const end = async () => {
    await close();
    await closeDatabase();
    await server.stop();
  };
  try {
    await migrate(db);
    const known = await fillAll(db);
    const filled: Filled[] = [];
    for (const size of SIZES) {
      filled.push(await peopled(db, size, known));
    }
    const largest = filled.at(-1);
    const written = filled.at(-2) ?? largest;
    if (!largest || !written) {
      throw new Error("BENCH_SIZES names no size.");
    }
    return { server, url, db, filled, written, largest, close: end };
  } catch (error) {
    await end();
    throw error;
  }
}

/** The workspaces by size; fills them where they are not there yet. */
async function fillAll(db: Database): Promise<Record<string, string>> {
  const stored = await db.execute<{ value: Record<string, string> }>(
    sql`select value from installation where key = 'bench'`,
  );
  const [known] = stored.rows;
  if (known) {
    await makeWorkspace(db);
    return known.value;
  }
  const ids: Record<string, string> = {};
  const since = performance.now();
  await withoutIndexes(db, async () => {
    const sizes = [...Array.from({ length: OTHERS }, () => OTHER_ORDERS), ...SIZES];
    for (const size of sizes) {
      const ctx = await makeWorkspace(db, { name: `${size} orders`, now: new Date() });
      await fillWorkspace(db, ctx, size);
      ids[size] = ctx.workspaceId;
    }
  });
  await db.execute(
    sql`insert into installation (key, value) values ('bench', ${JSON.stringify(ids)}::jsonb)`,
  );
  const seconds = Math.round((performance.now() - since) / 1000);
  console.log(
    `  filled with ${SIZES.join(", ")} orders and ${OTHERS} x ${OTHER_ORDERS} others in ${seconds} s`,
  );
  return ids;
}

async function peopled(db: Database, size: number, ids: Record<string, string>): Promise<Filled> {
  const ctx = await loadContext(provedWorkspace(ids[size] ?? ""), {
    actor: { kind: "person", name: "Ana", id: null },
    role: "owner",
    now: new Date(),
  });
  const email = `owner-${size}@bench.example`;
  await makeMember(ctx, { email, passwordHash: await hashPassword(PASSWORD) });
  const { key } = await createApiKey(ctx, { name: "Bench", role: "owner" });
  await db.execute(sql`analyze users, memberships, api_keys`);
  return { size, ctx, email, key };
}

/** What a kept database depends on. */
function fingerprint(): string {
  const hash = createHash("sha256").update(SIZES.join());
  const files = readdirSync("db/migrations").filter((name) => name.endsWith(".sql"));
  for (const file of [...files.map((name) => `db/migrations/${name}`), "tests/bench/fill.ts"]) {
    hash.update(readFileSync(file));
  }
  return hash.digest("hex").slice(0, 12);
}
