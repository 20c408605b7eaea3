import { closeDatabase, openedDatabase } from "@/db/client";
import { migrate } from "@/db/migrate";
import { endWithSentence } from "./script";

/** What a server needs before it starts: the newest tables. */
async function main(): Promise<void> {
  const { db } = await openedDatabase();
  await migrate(db);
  await closeDatabase();
}

main().catch(endWithSentence);
