import { closeDatabase, openedDatabase } from "@/db/client";
import { migrate } from "@/db/migrate";
import { hasWorkspace } from "@/lib/auth/installation";
import { setupCode } from "@/lib/auth/setup";
import { environment } from "@/lib/shared/env";
import { endWithSentence } from "./script";

/** What a server needs before it starts: the newest tables, and a way in when it is empty. */
async function main(): Promise<void> {
  const { db, driver } = await openedDatabase();
  await migrate(db, { isEmbedded: driver === "pglite" });
  if (!(await hasWorkspace())) {
    const address = environment().AUTH_URL ?? `http://localhost:${process.env.PORT || "3000"}`;
    console.log(`This database has no workspace yet. Make the first one at ${address}/setup`);
    console.log(`The code that opens that page: ${setupCode()}`);
  }
  await closeDatabase();
}

main().catch(endWithSentence);
