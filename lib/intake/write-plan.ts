import "server-only";
import type { Transaction } from "@/db/client";
import type { ImportPlan } from "@/lib/intake/plan";
import { createOrders } from "@/lib/orders/create";
import { recordDeliveries, type SettledDelivery } from "@/lib/orders/deliveries";
import { updateOrders } from "@/lib/orders/update";
import { announce } from "@/lib/workspaces/announce";
import type { Context } from "@/lib/workspaces/context";

export type ImportResult = {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
};

export type WriteOptions = {
  readonly createMissing: boolean;
  readonly source: string;
  /** The import's row is written already: the ledger refers to it. */
  readonly importId: string;
};

/** Writes a plan that rejects nothing and was made under locks, in the same transaction. */
export async function writePlan(
  tx: Transaction,
  ctx: Context,
  plan: ImportPlan,
  { createMissing, source, importId }: WriteOptions,
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
  const created: string[] = [];
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
    created.push(...outcome.value.map(({ id }) => id));
  }
  await recordDeliveries(tx, ctx, "file", settledOf(plan, created, { source, importId }));
  const result = {
    created: plan.created.length,
    updated: plan.updated.length,
    unchanged: plan.unchanged,
  };
  await announce(tx, ctx, [
    { type: "import.completed", data: { import: { id: importId, source, ...result } } },
  ]);
  return result;
}

/** One line of the ledger for each order of the file. */
function settledOf(
  plan: ImportPlan,
  created: readonly string[],
  of: Pick<WriteOptions, "source" | "importId">,
): SettledDelivery[] {
  return [
    ...plan.created.map(({ input, hash }, index) => ({
      ...of,
      externalId: input.externalId ?? null,
      fate: "kept" as const,
      reason: "created",
      orderId: created[index] ?? null,
      contentHash: hash,
    })),
    ...plan.updated.map(({ id, externalId, hash }) => ({
      ...of,
      externalId,
      fate: "kept" as const,
      reason: "updated",
      orderId: id,
      contentHash: hash,
    })),
    ...plan.untouched.map(({ id, externalId, hash, byChannel }) => ({
      ...of,
      externalId,
      fate: byChannel ? ("older" as const) : ("same" as const),
      reason: byChannel ? "by_channel" : null,
      orderId: id,
      contentHash: hash,
    })),
  ];
}
