import pg from "pg";
import { fillLikeTheDemo } from "./e2e/served";
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
  await fillLikeTheDemo({
    ...process.env,
    DATABASE_URL: url,
    DATABASE_DRIVER: "",
    DEMO_ORDERS: "",
  });
  return {
    url,
    neonProxy: proxy.address,
    stop: async () => {
      await proxy.close();
      await postgres.stop();
    },
  };
}
