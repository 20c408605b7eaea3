import { readFile } from "node:fs/promises";
import { sql } from "drizzle-orm";
import type { Database } from "@/db/drivers/driver";
import { staleOrders } from "@/lib/orders/stale";
import { provedWorkspace } from "@/lib/workspaces/context";

/** What is broken in a database: rows that db/invariants.sql answers, and orders with a wrong status. */
export async function brokenRules(db: Database): Promise<unknown[]> {
  const query = await readFile("db/invariants.sql", "utf8");
  const { rows } = await db.execute(sql.raw(query));
  const broken: unknown[] = [...rows];
  const workspaces = await db.execute<{ id: string }>(sql`select id from workspaces`);
  for (const { id } of workspaces.rows) {
    broken.push(...(await staleOrders(provedWorkspace(id), db)));
  }
  return broken;
}
