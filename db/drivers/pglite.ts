import { mkdir } from "node:fs/promises";
import path from "node:path";
import { PGlite, type QueryOptions, type Results, type Transaction } from "@electric-sql/pglite";
import { drizzle } from "drizzle-orm/pglite";
import type { OpenDatabase } from "./driver";
import { takeFolder } from "./folder-lock";
import { valueParsers } from "./values";

/** PGlite that reads values by our own parsers, whatever the query builder asks for. */
class AlignedPGlite extends PGlite {
  override query<T>(
    query: string,
    params?: unknown[],
    options?: QueryOptions,
  ): Promise<Results<T>> {
    return super.query<T>(query, params, { ...options, parsers: valueParsers });
  }

  override transaction<T>(run: (tx: Transaction) => Promise<T>): Promise<T> {
    return super.transaction((tx) => {
      const query = tx.query.bind(tx);
      tx.query = (text, params, options) =>
        query(text, params, { ...options, parsers: valueParsers });
      return run(tx);
    });
  }
}

/** Opens the embedded database in `folder`/db; throws when another process has it open. */
export async function openPglite(folder: string): Promise<OpenDatabase> {
  await mkdir(folder, { recursive: true });
  const release = takeFolder(folder);
  try {
    const client = new AlignedPGlite(path.join(folder, "db"));
    await client.waitReady;
    const close = async () => {
      await client.close();
      release();
    };
    return {
      db: drizzle({ client, casing: "snake_case" }),
      driver: "pglite",
      place: folder,
      close,
    };
  } catch (error) {
    release();
    throw error;
  }
}

/** A database in memory for tests; `snapshot` is a dump made by `dumpDataDir`. */
export async function openPgliteInMemory(snapshot?: Blob) {
  const client = new AlignedPGlite({ loadDataDir: snapshot });
  await client.waitReady;
  return { db: drizzle({ client, casing: "snake_case" }), client, close: () => client.close() };
}
