import "server-only";
import { DatabaseUnavailableError, openedDatabase } from "@/db/client";
import { pendingMigrations } from "@/db/pending-migrations";
import { mailRoute } from "@/lib/mail/send";
import { authSecret, EnvironmentError } from "@/lib/shared/env";
import { assertIsolation } from "./isolation";

/** A server that can't serve safely ends with one sentence instead of answering with errors. */
export async function checkStart(): Promise<void> {
  try {
    authSecret();
    mailRoute();
    const { db, place } = await openedDatabase();
    const pending = await pendingMigrations(db);
    if (pending > 0) {
      throw new EnvironmentError(
        `The database ${place} lacks ${pending} of this version's migrations. Run: npm run db:migrate`,
      );
    }
    await assertIsolation(db);
  } catch (error) {
    if (error instanceof EnvironmentError || error instanceof DatabaseUnavailableError) {
      process.stderr.write(`${error.message}\n`);
      process.exit(1);
    }
    throw error;
  }
}
