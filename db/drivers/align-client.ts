import { environment } from "@/lib/shared/env";
import { isPlannedOnce, planNameOf } from "./kept-plan";
import { tellingSlow } from "./slow-statements";
import { valueTypes } from "./values";

type Connection = { query: unknown; release?: (broken: boolean) => void };

/**
 * Makes a connection of node-postgres or of the Neon driver read values by our own parsers, keep the
 * plans of statements marked so, tell what is slow, and fail a commit that the server rolled back.
 */
export function alignClient(client: Connection): void {
  const query = client.query;
  if (typeof query !== "function") {
    throw new TypeError("The connection has no query function.");
  }
  const { SLOW_QUERY_MS: slowMs } = environment();
  const aligned = (config: unknown, ...rest: unknown[]): unknown => {
    if (typeof config !== "object" || config === null || !("types" in config)) {
      return Reflect.apply(query, client, [config, ...rest]);
    }
    const text = "text" in config && typeof config.text === "string" ? config.text : "";
    const name = isPlannedOnce(text) ? planNameOf(text) : undefined;
    const ours = { ...config, types: valueTypes, name };
    const sent: unknown = Reflect.apply(query, client, [ours, ...rest]);
    const answer =
      slowMs !== undefined && sent instanceof Promise ? tellingSlow(text, sent, slowMs) : sent;
    if (answer instanceof Promise && text === "commit") {
      return answer.then(assertCommitted);
    }
    if (answer instanceof Promise && text.startsWith("begin")) {
      // The query builder returns a connection to the pool only once its transaction has begun.
      return answer.catch((error: unknown) => {
        client.release?.(true);
        throw error;
      });
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
