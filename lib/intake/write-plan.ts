import "server-only";
import type { Transaction } from "@/db/client";
import type { ImportPlan } from "@/lib/intake/plan";
import { createOrders } from "@/lib/orders/create";
import { updateOrders } from "@/lib/orders/update";
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
  if (plan.updated.length > 0) {
    const outcome = await updateOrders(
      tx,
      ctx,
      plan.updated.map(({ id, edit, hash }) => ({ orderId: id, edit, intakeHash: hash })),
      { cause: "import", createMissing },
    );
    if (!outcome.ok) {
      throw new Error(`Locked orders refused a planned change: ${outcome.refusal.code}.`);
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
