import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { demoPostgres } from "../demo-postgres";
import { ended, runScript, serveBuild, serverEnvironment } from "../e2e/served";
import { freePort } from "../free-port";
import { startRoundRobin } from "./round-robin";

/** How much a key may ask for here: enough for all other tests, little enough to be used up in one. */
const LIMITS = { API_CALLS_PER_SECOND: "10", API_BURST: "300" };

/**
 * Serves the build by two processes on one Postgres, behind a round robin: one by node-postgres, one by
 * the Neon driver. The second one can be killed, and starts again by itself.
 */
export default async function setup(): Promise<() => Promise<void>> {
  const port = process.env.E2E_PORT ?? "";
  await runScript(process.env, "scripts/build.mjs", "--if-needed");
  const database = await demoPostgres();
  const [first, second, mail] = [await freePort(), await freePort(), await freePort()];
  const serve = (at: number, driver: "postgres" | "neon") =>
    serveBuild({
      ...serverEnvironment("", String(at)),
      ...LIMITS,
      DATABASE_URL: database.url,
      DATABASE_DRIVER: driver,
      NEON_WS_PROXY: database.neonProxy,
      AUTH_URL: `http://localhost:${port}`,
      MAIL_FROM: "Orderflow <orders@orderflow.example>",
      MAIL_API_URL: `http://localhost:${mail}/emails`,
      MAIL_API_KEY: "key-of-the-mail-service",
    });
  const servers: ChildProcess[] = [await serve(first, "postgres"), await serve(second, "neon")];
  const kill = async () => {
    const victim = servers.pop();
    if (victim) {
      const gone = once(victim, "close");
      victim.kill("SIGKILL");
      await gone;
      servers.push(await serve(second, "neon"));
    }
  };
  const stopRouting = await startRoundRobin(Number(port), [first, second], kill);
  process.env.INSTANCES_DATABASE_URL = database.url;
  process.env.INSTANCES_MAIL_PORT = String(mail);
  return async () => {
    await stopRouting();
    await Promise.all(servers.map(ended));
    await database.stop();
  };
}
