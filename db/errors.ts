/** Decides what a database error means, whichever driver threw it and however it was wrapped. */

const UNIQUE_VIOLATION = "23505";

/** The five-character SQLSTATE of an error or of what caused it; null when there is none. */
export function sqlState(error: unknown): string | null {
  return findInChain(error, (candidate) =>
    "code" in candidate && typeof candidate.code === "string" && isState(candidate.code)
      ? candidate.code
      : null,
  );
}

/** Whether a unique key was violated: any, or the one of that name. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  if (sqlState(error) !== UNIQUE_VIOLATION) {
    return false;
  }
  return constraint === undefined || violatedConstraint(error) === constraint;
}

export function violatedConstraint(error: unknown): string | null {
  return findInChain(error, (candidate) =>
    "constraint" in candidate && typeof candidate.constraint === "string"
      ? candidate.constraint
      : null,
  );
}

/** What a server says that is starting up, shutting down, full, or that ended this very connection. */
const UNAVAILABLE_STATES = /^(08...|57P0[1235]|53300)$/;
const NETWORK_CODES = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EAI_AGAIN",
]);
/** node-postgres and the Neon driver, which is made of it, say these things without a code. */
const BROKEN_CONNECTION =
  /^(Connection terminated|Client (has encountered a connection error|was closed)|timeout exceeded when trying to connect)/;

/** Whether the database could not be reached, or the connection to it broke; nothing is wrong with the statement. */
export function isConnectionLost(error: unknown): boolean {
  const lost = findInChain(error, (candidate) => {
    const code = "code" in candidate ? String(candidate.code) : "";
    const parts = candidate instanceof AggregateError ? candidate.errors : [];
    return NETWORK_CODES.has(code) ||
      UNAVAILABLE_STATES.test(code) ||
      BROKEN_CONNECTION.test(candidate.message) ||
      parts.some(isConnectionLost)
      ? "lost"
      : null;
  });
  return lost !== null;
}

function isState(code: string): boolean {
  // Node's own codes such as EPIPE have five letters too, but no SQLSTATE class begins with E.
  return /^[0-9A-Z]{5}$/.test(code) && !code.startsWith("E");
}

function findInChain(error: unknown, find: (candidate: Error) => string | null): string | null {
  for (let candidate = error; candidate instanceof Error; candidate = candidate.cause) {
    const found = find(candidate);
    if (found !== null) {
      return found;
    }
  }
  return null;
}
