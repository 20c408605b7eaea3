import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";
import type { OneTrip } from "./one-trip";

type Answer<Row> = {
  readonly rows: Row[];
  /** Rows answered or changed; null for statements that count nothing. */
  readonly rowCount?: number | null;
};

/** What every driver answers to a statement, whatever else it adds. */
interface StatementResult extends PgQueryResultHKT {
  type: Answer<this["row"]>;
}

export type Database = PgDatabase<StatementResult>;
export type Transaction = Parameters<Parameters<Database["transaction"]>[0]>[0];

export type DriverName = "pglite" | "postgres" | "neon";

export type OpenDatabase = {
  readonly db: Database;
  readonly driver: DriverName;
  /** Where the data is, for messages: a folder, or host, port and database. Never a password. */
  readonly place: string;
  readonly close: () => Promise<void>;
  /** Set where a transaction whose statements are known can travel in one round trip. */
  readonly oneTrip?: OneTrip;
};

/** The database could not be reached; the message is for people and holds no secret. */
export class DatabaseUnavailableError extends Error {
  override readonly name: string = "DatabaseUnavailableError";
}

/** The connection broke while a transaction was being committed: it is saved whole or not at all, and nobody knows which. */
export class OutcomeUnknownError extends DatabaseUnavailableError {
  override readonly name = "OutcomeUnknownError";
}
