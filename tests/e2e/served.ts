import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";

/** Waits until a server answers its readiness check with 200; throws when it ends or takes a minute. */
export async function untilReady(base: string, server: ChildProcess): Promise<void> {
  for (const since = Date.now(); Date.now() - since < 60_000; ) {
    if (hasEnded(server)) {
      throw new Error("The server ended before it was ready.");
    }
    const answer = await fetch(`${base}/api/ready`).catch(() => null);
    if (answer?.ok) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`The server is not ready after a minute: ${base}`);
}

/** Serves the build with this environment, which names the port; ends again what never gets ready. */
export async function serveBuild(env: NodeJS.ProcessEnv): Promise<ChildProcess> {
  const server = spawn("node", ["node_modules/next/dist/bin/next", "start", "-p", env.PORT ?? ""], {
    env,
    stdio: ["ignore", "ignore", "inherit"],
  });
  try {
    await untilReady(`http://localhost:${env.PORT}`, server);
  } catch (error) {
    await ended(server);
    throw error;
  }
  return server;
}

/** Runs one of our scripts to its end; throws when it fails. */
export async function runScript(env: NodeJS.ProcessEnv, ...args: string[]): Promise<void> {
  const [code] = await once(spawn("node", args, { env, stdio: "inherit" }), "close");
  if (code !== 0) {
    throw new Error(`node ${args.join(" ")} failed.`);
  }
}

/** Fills the database that the environment names like the demo. */
export async function fillLikeTheDemo(env: NodeJS.ProcessEnv): Promise<void> {
  await runScript(env, "--conditions=react-server", "--import", "tsx", "scripts/seed.ts");
}

/** A process that a signal ended has no exit code. */
const hasEnded = ({ exitCode, signalCode }: ChildProcess) =>
  exitCode !== null || signalCode !== null;

/** Ends what was started here, by its own process. */
export async function ended(server: ChildProcess): Promise<void> {
  if (!hasEnded(server)) {
    server.kill("SIGTERM");
    await once(server, "close");
  }
}

/** The environment of a server on an embedded database in `folder`, with nothing of ours left in it. */
export function serverEnvironment(folder: string, port: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    NODE_ENV: "production",
    DATA_DIR: folder,
    DATABASE_URL: "",
    DATABASE_DRIVER: "",
    DEMO_RESET: "",
    DEMO_ORDERS: "",
    AUTH_URL: "",
    AUTH_SECRET: "end-to-end-tests-end-to-end-tests",
    AUTH_TRUST_HOST: "true",
    PORT: port,
  };
}

/** `npm start` on that database, with what it prints. */
export function startCommand(env: NodeJS.ProcessEnv) {
  const server = spawn("node", ["scripts/start.mjs"], {
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const printed: string[] = [];
  server.stdout.on("data", (chunk) => printed.push(String(chunk)));
  return { server, printed: () => printed.join("") };
}
