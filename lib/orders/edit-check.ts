import "server-only";
import { and, eq, inArray } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { shipmentLines, shipments } from "@/db/schema/shipments";
import { type Outcome, refuse } from "@/lib/shared/outcome";
import { quantityText } from "@/lib/shared/quantity";
import type { Context } from "@/lib/workspaces/context";
import type { LoadedLine, LoadedOrder } from "./facts";
import type { OrderInput } from "./input";

/** An order as it shall be. A line with a number is that line; one without is new. */
export type OrderEdit = Omit<
  OrderInput,
  "lines" | "number" | "source" | "externalId" | "client"
> & {
  readonly version: number;
  readonly lines: readonly (OrderInput["lines"][number] & { readonly line?: number | undefined })[];
  /** Numbers of lines to take away; a line that is named nowhere stays. */
  readonly removed?: readonly number[] | undefined;
};

export type EditRefusal =
  | "not_found"
  | "changed_meanwhile"
  | "archived"
  | "unknown_product"
  | "unknown_line"
  | "below_shipped"
  | "allowance_used"
  | "in_shipment"
  | "in_production"
  | "no_lines";

/**
 * Why an order can't be changed as asked; null when it can. `drafted` is what `draftedUnits` answers for it.
 * `evenArchived` lets a source correct what it has cancelled.
 */
export function editRefusal(
  order: LoadedOrder,
  edit: OrderEdit,
  drafted: ReadonlyMap<string, number>,
  evenArchived = false,
): Outcome<never, EditRefusal> | null {
  if (order.row.version !== edit.version) {
    return refuse("changed_meanwhile", { data: { version: order.row.version } });
  }
  if (order.archiveReason !== null && !evenArchived) {
    return refuse("archived");
  }
  const removed = new Set(edit.removed ?? []);
  for (const [index, wanted] of edit.lines.entries()) {
    const line = order.lines.find((one) => one.line === wanted.line);
    if (wanted.line !== undefined && !line) {
      return refuse("unknown_line", { field: `lines.${index}.line`, data: { line: wanted.line } });
    }
    const gone = line ? line.shipped + line.shortClosed : 0;
    const tooFew = line ? countRefusal(line, wanted, index, gone, drafted.get(line.id) ?? 0) : null;
    if (tooFew) {
      return tooFew;
    }
    if (line && wanted.sku !== line.sku && (gone > 0 || drafted.has(line.id))) {
      return refuse("in_shipment", { field: `lines.${index}.sku`, data: { line: line.line } });
    }
    if (line && wanted.sku !== line.sku && isInProduction(line)) {
      return refuse("in_production", { field: `lines.${index}.sku`, data: { line: line.line } });
    }
  }
  const stuck = order.lines.find((line) => removed.has(line.line) && isUsed(line, drafted));
  if (stuck) {
    return refuse("in_shipment", { field: "removed", data: { line: stuck.line } });
  }
  const making = order.lines.find((line) => removed.has(line.line) && isInProduction(line));
  if (making) {
    return refuse("in_production", { field: "removed", data: { line: making.line } });
  }
  const kept = order.lines.filter((line) => !removed.has(line.line));
  const isEmpty = kept.length === 0 && edit.lines.every((line) => line.line !== undefined);
  return isEmpty ? refuse("no_lines", { field: "lines" }) : null;
}

/** What has left, was given up or is packed must stay within what a line asks for and its allowance. */
function countRefusal(
  line: LoadedLine,
  wanted: OrderEdit["lines"][number],
  index: number,
  gone: number,
  drafted: number,
) {
  const allowance = wanted.overShipAllowance ?? line.overShipAllowance;
  const most = wanted.quantity + allowance;
  const isLowered = allowance < line.overShipAllowance && wanted.quantity >= line.ordered;
  const field = `lines.${index}.${isLowered ? "overShipAllowance" : "quantity"}`;
  if (most < gone && isLowered) {
    const beyond = quantityText(gone - wanted.quantity);
    return refuse("allowance_used", { field, data: { line: line.line, beyond } });
  }
  if (most < gone) {
    const shipped = quantityText(gone - allowance);
    return refuse("below_shipped", { field, data: { line: line.line, shipped } });
  }
  return most < gone + drafted ? refuse("in_shipment", { field, data: { line: line.line } }) : null;
}

const isUsed = (line: LoadedLine, drafted: ReadonlyMap<string, number>) =>
  line.shipped > 0 || line.shortClosed > 0 || drafted.has(line.id);

/** Made for it, or being made: a production order of another product, or of none, would be left behind. */
const isInProduction = (line: LoadedLine) => line.made > 0 || line.toCome > 0;

/** Units of each line of these orders that any shipment, void ones too, refers to; only drafts count with a quantity. */
export async function draftedUnits(
  tx: Transaction,
  ctx: Pick<Context, "workspaceId">,
  orderIds: readonly string[],
): Promise<Map<string, number>> {
  const rows = await tx
    .select({
      lineId: shipmentLines.orderLineId,
      quantity: shipmentLines.quantity,
      dispatchedAt: shipments.dispatchedAt,
      voidedAt: shipments.voidedAt,
    })
    .from(shipmentLines)
    .innerJoin(
      shipments,
      and(
        eq(shipments.workspaceId, shipmentLines.workspaceId),
        eq(shipments.id, shipmentLines.shipmentId),
      ),
    )
    .where(
      and(eq(shipments.workspaceId, ctx.workspaceId), inArray(shipments.orderId, [...orderIds])),
    );
  const units = new Map<string, number>();
  for (const row of rows) {
    const isDraft = row.dispatchedAt === null && row.voidedAt === null;
    units.set(row.lineId, (units.get(row.lineId) ?? 0) + (isDraft ? row.quantity : 0));
  }
  return units;
}
