import "server-only";
import type { Transaction } from "@/db/client";
import type { ImportPlan } from "@/lib/intake/plan";
import { createOrders } from "@/lib/orders/create";
import { updateOrder } from "@/lib/orders/update";
import type { Context } from "@/lib/workspaces/context";

export type ImportResult = {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
};

/** Writes a plan that rejects nothing and was made under locks, in the same transaction. */
export async function writePlan(
  tx: Transaction,
  ctx: Context,
  plan: ImportPlan,
  createMissing: boolean,
): Promise<ImportResult> {
  for (const { id, edit, hash } of plan.updated) {
    const options = { cause: "import", createMissing, intakeHash: hash };
    const outcome = await updateOrder(tx, ctx, id, edit, options);
    if (!outcome.ok) {
      throw new Error(`A locked order refused a planned change: ${outcome.refusal.code}.`);
    }
  }
  if (plan.created.length > 0) {
    const outcome = await createOrders(
      tx,
      ctx,
      plan.created.map(({ input }) => input),
      { cause: "import", createMissing, intakeHashes: plan.created.map(({ hash }) => hash) },
    );
    if (!outcome.ok) {
      throw new Error(`Planned orders were refused: ${outcome.refusal.code}.`);
    }
  }
  return {
    created: plan.created.length,
    updated: plan.updated.length,
    unchanged: plan.unchanged,
  };
}
