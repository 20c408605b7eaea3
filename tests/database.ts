import { createHash, randomBytes } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { expect, inject } from "vitest";
import type { Database } from "@/db/drivers/driver";
import { openNeon } from "@/db/drivers/neon";
import { openPgliteInMemory } from "@/db/drivers/pglite";
import { openPostgres } from "@/db/drivers/postgres";
import { migrate } from "@/db/migrate";
import { brokenRules } from "./broken";
import { startNeonProxy } from "./neon-proxy";

export type TestDatabase = {
  readonly db: Database;
  readonly close: () => Promise<void>;
  /** Runs db/invariants.sql and expects that no row breaks a rule. */
  readonly invariants: () => Promise<void>;
};

/** A migrated embedded database in memory. It has one connection: it can't show races. */
export async function pgliteDatabase(): Promise<TestDatabase> {
  const { db, close } = await openPgliteInMemory(await migratedSnapshot());
  return { db, close, invariants: () => expectInvariants(db) };
}

/** A new migrated database on a real Postgres, dropped by `close`. */
export async function postgresDatabase(): Promise<TestDatabase & { readonly url: string }> {
  const address = await postgresAddress();
  const name = `test_${randomBytes(6).toString("hex")}`;
  await asAdmin(address, `create database ${name} template orderflow_template`);
  const url = `${address}/${name}`;
  const { db, close } = await openPostgres(url);
  return {
    db,
    url,
    close: async () => {
      await close();
      await asAdmin(address, `drop database ${name} with (force)`);
    },
    invariants: () => expectInvariants(db),
  };
}

/** The same Postgres reached by the Neon driver, over WebSockets through a proxy of our own. */
export async function neonDatabase(): Promise<TestDatabase & { readonly url: string }> {
  const postgres = await postgresDatabase();
  const proxy = await startNeonProxy();
  const { db, close } = await openNeon(postgres.url, { proxy: proxy.address });
  return {
    db,
    url: postgres.url,
    close: async () => {
      await close();
      await proxy.close();
      await postgres.close();
    },
    invariants: () => expectInvariants(db),
  };
}

/** The address of the test server without a database name, once it is up. */
export async function postgresAddress(): Promise<string> {
  const state = inject("postgresState");
  for (let waited = 0; waited < 60_000; waited += 50) {
    if (existsSync(path.join(state, "ready"))) {
      return readFile(path.join(state, "ready"), "utf8");
    }
    if (existsSync(path.join(state, "failed"))) {
      throw new Error(await readFile(path.join(state, "failed"), "utf8"));
    }
    await wait(50);
  }
  throw new Error("The test Postgres did not start within a minute.");
}

async function asAdmin(address: string, statement: string): Promise<void> {
  const admin = new pg.Client(`${address}/postgres`);
  await admin.connect();
  try {
    await admin.query(statement);
  } finally {
    await admin.end();
  }
}

const MIGRATIONS = "db/migrations";
const SNAPSHOTS = ".data/test";

/** A dump of a migrated database, kept between runs for as long as the migrations are the same. */
async function migratedSnapshot(): Promise<Blob> {
  const hash = createHash("sha256");
  for (const file of readdirSync(MIGRATIONS)
    .filter((name) => name.endsWith(".sql"))
    .sort()) {
    hash.update(readFileSync(path.join(MIGRATIONS, file)));
  }
  hash.update(readFileSync("node_modules/@electric-sql/pglite/package.json"));
  const file = path.join(SNAPSHOTS, `${hash.digest("hex").slice(0, 16)}.tar`);
  if (!existsSync(file)) {
    const { db, client, close } = await openPgliteInMemory();
    await migrate(db);
    const dump = await client.dumpDataDir("none");
    await close();
    await mkdir(SNAPSHOTS, { recursive: true });
    const unfinished = `${file}.${process.pid}`;
    await writeFile(unfinished, new Uint8Array(await dump.arrayBuffer()));
    await rename(unfinished, file);
  }
  return new Blob([await readFile(file)]);
}

async function expectInvariants(db: Database): Promise<void> {
  expect(await brokenRules(db), "broken invariants, or orders with a wrong status").toEqual([]);
}
