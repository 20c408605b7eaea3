// What every command needs before any package is installed: running steps and saying what happens.
import { spawn } from "node:child_process";
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const bin = join(root, "node_modules/.bin");

/** A step failed in a way that a person can understand and act on; the message says how. */
export class StepError extends Error {}

export function say(text = "") {
  process.stdout.write(`${text}\n`);
}

export function seconds(since) {
  const total = Math.round((Date.now() - since) / 1000);
  return total < 60 ? `${total} s` : `${Math.floor(total / 60)} min ${total % 60} s`;
}

/** Reads .env like the server does: what is set already wins. */
export function loadEnvFile() {
  const file = join(root, ".env");
  if (existsSync(file)) {
    process.loadEnvFile(file);
  }
}

/** The environment of our own programs: the project's Node and tools come first. */
export function toolEnv(extra = {}) {
  return {
    NEXT_TELEMETRY_DISABLED: "1",
    ...process.env,
    ...extra,
    PATH: `${bin}:${process.env.PATH ?? ""}`,
  };
}

/** The Node that runs our programs: the one that npm installed, else the system's if new enough. */
export function projectNode() {
  const installed = join(bin, "node");
  if (existsSync(installed)) {
    return installed;
  }
  if (Number(process.versions.node.split(".")[0]) < 24) {
    throw new StepError(
      `Node 24 is needed and this is Node ${process.versions.node}. On Linux x64 it is installed with the packages; elsewhere install it from nodejs.org.`,
    );
  }
  return process.execPath;
}

/** Arguments that let Node run a TypeScript script of ours with server-only modules. */
export function scriptArguments(script, ...rest) {
  return ["--conditions=react-server", "--import", "tsx", join(root, "scripts", script), ...rest];
}

const running = new Set();

function stop(signal) {
  for (const child of running) {
    child.kill(signal);
  }
  if (running.size === 0) {
    process.exit(signal === "SIGINT" ? 130 : 143);
  }
}
process.on("SIGINT", () => stop("SIGINT"));
process.on("SIGTERM", () => stop("SIGTERM"));

// npm passes a signal on to its shell only, and the shell ends without telling us.
if (process.env.npm_lifecycle_event) {
  const shell = process.ppid;
  setInterval(() => process.ppid !== shell && stop("SIGTERM"), 500).unref();
}

/** Starts a program that ends with us. */
export function start(command, args, { env = toolEnv(), stdio = "inherit", cwd = root } = {}) {
  const child = spawn(command, args, { cwd, env, stdio });
  running.add(child);
  child.on("close", () => running.delete(child));
  return child;
}

/** Runs a program to its end and answers its exit code; 128 + n when a signal ended it. */
export function run(command, args, options) {
  return new Promise((resolve, reject) => {
    const child = start(command, args, options);
    child.on("error", (error) =>
      reject(new StepError(`${command} can't be run: ${error.message}`)),
    );
    child.on("close", (code, signal) => resolve(code ?? (signal === "SIGINT" ? 130 : 143)));
  });
}

/** Runs a program quietly, with a sign of life, and shows what it printed only if it fails. */
export async function runQuietly(what, command, args, { env = toolEnv(), cwd = root } = {}) {
  const since = Date.now();
  let output = "";
  const sign = setInterval(() => say(`  ... ${what}, ${seconds(since)}`), 15_000);
  try {
    const code = await new Promise((resolve, reject) => {
      const child = start(command, args, { env, cwd, stdio: ["ignore", "pipe", "pipe"] });
      const collect = (chunk) => {
        output = (output + chunk).slice(-20_000);
      };
      child.stdout.on("data", collect);
      child.stderr.on("data", collect);
      child.on("error", reject);
      child.on("close", (exit) => resolve(exit ?? 1));
    });
    if (code !== 0) {
      say(output.trimEnd());
      throw new StepError(`${what} failed (exit code ${code}); what it printed is above.`);
    }
  } finally {
    clearInterval(sign);
  }
}

/** Lets one process of this checkout at a time do `work`; the others wait and then go on. */
export async function oneAtATime(name, work) {
  const folder = join(root, ".data/locks");
  mkdirSync(folder, { recursive: true });
  const file = join(folder, name);
  for (let told = false; !createLock(file); told = true) {
    const holder = Number(readFileSync(file, "utf8").trim() || "0");
    if (holder > 0 && !isRunning(holder)) {
      rmSync(file, { force: true });
    } else {
      if (!told) {
        say(`  waiting for process ${holder}, which does the same in this folder`);
      }
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
  }
  const release = () => rmSync(file, { force: true });
  process.on("exit", release);
  try {
    return await work();
  } finally {
    process.off("exit", release);
    release();
  }
}

function createLock(file) {
  try {
    const handle = openSync(file, "wx");
    writeFileSync(handle, `${process.pid}\n`);
    closeSync(handle);
    return true;
  } catch (error) {
    if (error.code === "EEXIST") {
      return false;
    }
    throw error;
  }
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

/** Ends the command with a sentence instead of a stack where a person can do something about it. */
export function finish(work) {
  work.then(
    (code) => process.exit(code ?? 0),
    (error) => {
      process.stderr.write(`\n${error instanceof StepError ? error.message : error.stack}\n`);
      process.exit(1);
    },
  );
}
