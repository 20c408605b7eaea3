import { readFile } from "node:fs/promises";
import { sql } from "drizzle-orm";
import { closeDatabase, openedDatabase } from "@/db/client";
import { staleOrders } from "@/lib/orders/stale";
import { provedWorkspace } from "@/lib/workspaces/context";
import { endWithSentence } from "./script";

const SHOWN = 50;

type Violation = { rule: string; workspace_id: string | null; detail: string };

async function main(): Promise<void> {
  const query = await readFile("db/invariants.sql", "utf8");
  const { db, place } = await openedDatabase();
  const { rows } = await db.execute<Violation>(sql.raw(query));
  for (const { id } of (await db.execute<{ id: string }>(sql`select id from workspaces`)).rows) {
    for (const detail of await staleOrders(provedWorkspace(id))) {
      rows.push({ rule: "4 stored statuses are the computed ones", workspace_id: id, detail });
    }
  }
  await closeDatabase();
  if (rows.length === 0) {
    console.log(`The database ${place} breaks no rule.`);
    return;
  }
  for (const row of rows.slice(0, SHOWN)) {
    console.log(`${row.rule}\t${row.workspace_id ?? "-"}\t${row.detail}`);
  }
  console.log(`The database ${place} breaks rules in ${rows.length} places.`);
  process.exitCode = 1;
}

main().catch(endWithSentence);
