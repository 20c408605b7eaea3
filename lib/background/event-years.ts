import "server-only";
import { sql } from "drizzle-orm";
import { withoutWorkspace } from "@/lib/workspaces/context";

/** Makes the partitions that events of this year and the next go to, where they are missing; answers how many. */
export async function makeEventYears(): Promise<number> {
  return withoutWorkspace(async (tx) => {
    const { rows } = await tx.execute<{ made: number }>(sql`select event_years_make() as made`);
    return rows[0]?.made ?? 0;
  });
}
