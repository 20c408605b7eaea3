import { closeDatabase, openedDatabase } from "@/db/client";
import { restoreEvents } from "./event-restore";
import { endWithSentence, RefusalError } from "./script";

async function main([file]: string[]): Promise<void> {
  if (!file) {
    throw new RefusalError("Say which file comes back: npm run events:restore -- FILE.");
  }
  const { db, driver, place } = await openedDatabase();
  const { year, rows } = await restoreEvents(db, file, { isEmbedded: driver === "pglite" });
  await closeDatabase();
  console.log(`${rows} events of ${year} are in the database ${place} again.`);
}

main(process.argv.slice(2)).catch(endWithSentence);
