import "server-only";
import { cache } from "react";
import { requireContext } from "@/lib/auth/session";
import { findClient } from "@/lib/clients/queries";
import { undoableMoves } from "@/lib/moves/commands";
import { findOrder } from "@/lib/orders/detail";
import { currentPolicy } from "@/lib/orders/move";
import { productionOfOrder } from "@/lib/production/queries";
import { withWorkspace } from "@/lib/workspaces/context";

/** What the pages of one order show; null for a number that this workspace does not have. Read once a request. */
export const loadOrder = cache(async (number: string) => {
  const ctx = await requireContext("orders.read");
  const detail = await findOrder(ctx, number);
  if (detail === null) {
    return null;
  }
  const client = await findClient(ctx, { id: detail.client.id });
  const { policy, undoable } = await withWorkspace(ctx, async (tx) => ({
    policy: await currentPolicy(tx, ctx),
    undoable: await undoableMoves(tx, ctx, [detail.order.row.id]),
  }));
  return {
    ctx,
    detail,
    productions: await productionOfOrder(ctx, detail.order.row.id),
    policy,
    undoable,
    shipTo: detail.order.row.shipTo ?? client?.shipTo ?? null,
    mayShipPartly:
      detail.order.row.allowPartial ?? client?.allowPartial ?? !ctx.workspace.shipComplete,
  };
});

export type LoadedPage = NonNullable<Awaited<ReturnType<typeof loadOrder>>>;
