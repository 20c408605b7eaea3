import "server-only";
import { isUniqueViolation } from "@/db/errors";
import { policies } from "@/db/schema/policies";
import { currentPolicy } from "@/lib/orders/move";
import { accept, type Outcome, refuse } from "@/lib/shared/outcome";
import { audit } from "@/lib/workspaces/audit";
import { changesOf } from "@/lib/workspaces/changes";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import type { PolicyInput } from "./input";

/** Writes the policy's next version; it applies to new events. Two people who save at once: the second is told. */
export async function savePolicy(
  ctx: Context,
  input: PolicyInput,
): Promise<Outcome<{ version: number }, "changed_meanwhile">> {
  const { version, ...rules } = input;
  try {
    return await withWorkspace(ctx, async (tx) => {
      const current = await currentPolicy(tx, ctx);
      if (current.version !== version) {
        return refuse("changed_meanwhile", { data: { version: current.version } });
      }
      await tx.insert(policies).values({
        workspaceId: ctx.workspaceId,
        version: version + 1,
        ...rules,
        createdBy: ctx.actor.name,
        createdAt: ctx.now,
      });
      await audit(tx, ctx, {
        action: "policy_saved",
        subject: `version ${version + 1}`,
        data: { changes: changesOf(current, rules) },
      });
      return accept({ version: version + 1 });
    });
  } catch (error) {
    if (isUniqueViolation(error)) {
      return refuse("changed_meanwhile", { data: { version: version + 1 } });
    }
    throw error;
  }
}
