import { neonConfig, Pool, type PoolClient } from "@neondatabase/serverless";
import { drizzle } from "drizzle-orm/neon-serverless";
import { alignClient } from "./align-client";
import { describeConnectionFailure, describePlace } from "./connection-failure";
import { DatabaseUnavailableError, type OpenDatabase } from "./driver";

/** Opens a pool over WebSockets, because transactions need a session that outlives one statement. */
export async function openNeon(url: string, proxy?: string): Promise<OpenDatabase> {
  if (typeof WebSocket === "undefined") {
    neonConfig.webSocketConstructor = (await import("ws")).WebSocket;
  }
  if (proxy) {
    neonConfig.wsProxy = proxy;
    neonConfig.useSecureWebSocket = false;
    neonConfig.pipelineTLS = false;
    neonConfig.pipelineConnect = false;
  }
  const place = describePlace(url);
  const pool = new Pool({ connectionString: url, max: 10, connectionTimeoutMillis: 30_000 });
  pool.on("connect", (client: PoolClient) => {
    alignClient(client);
    // A connection in use tells its statement that it broke; without a listener it would end the process too.
    client.on("error", () => undefined);
    client.query("set time zone 'UTC'; set datestyle to 'ISO'").catch(() => undefined);
  });
  // The pool replaces an idle connection that broke; without a listener it would end the process.
  pool.on("error", () => undefined);
  try {
    await pool.query("select 1");
  } catch (error) {
    await pool.end();
    throw new DatabaseUnavailableError(describeConnectionFailure(error, place), { cause: error });
  }
  return {
    db: drizzle({ client: pool, casing: "snake_case" }),
    driver: "neon",
    place,
    close: () => pool.end(),
  };
}
