/** Decides which statements of a migration would stop a database in use, or the release that still runs on it. */

/** Migrations up to this number were made before anybody used a database. */
const LAST_UNCHECKED = 25;

/** What a comment in the file answers for: `-- allowed: backfill: one row a workspace`. */
const ALLOWED = /--\s*allowed:\s*([a-z-]+):\s*\S/g;

type Rule = {
  readonly name: string;
  readonly why: string;
  readonly breaks: (statement: string, isNewTable: (name: string) => boolean) => boolean;
};

const CONCURRENT = /^(create\s+(unique\s+)?index|drop\s+index)\s+concurrently\b/i;
const BACKFILL = /^\s*--\s*backfill\b/i;
const VALIDATES = /^alter\s+table\b.*\bvalidate\s+constraint\b/is;
const TABLE = String.raw`(?:only\s+)?(?:if\s+exists\s+)?(?:"?public"?\.)?"?(\w+)"?`;

/** Whether a statement must run outside of a transaction. */
export const isConcurrent = (statement: string): boolean => CONCURRENT.test(bare(statement));

/**
 * Whether a statement fills a table by parts. Each part is a transaction of its own that goes on behind
 * `:after`, null at first, and answers as `after` how far it came; the last one answers nothing.
 */
export const isBackfill = (statement: string): boolean => BACKFILL.test(statement);

/** The same statement for a database that nobody uses meanwhile. */
export function withoutConcurrently(statement: string): string {
  return isConcurrent(statement) ? statement.replace(/\s+concurrently\b/i, "") : statement;
}

const altered = (statement: string) =>
  new RegExp(String.raw`^alter\s+table\s+${TABLE}`, "i").exec(statement)?.[1];

/** An `alter table` of a table that was there before. */
const alters = (pattern: RegExp): Rule["breaks"] => {
  return (statement, isNewTable) => {
    const table = altered(statement);
    return table !== undefined && !isNewTable(table) && pattern.test(statement);
  };
};

const RULES: readonly Rule[] = [
  {
    name: "not-null",
    why: "a new column that must not be null needs a default, or the release before this one can't insert",
    breaks: alters(/\badd\s+column\b(?!.*\bdefault\b)(?!.*\bgenerated\b).*\bnot\s+null\b/is),
  },
  {
    name: "rewrite",
    why: "it rewrites the whole table while nobody can read it: add a column, fill it, then take it",
    breaks: alters(
      /\balter\s+column\b.*?\b(set\s+data\s+)?type\b|\badd\s+column\b.*\bgenerated\s+always\s+as\s*\(|\badd\s+column\b.*\bdefault\s+(gen_random_uuid|random|clock_timestamp|nextval)\b/is,
    ),
  },
  {
    name: "set-not-null",
    why: "it reads the whole table while nobody can use it: first a CHECK that is NOT VALID, validated in the next migration",
    breaks: alters(/\balter\s+column\b.*\bset\s+not\s+null\b/is),
  },
  {
    name: "constraint",
    why: "it reads the whole table while nobody can write: add it NOT VALID, and validate it in the next migration",
    breaks: alters(/\badd\s+(constraint\b.*\b)?(foreign\s+key|check)\b(?!.*\bnot\s+valid\b)/is),
  },
  {
    name: "unique",
    why: "it builds an index while nobody can write: make the index CONCURRENTLY, then add it USING INDEX",
    breaks: alters(
      /\badd\s+(constraint\s+\S+\s+)?(unique|primary\s+key)\b(?!.*\busing\s+index\b)/is,
    ),
  },
  {
    name: "index",
    why: "nobody can write while it is built: CREATE INDEX CONCURRENTLY IF NOT EXISTS, in a migration of its own",
    breaks: (statement, isNewTable) => {
      const [, table] =
        new RegExp(
          String.raw`^create\s+(?:unique\s+)?index\b(?!\s+concurrently).*?\bon\s+${TABLE}`,
          "is",
        ).exec(statement) ?? [];
      return table !== undefined && !isNewTable(table);
    },
  },
  {
    name: "again",
    why: "what runs outside of a transaction may be cut short and run again: IF NOT EXISTS, or IF EXISTS",
    breaks: (statement) =>
      CONCURRENT.test(statement) && !/\bif\s+(not\s+)?exists\b/i.test(statement),
  },
  {
    name: "contract",
    why: "the release that still runs may use it: take it away one release after the last use",
    breaks: (statement, isNewTable) =>
      alters(/\bdrop\s+column\b|\brename\b/is)(statement, isNewTable) ||
      /^drop\s+table\b/i.test(statement),
  },
  {
    name: "backfill",
    why: "it writes a whole table in one transaction: fill it by small parts outside of a migration",
    breaks: (statement) =>
      /^(update|delete\s+from)\b/i.test(statement) ||
      /^insert\s+into\b.*\bselect\b.*\bfrom\b/is.test(statement),
  },
  {
    name: "stop",
    why: "nobody can use the table meanwhile",
    breaks: (statement) =>
      /^(lock|truncate|cluster|reindex(?!.*concurrently)|vacuum\s+full)\b/is.test(statement),
  },
];

/** What of a migration must not run on a database in use, as sentences. */
export function migrationFaults(tag: string, text: string): string[] {
  if (Number(tag.slice(0, 4)) <= LAST_UNCHECKED) {
    return [];
  }
  const allowed = new Set([...text.matchAll(ALLOWED)].map(([, name]) => name));
  const statements = text.split("--> statement-breakpoint").map(bare).filter(Boolean);
  const made = new Set(
    statements.flatMap((statement) => {
      const [, table] =
        new RegExp(String.raw`^create\s+table\s+(?:if\s+not\s+exists\s+)?${TABLE}`, "i").exec(
          statement,
        ) ?? [];
      return table ?? [];
    }),
  );
  const faults = statements.flatMap((statement) =>
    RULES.filter(
      ({ name, breaks }) => !allowed.has(name) && breaks(statement, (table) => made.has(table)),
    ).map(({ name, why }) => `${tag}, ${name}: ${why} (at: ${statement.slice(0, 80)})`),
  );
  const isMixed = (pattern: RegExp) => {
    const matching = statements.filter((statement) => pattern.test(statement)).length;
    return matching > 0 && matching < statements.length;
  };
  return [
    ...faults,
    ...(isBackfill(text) && !isOnePart(statements)
      ? [
          `${tag}, parts: a backfill is one statement that goes on behind :after and ends at a limit, in a migration of its own`,
        ]
      : []),
    ...(isMixed(CONCURRENT)
      ? [
          `${tag}, alone: what is CONCURRENTLY runs outside of a transaction, in a migration of its own`,
        ]
      : []),
    ...(isMixed(VALIDATES)
      ? [
          `${tag}, validate: until the transaction ends nobody can use what else it changed: validate in a migration of its own`,
        ]
      : []),
  ];
}

const isOnePart = ([only = "", ...others]: readonly string[]): boolean =>
  others.length === 0 && only.includes(":after") && /\blimit\s+\d+/i.test(only);

/** A statement without comments, and without the bodies of functions, which run later. */
function bare(statement: string): string {
  return statement
    .replaceAll(/\$(\w*)\$[\s\S]*?\$\1\$/g, "''")
    .replaceAll(/--[^\n]*/g, "")
    .trim();
}
