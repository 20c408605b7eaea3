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
