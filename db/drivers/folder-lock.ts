import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeSync,
} from "node:fs";
import path from "node:path";
import { DatabaseUnavailableError } from "./driver";
import { type Holder, isOnThisHost, isRunning, parseHolder, thisProcess } from "./lock-holder";

const HEARTBEAT_MS = 5_000;
/** A holder on another host (a shared folder) counts as gone after this long without a beat. */
const SILENT_MS = 30_000;
const RETRY_MS = 50;
const ATTEMPTS = 40;

/**
 * Takes the folder for this process and returns the function that gives it back. Two processes on
 * one PGlite folder silently lose acknowledged writes, so a second one is refused by name and pid.
 */
export function takeFolder(folder: string): () => void {
  const file = path.join(folder, "lock");
  const mine = thisProcess();
  for (let attempt = 1; !createWith(file, mine); attempt += 1) {
    const holder = readHolder(file);
    if (holder !== null && isHeld(holder, file)) {
      throw new DatabaseUnavailableError(describeHolder(holder, folder, file));
    }
    if (attempt === ATTEMPTS) {
      throw new DatabaseUnavailableError(`The lock file ${file} can't be taken; remove it.`);
    }
    // A file without a readable holder is usually one that is being written this very moment.
    if (holder !== null || attempt > ATTEMPTS / 2) {
      removeStale(file, holder?.token ?? null);
    }
    pause(RETRY_MS);
  }
  const beat = setInterval(() => touch(file), HEARTBEAT_MS);
  beat.unref();
  const release = () => {
    clearInterval(beat);
    process.off("exit", release);
    if (readHolder(file)?.token === mine.token) {
      rmSync(file, { force: true });
    }
  };
  process.on("exit", release);
  return release;
}

function isHeld(holder: Holder, file: string): boolean {
  return isOnThisHost(holder) ? isRunning(holder) : ageOf(file) < SILENT_MS;
}

/**
 * Of several processes that saw the same stale lock, only the one that creates the claim removes
 * it: otherwise the second would remove the lock that the first has just taken.
 */
function removeStale(file: string, token: string | null): void {
  const claim = `${file}.${token ?? "unreadable"}`;
  if (!createWith(claim, null)) {
    if (ageOf(claim) > SILENT_MS) {
      rmSync(claim, { force: true });
    }
    return;
  }
  if ((readHolder(file)?.token ?? null) === token) {
    rmSync(file, { force: true });
  }
  rmSync(claim, { force: true });
}

function createWith(file: string, content: Holder | null): boolean {
  try {
    const handle = openSync(file, "wx");
    writeSync(handle, `${JSON.stringify(content)}\n`);
    closeSync(handle);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") {
      return false;
    }
    throw error;
  }
}

function readHolder(file: string): Holder | null {
  return existsSync(file) ? parseHolder(readFileSync(file, "utf8")) : null;
}

function ageOf(file: string): number {
  return Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0);
}

function touch(file: string): void {
  if (existsSync(file)) {
    utimesSync(file, new Date(), new Date());
  }
}

function pause(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

function describeHolder(holder: Holder, folder: string, file: string): string {
  const where = isOnThisHost(holder) ? "" : ` on ${holder.host}`;
  const advice = isOnThisHost(holder)
    ? "Stop that process first, give this one another folder with DATA_DIR, or a Postgres server with DATABASE_URL."
    : `Stop that process first; if it is gone, wait 30 seconds or remove ${file}.`;
  return `The database in ${folder} is in use by process ${holder.pid} (${holder.command})${where} since ${holder.since}. ${advice}`;
}
