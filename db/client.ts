import "server-only";
import { type Environment, environment } from "@/lib/shared/env";
import type { Database, DriverName, OpenDatabase } from "./drivers/driver";

export type { Database, Transaction } from "./drivers/driver";
export { DatabaseUnavailableError, OutcomeUnknownError } from "./drivers/driver";

declare global {
  /** One per process: module copies made by hot reload or bundling must not open a second one. */
  var orderflowDatabase: Promise<OpenDatabase> | undefined;
}

/** The database of this process, opened at the first call. */
export async function database(): Promise<Database> {
  return (await openedDatabase()).db;
}

/** The same with its driver and place, for scripts and readiness checks. */
export function openedDatabase(): Promise<OpenDatabase> {
  if (globalThis.orderflowDatabase === undefined) {
    const opening = open(environment());
    globalThis.orderflowDatabase = opening;
    opening.then(closeOnSignals, () => {
      globalThis.orderflowDatabase = undefined;
    });
  }
  return globalThis.orderflowDatabase;
}

export async function closeDatabase(): Promise<void> {
  const opening = globalThis.orderflowDatabase;
  globalThis.orderflowDatabase = undefined;
  await (await opening)?.close();
}

/** Makes `database()` answer this instance; for tests. */
export function setDatabase(db: Database): void {
  globalThis.orderflowDatabase = Promise.resolve({
    db,
    driver: "pglite",
    place: "a test",
    close: async () => undefined,
  });
}

export function chooseDriver(settings: Environment): DriverName {
  if (settings.DATABASE_DRIVER !== undefined) {
    return settings.DATABASE_DRIVER;
  }
  if (settings.DATABASE_URL === undefined) {
    return "pglite";
  }
  const host = URL.canParse(settings.DATABASE_URL) ? new URL(settings.DATABASE_URL).hostname : "";
  return host.endsWith(".neon.tech") ? "neon" : "postgres";
}

async function open(settings: Environment): Promise<OpenDatabase> {
  const driver = chooseDriver(settings);
  if (driver === "pglite") {
    const { openPglite } = await import("./drivers/pglite");
    return openPglite(settings.DATA_DIR);
  }
  const url = settings.DATABASE_URL ?? "";
  if (driver === "neon") {
    const { openNeon } = await import("./drivers/neon");
    return openNeon(url, { proxy: settings.NEON_WS_PROXY });
  }
  const { openPostgres } = await import("./drivers/postgres");
  return openPostgres(url);
}

/** A server that handles the signal itself ends its requests first; then only the lock is given back. */
function closeOnSignals(): void {
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.once(signal, () => {
      if (process.listenerCount(signal) === 0) {
        closeDatabase().finally(() => process.kill(process.pid, signal));
      }
    });
  }
}
