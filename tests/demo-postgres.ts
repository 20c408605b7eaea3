import { spawn } from "node:child_process";
import { once } from "node:events";
import pg from "pg";
import { startNeonProxy } from "./neon-proxy";
import { startPostgres } from "./postgres-server";

export type DemoPostgres = {
  readonly url: string;
  /** Where the Neon driver reaches it, as `NEON_WS_PROXY`. */
  readonly neonProxy: string;
  readonly stop: () => Promise<void>;
};

/** A throw-away Postgres filled like the demo, for servers in processes of their own. */
export async function demoPostgres(): Promise<DemoPostgres> {
  const postgres = await startPostgres();
  const proxy = await startNeonProxy();
  const url = `${postgres.address}/orderflow`;
  const admin = new pg.Client(`${postgres.address}/postgres`);
  await admin.connect();
  await admin.query("create database orderflow");
  await admin.end();
  const env = { ...process.env, DATABASE_URL: url, DATABASE_DRIVER: "", DEMO_ORDERS: "" };
  const script = ["--conditions=react-server", "--import", "tsx", "scripts/seed.ts"];
  const [code] = await once(spawn("node", script, { env, stdio: "inherit" }), "close");
  if (code !== 0) {
    throw new Error("The database could not be filled.");
  }
  return {
    url,
    neonProxy: proxy.address,
    stop: async () => {
      await proxy.close();
      await postgres.stop();
    },
  };
}
