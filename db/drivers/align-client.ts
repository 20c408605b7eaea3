import { valueTypes } from "./values";

type Queryable = { query: unknown };

/**
 * Makes a connection of node-postgres or of the Neon driver read values by our own parsers, and
 * makes a commit that the server answered with a rollback fail instead of looking like success.
 */
export function alignClient(client: Queryable): void {
  const query = client.query;
  if (typeof query !== "function") {
    throw new TypeError("The connection has no query function.");
  }
  const aligned = (config: unknown, ...rest: unknown[]): unknown => {
    if (typeof config !== "object" || config === null || !("types" in config)) {
      return Reflect.apply(query, client, [config, ...rest]);
    }
    const answer: unknown = Reflect.apply(query, client, [
      { ...config, types: valueTypes },
      ...rest,
    ]);
    if ("text" in config && config.text === "commit" && answer instanceof Promise) {
      return answer.then(assertCommitted);
    }
    return answer;
  };
  Reflect.set(client, "query", aligned);
}

function assertCommitted(result: unknown): unknown {
  if (typeof result === "object" && result !== null && "command" in result) {
    if (result.command === "ROLLBACK") {
      throw new Error("The transaction was rolled back: a statement in it had failed.");
    }
  }
  return result;
}
