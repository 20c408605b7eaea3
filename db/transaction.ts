import "server-only";
import type { SQL } from "drizzle-orm";
import {
  type Database,
  DatabaseUnavailableError,
  OutcomeUnknownError,
  type Transaction,
} from "./drivers/driver";
import type { OneTrip } from "./drivers/one-trip";
import { isConnectionLost, sqlState } from "./errors";

/** Serialisation failure, deadlock, out of lock memory, lock timeout: nothing was written, try again. */
const RETRIED = new Set(["40001", "40P01", "53200", "55P03"]);
const ATTEMPTS = 5;
const PAUSE_MS = 20;

type Options = {
  /** Tries in all, the first included. */
  readonly attempts?: number;
  readonly isolationLevel?: "read committed" | "repeatable read" | "serializable";
  readonly accessMode?: "read only" | "read write";
};

/**
 * Runs `work` in one transaction, again from the start where the database asks for that. Throws
 * `DatabaseUnavailableError` where the connection broke before the commit, so that nothing was saved,
 * and `OutcomeUnknownError` where it broke during the commit.
 */
export async function runTransaction<T>(
  db: Database,
  work: (tx: Transaction) => Promise<T>,
  { attempts = ATTEMPTS, ...config }: Options = {},
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    let isWorkDone = false;
    const working = async (tx: Transaction) => {
      const result = await work(tx);
      isWorkDone = true;
      return result;
    };
    try {
      return await db.transaction(working, Object.keys(config).length > 0 ? config : undefined);
    } catch (error) {
      if (isConnectionLost(error)) {
        throw lostConnection(error, isWorkDone);
      }
      if (attempt >= attempts || !RETRIED.has(sqlState(error) ?? "")) {
        throw error;
      }
      await pause(PAUSE_MS * 2 ** attempt * Math.random());
    }
  }
}

/** Reads in one round trip. Throws `DatabaseUnavailableError` where the connection broke. */
export async function readInOneTrip(
  oneTrip: OneTrip,
  statements: readonly SQL[],
): Promise<Record<string, unknown>[]> {
  try {
    return await oneTrip(statements);
  } catch (error) {
    throw isConnectionLost(error) ? lostConnection(error, false) : error;
  }
}

function lostConnection(error: unknown, isWorkDone: boolean): unknown {
  if (error instanceof DatabaseUnavailableError) {
    return error;
  }
  return isWorkDone
    ? new OutcomeUnknownError("The connection to the database broke during a commit.", {
        cause: error,
      })
    : new DatabaseUnavailableError("The database does not answer.", { cause: error });
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
