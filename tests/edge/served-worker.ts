import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { demoPostgres } from "../demo-postgres";
import { ended, untilReady } from "../e2e/served";

type ServedWorker = {
  readonly server: ChildProcess;
  readonly databaseUrl: string;
  readonly stop: () => Promise<void>;
};

/**
 * Serves what `npm run edge:build` made on a local workerd, which reaches its database as it would reach
 * Neon: by its driver, over WebSockets.
 */
export async function serveWorker(
  port: string,
  more: Readonly<Record<string, string>> = {},
): Promise<ServedWorker> {
  const folder = mkdtempSync(path.join(tmpdir(), "orderflow-edge-"));
  // At the very end, because a signal may end this process before anything else can be waited for.
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  const database = await demoPostgres();
  const settings = {
    DATABASE_URL: database.url,
    NEON_WS_PROXY: database.neonProxy,
    AUTH_SECRET: "edge-tests-edge-tests-edge-tests",
    AUTH_URL: `http://localhost:${port}`,
    CRON_SECRET: "edge-tests-edge-tests-edge-tests",
    ...more,
  };
  const envFile = path.join(folder, "worker.env");
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}\n`);
  writeFileSync(envFile, lines.join(""));
  const server = spawn(
    "wrangler",
    [
      ...["dev", "--port", port, "--ip", "localhost", "--inspector-port", "0", "--test-scheduled"],
      ...["--env-file", envFile, "--persist-to", path.join(folder, "state")],
      ...["--show-interactive-dev-session=false", "--log-level", "error"],
    ],
    {
      cwd: ".data/edge",
      env: { ...process.env, WRANGLER_SEND_METRICS: "false" },
      stdio: ["ignore", "inherit", "inherit"],
    },
  );
  const stop = async () => {
    await ended(server);
    await database.stop();
  };
  try {
    await untilReady(`http://localhost:${port}`, server);
  } catch (error) {
    await stop();
    throw error;
  }
  return { server, databaseUrl: database.url, stop };
}
