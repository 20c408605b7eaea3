import "server-only";
import { sql } from "drizzle-orm";
import { withoutWorkspace } from "@/lib/workspaces/context";

/** Messages that ended are kept so long for people who look for what went wrong. */
const KEPT_DAYS = 30;
const AT_ONCE = 500;

/** Forgets old messages of every workspace; answers how many. */
export async function forgetWebhooks(): Promise<number> {
  return withoutWorkspace(async (tx) => {
    const { rows } = await tx.execute<{ forgotten: number }>(
      sql`select webhooks_forget(${KEPT_DAYS}, ${AT_ONCE}) as forgotten`,
    );
    return rows[0]?.forgotten ?? 0;
  });
}
