import { closeDatabase, openedDatabase } from "@/db/client";
import { archiveEvents, KEPT_YEARS } from "./event-archive";
import { endWithSentence, RefusalError } from "./script";

const USAGE =
  "Say which year goes where: npm run events:archive -- YEAR FOLDER, or YEAR FOLDER YEARS to keep more than 2 whole years after it.";

async function main([yearText, folder, keptText = String(KEPT_YEARS)]: string[]): Promise<void> {
  const year = Number(yearText);
  const keptYears = Number(keptText);
  const isYear = Number.isInteger(year) && year >= 1000 && year <= 9999;
  if (!isYear || !folder || !Number.isInteger(keptYears) || keptYears < KEPT_YEARS) {
    throw new RefusalError(USAGE);
  }
  const { db, place } = await openedDatabase();
  const archived = await archiveEvents(db, { year, folder, keptYears, now: new Date() });
  await closeDatabase();
  console.log(
    archived
      ? `${archived.rows} events until the end of ${year} went from the database ${place} to ${archived.file}. Keep it: nothing else holds them.`
      : `The events of ${year} are in the archive already; nothing was changed.`,
  );
}

main(process.argv.slice(2)).catch(endWithSentence);
