import { DatabaseUnavailableError } from "@/db/client";
import { EnvironmentError } from "@/lib/shared/env";

/** A person can act on this; it is told without a stack. */
export class RefusalError extends Error {}

const told = [RefusalError, DatabaseUnavailableError, EnvironmentError];

/** Ends a script: expected failures as one sentence, bugs with their stack. */
export function endWithSentence(error: unknown): never {
  const expected = told.some((kind) => error instanceof kind);
  console.error(expected && error instanceof Error ? error.message : error);
  process.exit(1);
}
