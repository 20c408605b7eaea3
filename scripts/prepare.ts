import { closeDatabase, openedDatabase } from "@/db/client";
import { migrate } from "@/db/migrate";
import { hasWorkspace } from "@/lib/auth/installation";
import { setupCode } from "@/lib/auth/setup";
import { environment } from "@/lib/shared/env";
import { assertIsolation } from "@/lib/workspaces/isolation";
import { endWithSentence } from "./script";

/** What a server needs before it starts: the newest tables, walls between workspaces, and a way in. */
async function main(): Promise<void> {
  const { db, driver } = await openedDatabase();
  await migrate(db, { isEmbedded: driver === "pglite" });
  await assertIsolation(db);
  if (!(await hasWorkspace())) {
    const address = environment().AUTH_URL ?? `http://localhost:${process.env.PORT || "3000"}`;
    console.log(`This database has no workspace yet. Make the first one at ${address}/setup`);
    console.log(`The code that opens that page: ${setupCode()}`);
  }
  await closeDatabase();
}

main().catch(endWithSentence);
