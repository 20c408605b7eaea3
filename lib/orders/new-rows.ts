import "server-only";
import { newId } from "@/lib/shared/ids";
import { lineTotalMinor } from "@/lib/shared/money";
import type { NewCover, OfferedProduct } from "@/lib/stock/join-queue";
import type { Context } from "@/lib/workspaces/context";
import { cachesOf } from "./derive";
import { dueOnOf, type OrderInput, orderTotals } from "./input";
import type { LineFacts, OrderFacts } from "./lifecycle";

/** The lower-case text that search looks into. */
export function searchTextOf(order: {
  number: string;
  externalId?: string | null | undefined;
  poNumber?: string | null | undefined;
  skus: readonly string[];
}): string {
  return [order.number, order.externalId, order.poNumber, ...new Set(order.skus)]
    .filter(Boolean)
    .join(" ")
    .toLowerCase();
}

/** The row of a new order line. */
export function lineRow(
  ctx: Pick<Context, "workspaceId">,
  orderId: string,
  position: number,
  line: OrderInput["lines"][number],
  productsBySku: ReadonlyMap<string, { id: string; name: string }>,
) {
  const product = productsBySku.get(line.sku);
  if (!product) {
    throw new Error("A line's product was not resolved before it was written.");
  }
  return {
    id: newId(),
    workspaceId: ctx.workspaceId,
    orderId,
    line: position,
    productId: product.id,
    sku: line.sku,
    name: line.name || product.name,
    ordered: line.quantity,
    overShipAllowance: line.overShipAllowance ?? 0,
    unitPriceMinor: line.unitPriceMinor,
    discountMinor: line.discountMinor,
    totalMinor: lineTotalMinor(line.quantity, line.unitPriceMinor, line.discountMinor),
  };
}

/** A new order before it is written. */
export type NewOrder = {
  readonly id: string;
  readonly input: OrderInput;
  readonly number: string;
  readonly rank: number;
  readonly clientId: string;
  readonly intakeHash: string | null;
  readonly lines: readonly {
    readonly row: ReturnType<typeof lineRow>;
    readonly product: OfferedProduct | undefined;
    /** What it gets; undefined where its product is not tracked. */
    readonly cover: NewCover | undefined;
  }[];
};

/** The row of a new order, which already says how its statuses begin. */
export function orderRow(ctx: Context, { id, input, number, rank, clientId, ...order }: NewOrder) {
  return {
    id,
    workspaceId: ctx.workspaceId,
    number,
    source: input.source,
    externalId: input.externalId ?? null,
    intakeHash: order.intakeHash,
    poNumber: input.poNumber || null,
    clientId,
    currency: input.currency,
    orderedOn: input.orderedOn ?? ctx.today,
    shipByOn: input.shipByOn ?? null,
    deliverByOn: input.deliverByOn ?? null,
    allowPartial: input.allowPartial ?? null,
    onHold: input.onHold ?? false,
    note: input.note || null,
    shipTo: input.shipTo ?? null,
    shippingMinor: input.shippingMinor,
    taxMinor: input.taxMinor,
    totalMinor: orderTotals(input).totalMinor,
    rank,
    eventSeq: 1,
    searchText: searchTextOf({ ...input, number, skus: input.lines.map((line) => line.sku) }),
    tabSince: ctx.now,
    createdAt: ctx.now,
    updatedAt: ctx.now,
    ...cachesOf(firstFacts(input, order.lines)),
  };
}

/** What is known of an order that is just made: what it asks for, and what the queue gives it. */
function firstFacts(input: OrderInput, lines: NewOrder["lines"]): OrderFacts {
  return {
    closedAt: null,
    archiveReason: null,
    dueOn: dueOnOf(input),
    shipByOn: input.shipByOn ?? null,
    totalMinor: orderTotals(input).totalMinor,
    invoicedMinor: 0,
    paidMinor: 0,
    lines: lines.map(
      ({ row, product, cover }): LineFacts => ({
        kind: product?.kind ?? "goods",
        tracked: product?.tracked ?? false,
        isMade: product?.made ?? false,
        ordered: row.ordered,
        shortClosed: 0,
        shipped: 0,
        reserved: cover?.reserved ?? 0,
        expected: cover?.expected ?? 0,
        expectedOn: cover?.expectedOn ?? null,
        made: 0,
        toCome: 0,
        productionStarted: false,
        productionBlocked: false,
      }),
    ),
  };
}
