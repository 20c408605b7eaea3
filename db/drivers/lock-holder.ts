import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { hostname } from "node:os";
import path from "node:path";
import { z } from "zod";

const Holder = z.object({
  token: z.string(),
  pid: z.number().int().positive(),
  command: z.string(),
  since: z.string(),
  host: z.string(),
  /** Start of the process in clock ticks since boot, so that a reused pid is recognised. */
  started: z.string().nullable(),
});

/** The process that a lock file names. */
export type Holder = z.infer<typeof Holder>;

export function thisProcess(): Holder {
  return {
    token: randomUUID(),
    pid: process.pid,
    command: commandName(),
    since: new Date().toISOString(),
    host: hostname(),
    started: processStart(process.pid),
  };
}

/** Null for text that no holder has written completely. */
export function parseHolder(text: string): Holder | null {
  try {
    return Holder.safeParse(JSON.parse(text)).data ?? null;
  } catch (error) {
    if (error instanceof SyntaxError) {
      return null;
    }
    throw error;
  }
}

export function isOnThisHost(holder: Holder): boolean {
  return holder.host === hostname();
}

/** Asks the system whether the process still runs and is not another one with the same number. */
export function isRunning(holder: Holder): boolean {
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    // EPERM means that it runs as another user.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
  const started = processStart(holder.pid);
  return started === null || holder.started === null || started === holder.started;
}

/** Field 22 of /proc/<pid>/stat; null where the system has no /proc. */
function processStart(pid: number): string | null {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  } catch {
    return null;
  }
  // The second field is the name in brackets, which may itself hold spaces and brackets.
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? null;
}

function commandName(): string {
  const title = process.title;
  if (title !== "node" && !title.includes("/")) {
    return title;
  }
  return path.basename(process.argv[1] ?? "node");
}
