/** Decides how an order that a file brings again, changed, becomes an edit of the order that is there. */
import type { Field } from "@/lib/intake/file/fields";
import type { OrderEdit } from "@/lib/orders/edit-check";
import type { LoadedLine, LoadedOrder } from "@/lib/orders/facts";
import type { OrderInput } from "@/lib/orders/input";

type HasField = (field: Field) => boolean;

/** The file speaks for the fields that it has a column for; all others stay as they are. */
export function editFrom(order: LoadedOrder, input: OrderInput, has: HasField): OrderEdit {
  const { row } = order;
  const hasPrices = has("unitPrice") || has("lineTotal");
  const lines = pairLines(order, input, hasPrices);
  const kept = new Set(lines.flatMap((line) => line.line ?? []));
  return {
    version: row.version,
    poNumber: has("poNumber") ? (input.poNumber ?? null) : row.poNumber,
    // Without prices a file's currency is nobody's word, but the workspace's own.
    currency: hasPrices ? input.currency : row.currency,
    orderedOn: input.orderedOn ?? row.orderedOn,
    shipByOn: has("shipByOn") ? (input.shipByOn ?? null) : row.shipByOn,
    deliverByOn: has("deliverByOn") ? (input.deliverByOn ?? null) : row.deliverByOn,
    allowPartial: row.allowPartial,
    note: has("note") ? (input.note ?? null) : row.note,
    ...(input.shipTo ? { shipTo: input.shipTo } : {}),
    shippingMinor: has("shipping") || has("lineShipping") ? input.shippingMinor : row.shippingMinor,
    taxMinor: has("tax") || has("lineTax") ? input.taxMinor : row.taxMinor,
    lines,
    removed: order.lines.map(({ line }) => line).filter((line) => !kept.has(line)),
  };
}

/** Lines find each other by SKU, the first to the first; what is left over is new, or gone. */
function pairLines(order: LoadedOrder, input: OrderInput, hasPrices: boolean): OrderEdit["lines"] {
  const free = new Map<string, LoadedLine[]>();
  for (const line of order.lines) {
    free.set(line.sku, [...(free.get(line.sku) ?? []), line]);
  }
  return input.lines.map((wanted) => {
    const line = free.get(wanted.sku)?.shift();
    if (!line) {
      return wanted;
    }
    const prices = hasPrices
      ? {}
      : { unitPriceMinor: line.unitPriceMinor, discountMinor: line.discountMinor };
    return { ...wanted, ...prices, line: line.line };
  });
}
