import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { ended, serverEnvironment, untilReady } from "./served";

/** Serves the build on a database of its own, filled like the demo. `E2E_BASE_URL` uses a running server instead. */
export default async function setup(): Promise<() => Promise<void>> {
  const port = process.env.E2E_PORT;
  if (process.env.E2E_BASE_URL || port === undefined) {
    return async () => undefined;
  }
  const folder = mkdtempSync(path.join(tmpdir(), "orderflow-e2e-"));
  const env = serverEnvironment(folder, port);
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
    await ended(server);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await untilReady(`http://localhost:${port}`, server);
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
