/** Does what the Dockerfile says, without Docker: each stage is a folder, and the result is started and watched. */
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { freePort } from "../free-port";
import { startPostgres } from "../postgres-server";
import { copyOf, execForm, isInContext, type Stage, stagesOf } from "./dockerfile";

const HEALTHY_MS_MAX = 120_000;
const say = (text: string) => process.stdout.write(`${text}\n`);

/** A stage once it was built: where its root is, and what it says about running. */
type Built = { root: string; workdir: string; env: Record<string, string>; stage: Stage };

const rootFolder = mkdtempSync(path.join(tmpdir(), "orderflow-image-"));
chmodSync(rootFolder, 0o755);
const built = new Map<string, Built>();

function build(stage: Stage, index: number): Built {
  const name = stage.name ?? `stage-${index}`;
  const root = path.join(rootFolder, name);
  mkdirSync(root);
  const state: Built = { root, workdir: root, env: {}, stage };
  for (const { name: instruction, words } of stage.instructions) {
    say(`[${name}] ${instruction} ${words}`);
    follow(state, instruction, words);
  }
  built.set(name, state);
  return state;
}

function follow(state: Built, instruction: string, words: string): void {
  switch (instruction) {
    case "WORKDIR":
      state.workdir = path.join(state.root, words);
      mkdirSync(state.workdir, { recursive: true });
      break;
    case "ENV":
      for (const [, name = "", value = ""] of words.matchAll(/(\w+)=(\S+)/g)) {
        state.env[name] = value;
      }
      break;
    case "COPY":
      copy(state, words);
      break;
    case "RUN":
      execFileSync("sh", ["-c", words], {
        cwd: state.workdir,
        env: environmentOf(state),
        stdio: "inherit",
      });
      break;
    default:
  }
}

/** How this machine reaches the packages; nothing else of its environment gets in. */
const REACHING =
  /^(https?_proxy|no_proxy|NODE_EXTRA_CA_CERTS|npm_config_(registry|cafile|cache))$/i;

function environmentOf({ env, root }: Built): NodeJS.ProcessEnv {
  const reaching = Object.entries(process.env).filter(([name]) => REACHING.test(name));
  return {
    ...Object.fromEntries(reaching),
    PATH: `${path.dirname(process.execPath)}:${process.env.PATH}`,
    HOME: root,
    NODE_ENV: "development",
    ...env,
  };
}

function copy(state: Built, words: string): void {
  const { from, sources, target } = copyOf(words);
  const into = path.join(state.workdir, target);
  for (const source of sources) {
    if (from !== null) {
      cpSync(path.join(built.get(from)?.root ?? "", source), into, {
        recursive: true,
        verbatimSymlinks: true,
      });
      continue;
    }
    for (const file of contextBelow(source)) {
      const inside = source === "." || target.endsWith("/") ? file : path.relative(source, file);
      cpSync(file, path.join(into, inside));
    }
  }
}

function contextBelow(source: string): string[] {
  const ignored = readFileSync(".dockerignore", "utf8");
  const list = execFileSync("git", ["ls-files", "-co", "--exclude-standard"], { encoding: "utf8" });
  return list
    .trim()
    .split("\n")
    .filter((file) => source === "." || file === source || file.startsWith(`${source}/`))
    .filter((file) => isInContext(file, ignored));
}

/** Starts the container's command as its user and waits until its health check says yes. */
async function start(image: Built): Promise<void> {
  const words = (name: string) =>
    image.stage.instructions.findLast((instruction) => instruction.name === name)?.words ?? "";
  const [uid = 0, gid = 0] = words("USER").split(":").map(Number);
  const user = process.getuid?.() === 0 ? { uid, gid } : {};
  const postgres = await startPostgres();
  const admin = new pg.Client(`${postgres.address}/postgres`);
  await admin.connect();
  await admin.query("create database orderflow");
  await admin.end();
  const env = {
    ...environmentOf(image),
    PORT: String(await freePort()),
    DATABASE_URL: `${postgres.address}/orderflow`,
    AUTH_SECRET: "a-secret-of-the-container-that-is-long",
  };
  const options = { cwd: image.workdir, env, ...user };
  const [command = "", ...args] = execForm(words("CMD"));
  const server = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "inherit"] });
  let printed = "";
  server.stdout.on("data", (chunk) => {
    printed += chunk;
  });
  try {
    const [check = "", ...checkArgs] = execForm(words("HEALTHCHECK"));
    const isHealthy = () => spawnSync(check, checkArgs, options).status === 0;
    for (const since = Date.now(); !isHealthy(); ) {
      if (server.exitCode !== null || Date.now() - since > HEALTHY_MS_MAX) {
        throw new Error(`The container is not healthy.\n${printed}`);
      }
      await wait(1_000);
    }
    say("healthy");
    if (!printed.includes("/setup")) {
      throw new Error(`The container did not tell the way to /setup.\n${printed}`);
    }
    const answer = await fetch(`http://localhost:${env.PORT}/sign-in`);
    if (!answer.ok || !(await answer.text()).includes("Sign in")) {
      throw new Error(`The container does not serve its pages: ${answer.status}`);
    }
    const since = Date.now();
    server.kill("SIGTERM");
    await once(server, "close");
    say(`stopped in ${Date.now() - since} ms`);
  } finally {
    server.kill("SIGKILL");
    await postgres.stop();
  }
}

try {
  const images = stagesOf(readFileSync("Dockerfile", "utf8")).map(build);
  const last = images.at(-1);
  if (last) {
    await start(last);
  }
  say("The steps of the Dockerfile work.");
} finally {
  rmSync(rootFolder, { recursive: true, force: true });
}
