// Says whether a port is free, and which process has it where the system tells.
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { createServer } from "node:net";
import { basename } from "node:path";
import { StepError } from "./project.mjs";

/** Throws a sentence that names the holder when something listens on the port. */
export async function assertPortFree(port, command) {
  if (!/^\d+$/.test(String(port)) || Number(port) < 1 || Number(port) > 65535) {
    throw new StepError(`PORT must be a number from 1 to 65535, not "${port}".`);
  }
  if (await canListen(Number(port))) {
    return;
  }
  const holder = holderOf(Number(port));
  const who = holder === null ? "another process" : `process ${holder.pid} (${holder.command})`;
  throw new StepError(
    `Port ${port} is in use by ${who}. Stop it, or choose another port: PORT=${Number(port) + 1} ${command}`,
  );
}

function canListen(port) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (error) => {
      if (error.code === "EACCES") {
        reject(new StepError(`Port ${port} needs more rights than this user has; choose another.`));
      } else {
        resolve(false);
      }
    });
    server.listen(port, () => server.close(() => resolve(true)));
  });
}

/** The listener's socket number is in /proc/net/tcp, and its owner links to it from /proc/<pid>/fd. */
function holderOf(port) {
  const sockets = new Set(
    ["/proc/net/tcp", "/proc/net/tcp6"].flatMap((table) => listeners(table, port)),
  );
  for (const pid of list("/proc").filter((name) => /^\d+$/.test(name))) {
    const open = list(`/proc/${pid}/fd`).map((fd) => target(`/proc/${pid}/fd/${fd}`));
    if (open.some((link) => sockets.has(link))) {
      return { pid, command: commandOf(pid) };
    }
  }
  return null;
}

function commandOf(pid) {
  const words = text(`/proc/${pid}/cmdline`).split("\0").filter(Boolean);
  return words
    .map((word) => basename(word))
    .join(" ")
    .slice(0, 60);
}

function listeners(table, port) {
  const wanted = `:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  return text(table)
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local = "", , state]) => local.endsWith(wanted) && state === "0A")
    .map((fields) => `socket:[${fields[9]}]`);
}

// Processes end while they are looked at, and systems without /proc have none of these files.
function text(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

function list(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function target(link) {
  try {
    return readlinkSync(link);
  } catch {
    return "";
  }
}
