import { closeDatabase, openedDatabase } from "@/db/client";
import { migrate } from "@/db/migrate";
import { endWithSentence } from "./script";

async function main(): Promise<void> {
  const { db, driver, place } = await openedDatabase();
  const applied = await migrate(db, { isEmbedded: driver === "pglite" });
  await closeDatabase();
  console.log(
    applied === 0
      ? `The database ${place} is up to date.`
      : `The database ${place}: ${applied} ${applied === 1 ? "migration" : "migrations"} applied.`,
  );
}

main().catch(endWithSentence);
