import "server-only";
import { and, eq, isNull, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { among } from "@/db/lists";
import { issuedNumbers } from "@/db/schema/numbers";
import { orderLines } from "@/db/schema/orders";
import { shipments } from "@/db/schema/shipments";
import type { Context } from "@/lib/workspaces/context";
import type { LoadedOrder } from "./facts";
import { owedOf } from "./lifecycle";

/** Drafts of orders that will not ship are void: their numbers keep their rows, their pins are let go. */
export async function voidDrafts(
  tx: Transaction,
  ctx: Context,
  orderIds: readonly string[],
): Promise<void> {
  if (orderIds.length === 0) {
    return;
  }
  const voided = await tx
    .update(shipments)
    .set({ voidedAt: ctx.now })
    .where(
      and(
        eq(shipments.workspaceId, ctx.workspaceId),
        among(shipments.orderId, orderIds),
        isNull(shipments.dispatchedAt),
        isNull(shipments.voidedAt),
      ),
    )
    .returning({ id: shipments.id });
  if (voided.length > 0) {
    const ids = voided.map(({ id }) => id);
    await tx
      .update(issuedNumbers)
      .set({ voidedAt: ctx.now })
      .where(
        and(eq(issuedNumbers.workspaceId, ctx.workspaceId), among(issuedNumbers.subjectId, ids)),
      );
  }
}

/** Of goods only: a service is not shipped, so nothing of it remains. */
export function restOf(order: LoadedOrder) {
  return order.lines
    .filter((line) => line.kind === "goods" && owedOf(line) > 0)
    .map((line) => ({ lineId: line.id, quantity: owedOf(line) }));
}

export async function shortCloseRest(tx: Transaction, ctx: Context, lineIds: readonly string[]) {
  if (lineIds.length > 0) {
    await tx
      .update(orderLines)
      .set({ shortClosed: sql`${orderLines.ordered} - ${orderLines.shipped}` })
      .where(and(eq(orderLines.workspaceId, ctx.workspaceId), among(orderLines.id, lineIds)));
  }
}
