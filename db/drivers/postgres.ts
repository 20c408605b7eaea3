import { drizzle } from "drizzle-orm/node-postgres";
import pg from "pg";
import { alignClient } from "./align-client";
import { describeConnectionFailure, describePlace } from "./connection-failure";
import { DatabaseUnavailableError, type OpenDatabase } from "./driver";
import { oneTrip } from "./one-trip";

const CONNECT_TIMEOUT_MS = 3_000;
/** How long a request may wait for a free connection: as long as it may wait for a row lock. */
const CHECKOUT_TIMEOUT_MS = 30_000;

class BoundedClient extends pg.Client {
  constructor(config?: pg.ClientConfig) {
    super({ ...config, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  }
}

/** Opens a pool over node-postgres and proves that the database answers. */
export async function openPostgres(url: string): Promise<OpenDatabase> {
  const place = describePlace(url);
  const pool = new pg.Pool({
    connectionString: url,
    Client: BoundedClient,
    connectionTimeoutMillis: CHECKOUT_TIMEOUT_MS,
    max: 10,
    pipeline: true,
    keepAlive: true,
    application_name: "orderflow",
  });
  pool.on("connect", (client) => {
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
    driver: "postgres",
    place,
    close: () => pool.end(),
    oneTrip: oneTrip(pool),
  };
}
