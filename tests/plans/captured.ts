/** Has a real Postgres tell the plan by which it ran each statement of some code, whoever wrote the statement. */
import pg from "pg";
import { setDatabase } from "@/db/client";
import type { Database } from "@/db/drivers/driver";
import { openPostgres } from "@/db/drivers/postgres";

/** A node of a plan as `explain (analyze, format json)` has it; the parts that are looked at. */
type Node = {
  readonly "Node Type": string;
  readonly "Relation Name"?: string;
  readonly "Index Name"?: string;
  readonly "Heap Fetches"?: number;
  readonly "Actual Rows"?: number;
  readonly "Actual Loops"?: number;
  readonly "Rows Removed by Filter"?: number;
  readonly "Rows Removed by Index Recheck"?: number;
  readonly Plans?: readonly Node[];
};

/** One statement with the plan by which it ran; functions' own statements among them. */
export type Captured = { readonly text: string; readonly plan: Node };

/** Each session explains everything that it runs, also inside of functions, with what the kept plan really did. */
const SETTINGS = {
  session_preload_libraries: "auto_explain",
  "auto_explain.log_min_duration": "0",
  "auto_explain.log_analyze": "on",
  "auto_explain.log_timing": "off",
  "auto_explain.log_nested_statements": "on",
  "auto_explain.log_format": "json",
  "auto_explain.log_level": "notice",
};

/** Opens a database whose plans can be seen; `plansOf` answers those of some work. */
export async function openExplained(url: string) {
  const options = Object.entries(SETTINGS).map(([name, value]) => `-c ${name}=${value}`);
  const { db, close } = await openPostgres(
    `${url}?options=${encodeURIComponent(options.join(" "))}`,
  );
  const found: Captured[] = [];
  await listen(db, (message) => {
    const [, json] = /plan:\s*(\{[\s\S]*)$/.exec(message) ?? [];
    if (json !== undefined) {
      const told: { "Query Text": string; Plan: Node } = JSON.parse(json);
      found.push({ text: told["Query Text"], plan: told.Plan });
    }
  });
  setDatabase(db);
  return {
    db,
    close,
    plansOf: async (work: () => Promise<unknown>): Promise<Captured[]> => {
      found.length = 0;
      await work();
      return [...found];
    },
  };
}

/** The pool opens connections when it needs them; each of them tells its notices. */
async function listen(db: Database, tell: (message: string) => void): Promise<void> {
  const pool: unknown = Reflect.get(db, "$client");
  if (!(pool instanceof pg.Pool)) {
    throw new Error("The database has no pool of node-postgres.");
  }
  const attach = (client: pg.PoolClient) =>
    client.on("notice", ({ message }) => tell(message ?? ""));
  pool.on("connect", attach);
  // The one that proved that the database answers is open already.
  const first = await pool.connect();
  attach(first);
  first.release();
}

/** The nodes of a plan that ran at all. */
export function ranNodes(node: Node): Node[] {
  return (node["Actual Loops"] ?? 0) === 0 ? [] : [node, ...(node.Plans ?? []).flatMap(ranNodes)];
}

/** How many rows a node read in all, those among them that did not fit. */
export function rowsRead(node: Node): number {
  const each =
    (node["Actual Rows"] ?? 0) +
    (node["Rows Removed by Filter"] ?? 0) +
    (node["Rows Removed by Index Recheck"] ?? 0);
  return each * (node["Actual Loops"] ?? 0);
}
