import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { performance } from "node:perf_hooks";
import { demoPostgres } from "../demo-postgres";
import { ended, fillLikeTheDemo, runScript, serveBuild, serverEnvironment } from "../e2e/served";
import { serveWorker } from "../edge/served-worker";
import { freePort } from "../free-port";
import { type Figure, passes } from "./figures";

/** Serves the demo on a port and answers what ends it. */
type Stack = (port: string) => Promise<() => Promise<void>>;

/** The first one is the bar of the others. */
const STACKS: Record<string, Stack> = {
  "Node + PGlite": serveOnPglite,
  "Node + Postgres": (port) => serveOnPostgres(port, "postgres"),
  "Node + the Neon driver": (port) => serveOnPostgres(port, "neon"),
  "workerd + the Neon driver": async (port) => (await serveWorker(port)).stop,
};

/** The main journey in a real browser on every stack: from a file to Archived and back. */
export async function measureJourneys(): Promise<Figure[]> {
  await runScript(process.env, "scripts/browser.mjs");
  await runScript(process.env, "scripts/build.mjs", "--if-needed");
  await runScript(process.env, "scripts/edge-build.mjs", "--if-needed");
  const figures: Figure[] = [];
  for (const [name, serve] of Object.entries(STACKS)) {
    console.log(`  the journey on ${name}`);
    const { seconds, isPassed } = await travel(serve);
    const bar = figures[0] ? { bar: { what: "on Node + PGlite", value: figures[0].value } } : {};
    figures.push({
      ...{ part: "journey", what: `the journey on ${name}`, value: seconds, unit: "s" as const },
      ...bar,
      limit: passes(isPassed),
    });
  }
  return figures;
}

async function travel(serve: Stack): Promise<{ seconds: number; isPassed: boolean }> {
  const port = String(await freePort());
  const stop = await serve(port);
  try {
    const since = performance.now();
    const test = spawn("playwright", ["test", "-c", "tests/bench/playwright.config.ts"], {
      env: { ...process.env, NODE_ENV: "test", E2E_BASE_URL: `http://localhost:${port}` },
      stdio: "inherit",
    });
    const [code] = await once(test, "close");
    return { seconds: (performance.now() - since) / 1000, isPassed: code === 0 };
  } finally {
    await stop();
  }
}

async function serveOnPglite(port: string) {
  const folder = mkdtempSync(path.join(tmpdir(), "orderflow-bench-journey-"));
  const env = serverEnvironment(folder, port);
  await fillLikeTheDemo(env);
  const server = await serveBuild(env);
  return async () => {
    await ended(server);
    rmSync(folder, { recursive: true, force: true });
  };
}

async function serveOnPostgres(port: string, driver: "postgres" | "neon") {
  const database = await demoPostgres();
  const server = await serveBuild({
    ...serverEnvironment("", port),
    DATABASE_URL: database.url,
    DATABASE_DRIVER: driver,
    NEON_WS_PROXY: database.neonProxy,
  });
  return async () => {
    await ended(server);
    await database.stop();
  };
}
