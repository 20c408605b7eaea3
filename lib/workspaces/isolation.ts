import "server-only";
import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";

/** Refuses to serve where row-level security would not bite. Throws with every gap named. */
export async function assertIsolation(db: Database): Promise<void> {
  const gaps = await db.transaction(async (tx) => {
    await tx.execute(sql`select set_config('role', 'orderflow_app', true)`);
    const bound = await tx.execute<{ bound: boolean }>(
      sql`select current_user = 'orderflow_app' as bound`,
    );
    const found = await tx.execute<{ gap: string }>(sql`select orderflow_wall_gaps() as gap`);
    return [
      ...(bound.rows[0]?.bound ? [] : ["the role switch to orderflow_app has no effect"]),
      ...found.rows.map((row) => row.gap),
    ];
  });
  if (gaps.length > 0) {
    throw new Error(`Workspaces are not isolated in this database: ${gaps.join("; ")}.`);
  }
}
