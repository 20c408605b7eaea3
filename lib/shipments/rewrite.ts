import "server-only";
import { and, eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { shipmentLines, shipments } from "@/db/schema/shipments";
import { rederive } from "@/lib/orders/derive";
import type { LoadedOrder } from "@/lib/orders/facts";
import { reallocate } from "@/lib/stock/allocate";
import type { Context } from "@/lib/workspaces/context";
import type { packedCartons } from "./cartons";
import type { ContentsPlan, Units } from "./contents";
import type { Shipment } from "./dispatch";
import { addLine, pin } from "./draft";
import { pack } from "./pack";
import { releasePins } from "./release";

/** Whether the cartons hold exactly this already. */
export function isPackedSo(
  { cartons }: ContentsPlan,
  packed: Awaited<ReturnType<typeof packedCartons>>,
): boolean {
  const said = (units: readonly Units[]) => units.map(({ line, quantity }) => [line.id, quantity]);
  return (
    JSON.stringify(cartons.map(said)) === JSON.stringify(packed.map((one) => said(one.contents)))
  );
}

/** Replaces a draft's contents. What was printed of the old ones is no print of the new ones. */
export async function rewrite(
  tx: Transaction,
  ctx: Context,
  order: LoadedOrder,
  shipment: Shipment,
  plan: ContentsPlan,
): Promise<void> {
  await releasePins(tx, ctx, shipment.id);
  await rewriteLines(tx, ctx, shipment.id, plan.lines);
  await tx
    .update(shipments)
    .set({
      version: shipment.version + 1,
      labelPrintedAt: null,
      packingSlipPrintedAt: null,
      bolPrintedAt: null,
    })
    .where(and(eq(shipments.workspaceId, ctx.workspaceId), eq(shipments.id, shipment.id)));
  const productIds = order.lines.map((line) => line.productId);
  await rederive(tx, ctx, [order.row.id, ...(await reallocate(tx, ctx, productIds))]);
  await pack(tx, ctx, shipment.id, plan.cartons);
}

/** A line that stays keeps its row: the stock ledger names it where the shipment was on its way before. */
async function rewriteLines(
  tx: Transaction,
  ctx: Pick<Context, "workspaceId">,
  shipmentId: string,
  wanted: readonly Units[],
): Promise<void> {
  const known = await tx
    .select()
    .from(shipmentLines)
    .where(
      and(eq(shipmentLines.workspaceId, ctx.workspaceId), eq(shipmentLines.shipmentId, shipmentId)),
    );
  for (const { id, orderLineId } of known) {
    const one = and(eq(shipmentLines.workspaceId, ctx.workspaceId), eq(shipmentLines.id, id));
    const units = wanted.find(({ line }) => line.id === orderLineId);
    if (!units) {
      await tx.delete(shipmentLines).where(one);
      continue;
    }
    const { quantity, line } = units;
    await tx.update(shipmentLines).set({ quantity }).where(one);
    if (line.tracked) {
      const { productId } = line;
      await pin(tx, ctx, { shipmentLineId: id, orderLineId, productId }, quantity);
    }
  }
  const isKnown = ({ line }: Units) => known.some(({ orderLineId }) => orderLineId === line.id);
  for (const units of wanted.filter((one) => !isKnown(one))) {
    await addLine(tx, ctx, shipmentId, units);
  }
}
