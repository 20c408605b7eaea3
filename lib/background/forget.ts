import "server-only";
import { sql } from "drizzle-orm";
import { withoutWorkspace } from "@/lib/workspaces/context";

/** Done work is kept so long for people who look for what went wrong, and answers for whoever repeats a request. */
const KEPT_DAYS = 90;
const AT_ONCE = 500;

/** Forgets old work and old answers of every workspace; answers how many. */
export async function forgetWork(): Promise<number> {
  return withoutWorkspace(async (tx) => {
    const { rows } = await tx.execute<{ forgotten: number }>(
      sql`select work_forget(${KEPT_DAYS}, ${AT_ONCE}) as forgotten`,
    );
    return rows[0]?.forgotten ?? 0;
  });
}
