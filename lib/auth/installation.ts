import "server-only";
import { sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { withoutWorkspace } from "@/lib/workspaces/context";

/** Whether the demo command seeded this database. Elsewhere demo accounts and keys are refused. */
export async function isDemoInstallation(tx: Transaction): Promise<boolean> {
  const { rows } = await tx.execute<{ demo: boolean }>(
    sql`select exists (select 1 from installation where key = 'demo') as demo`,
  );
  return rows[0]?.demo === true;
}

/** Whether any workspace exists; until then the set-up page is open. */
export async function hasWorkspace(): Promise<boolean> {
  return withoutWorkspace(async (tx) => {
    const { rows } = await tx.execute<{ exists: boolean }>(sql`select has_workspace() as exists`);
    return rows[0]?.exists === true;
  });
}
