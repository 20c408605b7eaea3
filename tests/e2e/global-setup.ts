import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** Serves the build on a database of its own, filled like the demo. `E2E_BASE_URL` uses a running server instead. */
export default async function setup(): Promise<() => Promise<void>> {
  const port = process.env.E2E_PORT;
  if (process.env.E2E_BASE_URL || port === undefined) {
    return async () => undefined;
  }
  const folder = mkdtempSync(path.join(tmpdir(), "orderflow-e2e-"));
  const env = {
    ...process.env,
    NODE_ENV: "production" as const,
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
  await finished(spawn("node", ["scripts/build.mjs", "--if-needed"], { env, stdio: "inherit" }));
  await finished(
    spawn("node", ["--conditions=react-server", "--import", "tsx", "scripts/seed.ts"], {
      env,
      stdio: "inherit",
    }),
  );
  const server = spawn("node", ["node_modules/next/dist/bin/next", "start", "-p", port], {
    env,
    stdio: ["ignore", "ignore", "inherit"],
  });
  const stop = async () => {
    if (server.exitCode === null) {
      server.kill("SIGTERM");
      await once(server, "close");
    }
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await ready(`http://localhost:${port}/api/ready`, server);
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
}

async function finished(child: ChildProcess): Promise<void> {
  const [code] = await once(child, "close");
  if (code !== 0) {
    throw new Error(`${child.spawnargs.join(" ")} failed.`);
  }
}

async function ready(address: string, server: ChildProcess): Promise<void> {
  for (const since = Date.now(); Date.now() - since < 60_000; ) {
    if (server.exitCode !== null) {
      throw new Error("The server ended before it was ready.");
    }
    const answer = await fetch(address).catch(() => null);
    if (answer?.ok) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`The server is not ready after a minute: ${address}`);
}
