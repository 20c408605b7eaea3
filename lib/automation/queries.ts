import "server-only";
import { desc, eq } from "drizzle-orm";
import { policies } from "@/db/schema/policies";
import { currentPolicy } from "@/lib/orders/move";
import type { Policy } from "@/lib/orders/policy";
import { type Context, withWorkspace } from "@/lib/workspaces/context";

export type PolicyVersion = {
  readonly version: number;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly paused: boolean;
};

/** How many versions the page lists. */
const HISTORY = 20;

/** The policy in force and who changed it when, latest first. */
export async function readPolicy(
  ctx: Context,
): Promise<{ policy: Policy; history: PolicyVersion[] }> {
  return withWorkspace(ctx, async (tx) => ({
    policy: await currentPolicy(tx, ctx),
    history: await tx
      .select({
        version: policies.version,
        createdBy: policies.createdBy,
        createdAt: policies.createdAt,
        paused: policies.paused,
      })
      .from(policies)
      .where(eq(policies.workspaceId, ctx.workspaceId))
      .orderBy(desc(policies.version))
      .limit(HISTORY),
  }));
}
