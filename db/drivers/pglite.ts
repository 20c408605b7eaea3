import { mkdir } from "node:fs/promises";
import path from "node:path";
import { PGlite, type QueryOptions, type Results, type Transaction } from "@electric-sql/pglite";
import { drizzle } from "drizzle-orm/pglite";
import type { OpenDatabase } from "./driver";
import { takeFolder } from "./folder-lock";
import { executeText, isPlannedOnce, planNameOf } from "./kept-plan";
import { valueParsers } from "./values";

/**
 * PGlite that reads values by our own parsers, whatever the query builder asks for. They are the
 * client's own: parsers given with a query are merged with all known ones for each statement, which
 * takes longer than a small statement itself. In a transaction it keeps the plans of statements marked so.
 */
class AlignedPGlite extends PGlite {
  private readonly prepared = new Set<string>();

  override query<T>(
    query: string,
    params?: unknown[],
    options?: QueryOptions,
  ): Promise<Results<T>> {
    return super.query<T>(query, params, withoutParsers(options));
  }

  override transaction<T>(run: (tx: Transaction) => Promise<T>): Promise<T> {
    return super.transaction((tx) => {
      const query = tx.query.bind(tx);
      tx.query = async (text, params, options) => {
        const ours = withoutParsers(options);
        if (!isPlannedOnce(text)) {
          return query(text, params, ours);
        }
        const name = planNameOf(text);
        if (!this.prepared.has(name)) {
          await query(`prepare ${name} as ${text}`);
          this.prepared.add(name);
        }
        // One message where a query takes five.
        const [answer] = await tx.exec(executeText(name, params ?? []));
        return answer as Results<never>;
      };
      return run(tx);
    });
  }
}

function withoutParsers({ parsers: _, ...options }: QueryOptions = {}): QueryOptions {
  return options;
}

async function opened(client: AlignedPGlite): Promise<AlignedPGlite> {
  await client.waitReady;
  Object.assign(client.parsers, valueParsers);
  return client;
}

/** Opens the embedded database in `folder`/db; throws when another process has it open. */
export async function openPglite(folder: string): Promise<OpenDatabase> {
  await mkdir(folder, { recursive: true });
  const release = takeFolder(folder);
  try {
    const client = await opened(new AlignedPGlite(path.join(folder, "db")));
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
  const client = await opened(new AlignedPGlite({ loadDataDir: snapshot }));
  return { db: drizzle({ client, casing: "snake_case" }), client, close: () => client.close() };
}
