/** Lets a test stand between a command and a real Postgres, at each statement that the command sends. */
import { AsyncLocalStorage } from "node:async_hooks";
import { setImmediate as nextTurn } from "node:timers/promises";
import pg from "pg";

type Statement = {
  readonly text: string;
  readonly values: unknown[];
  readonly client: pg.Client;
  /** Sends it and answers what the server answered. */
  readonly send: () => Promise<unknown>;
};

/** Stands in for a statement: may send it, wait, or do something else. */
type Between = (statement: Statement) => Promise<unknown>;

const watched = new AsyncLocalStorage<Between>();
const query: (...args: unknown[]) => Promise<unknown> = Reflect.get(pg.Client.prototype, "query");

// Connections take their `query` from here when they are opened, so what we do comes below all of ours.
Reflect.set(pg.Client.prototype, "query", function (this: pg.Client, ...args: unknown[]) {
  const between = watched.getStore();
  const [config] = args;
  const text =
    typeof config === "object" && config !== null && "text" in config ? String(config.text) : null;
  const send = () => query.apply(this, args);
  return between && text !== null
    ? between({ text, values: valuesOf(args), client: this, send })
    : send();
});

/** The query builder gives the values behind the statement. */
const valuesOf = ([, values]: readonly unknown[]): unknown[] =>
  Array.isArray(values) ? values : [];

/** Runs `work`; every statement that it sends goes through `between`. */
export function watching<T>(between: Between, work: () => Promise<T>): Promise<T> {
  return watched.run(between, work);
}

/** What may go wrong at a statement. */
export const FORMS = [
  /** The server answers with an error instead of doing it. */
  "error",
  /** The server does it, and the answer never comes. */
  "lost answer",
  /** The connection breaks just when it has been sent: nobody knows whether the server did it. */
  "cut",
  /** The server asks for the whole transaction again. */
  "conflict",
] as const;
export type Form = (typeof FORMS)[number];

/** Makes one statement go wrong. */
export async function fail(form: Form, { client, send }: Statement): Promise<unknown> {
  if (form === "error" || form === "conflict") {
    const state = form === "error" ? "58030" : "40001";
    const raise = `do $$ begin raise exception 'planted' using errcode = '${state}'; end $$`;
    return query.call(client, { text: raise });
  }
  if (form === "lost answer") {
    await send();
    breakConnection(client);
    throw new Error("Connection terminated unexpectedly");
  }
  const answer = send();
  answer.catch(() => undefined);
  await nextTurn();
  breakConnection(client);
  return answer;
}

function breakConnection(client: pg.Client): void {
  const connection: { stream: { destroy: () => void } } = Reflect.get(client, "connection");
  connection.stream.destroy();
}
