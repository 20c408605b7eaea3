import { neonConfig, Pool, type PoolClient } from "@neondatabase/serverless";
import { drizzle } from "drizzle-orm/neon-serverless";
import { alignClient } from "./align-client";
import { describeConnectionFailure, describePlace } from "./connection-failure";
import { DatabaseUnavailableError, type OpenDatabase } from "./driver";

type Options = {
  /** A host, port and path that stand between the driver and the database; for tests. */
  readonly proxy?: string;
  readonly connections?: number;
  /** Whether to prove at once that the database answers, at the price of a round trip. */
  readonly isProved?: boolean;
};

type OpenNeon = OpenDatabase & {
  /** Closes what is idle, and from then on each connection as soon as it is given back. */
  readonly keepNothing: () => Promise<void>;
};

/** Opens a pool over WebSockets, because transactions need a session that outlives one statement. */
export async function openNeon(
  url: string,
  { proxy, connections = 10, isProved = true }: Options = {},
): Promise<OpenNeon> {
  if (proxy) {
    neonConfig.wsProxy = proxy;
    neonConfig.useSecureWebSocket = false;
    neonConfig.pipelineTLS = false;
    neonConfig.pipelineConnect = false;
  }
  const place = describePlace(url);
  const pool = new Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: 30_000,
  });
  pool.on("connect", (client: PoolClient) => {
    alignClient(client);
    // A connection in use tells its statement that it broke; without a listener it would end the process too.
    client.on("error", () => undefined);
    client.query("set time zone 'UTC'; set datestyle to 'ISO'").catch(() => undefined);
  });
  // The pool replaces an idle connection that broke; without a listener it would end the process.
  pool.on("error", () => undefined);
  try {
    await (isProved && pool.query("select 1"));
  } catch (error) {
    await pool.end();
    throw new DatabaseUnavailableError(describeConnectionFailure(error, place), { cause: error });
  }
  return {
    db: drizzle({ client: pool, casing: "snake_case" }),
    driver: "neon",
    place,
    close: () => pool.end(),
    keepNothing: async () => {
      pool.options.maxUses = 1;
      const idle = await Promise.all(Array.from({ length: pool.idleCount }, () => pool.connect()));
      for (const client of idle) {
        client.release(true);
      }
    },
  };
}
