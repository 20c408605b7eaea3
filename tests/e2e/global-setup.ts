import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { ended, fillLikeTheDemo, runScript, serveBuild, serverEnvironment } from "./served";

/** Serves the build on a database of its own, filled like the demo. `E2E_BASE_URL` uses a running server instead. */
export default async function setup(): Promise<() => Promise<void>> {
  const port = process.env.E2E_PORT;
  if (process.env.E2E_BASE_URL || port === undefined) {
    return async () => undefined;
  }
  const folder = mkdtempSync(path.join(tmpdir(), "orderflow-e2e-"));
  const env = serverEnvironment(folder, port);
  await runScript(env, "scripts/build.mjs", "--if-needed");
  await fillLikeTheDemo(env);
  const server = await serveBuild(env);
  return async () => {
    await ended(server);
    rmSync(folder, { recursive: true, force: true });
  };
}
