/** Decides how a transaction whose statements are all known travels: in one round trip, where the driver can send so. */
import type { SQL } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";
import { isConnectionLost } from "../errors";
import { valueTypes } from "./values";

type Answer = { readonly rows: Record<string, unknown>[] };

/** What is written while it is corked goes out as one packet. */
type Stream = { cork?: () => void; uncork?: () => void };

type Client = {
  readonly connection?: { readonly stream?: Stream };
  query: (config: object, values?: unknown[]) => Promise<Answer>;
  release: (broken?: boolean) => void;
};

/** Runs statements as one transaction that only reads; answers the rows of the last one. */
export type OneTrip = (statements: readonly SQL[]) => Promise<Record<string, unknown>[]>;

/**
 * For pools whose connections send a statement without waiting for the answer to the one before. When one
 * fails, the transaction is over and nothing behind it is done; its error is the one that is thrown.
 */
export function oneTrip(pool: { readonly connect: () => Promise<Client> }): OneTrip {
  const dialect = new PgDialect({ casing: "snake_case" });
  return async (statements) => {
    const texts = statements.map((statement) => dialect.sqlToQuery(statement));
    const client = await pool.connect();
    const send = (text: string, values?: unknown[]) =>
      client.query({ text, types: valueTypes }, values);
    const sent = inOnePacket(client, () => [
      send("begin read only"),
      ...texts.map(({ sql, params }) => send(sql, params)),
      send("commit"),
    ]);
    const answers = await Promise.allSettled(sent);
    const failed = answers.find((answer) => answer.status === "rejected");
    if (answers[0]?.status === "fulfilled") {
      // A connection whose transaction could not begin was given back by whoever aligned it.
      client.release(failed !== undefined && isConnectionLost(failed.reason));
    }
    if (failed !== undefined) {
      throw failed.reason;
    }
    const last = answers.at(-2);
    return last?.status === "fulfilled" ? last.value.rows : [];
  };
}

/** What `send` sends leaves this process at once: each packet of its own is one more call of the system, and those are dear. */
function inOnePacket<T>({ connection }: Client, send: () => T): T {
  const stream = connection?.stream;
  stream?.cork?.();
  try {
    return send();
  } finally {
    stream?.uncork?.();
  }
}
