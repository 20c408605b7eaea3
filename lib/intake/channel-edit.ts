/** Decides how a channel's newer version of an order becomes an edit of the order that is there. */
import type { OrderEdit } from "@/lib/orders/edit-check";
import type { LoadedLine, LoadedOrder } from "@/lib/orders/facts";
import type { ChannelOrder } from "./channels/connector";

/** The channel speaks for what it says, null included; what it never says stays as people entered it. */
export function channelEdit(
  order: LoadedOrder,
  { input, lineRefs }: Pick<ChannelOrder, "input" | "lineRefs">,
): { readonly edit: OrderEdit; readonly positions: readonly number[] } {
  const { row } = order;
  const said = <T>(value: T | undefined, kept: T): T => (value === undefined ? kept : value);
  const paired = pairLines(order.lines, input.lines, lineRefs);
  const lines = input.lines.map((wanted, index) => {
    const line = paired[index];
    return line ? { ...wanted, line: line.line } : wanted;
  });
  const kept = new Set(paired.map((line) => line?.line));
  let last = Math.max(0, ...order.lines.map(({ line }) => line));
  const edit = {
    version: row.version,
    poNumber: said(input.poNumber, row.poNumber),
    currency: input.currency,
    orderedOn: said(input.orderedOn, row.orderedOn) ?? row.orderedOn,
    shipByOn: said(input.shipByOn, row.shipByOn),
    deliverByOn: said(input.deliverByOn, row.deliverByOn),
    allowPartial: said(input.allowPartial, row.allowPartial),
    ...(input.onHold === undefined ? {} : { onHold: input.onHold }),
    note: said(input.note, row.note),
    ...(input.shipTo === undefined ? {} : { shipTo: input.shipTo }),
    shippingMinor: input.shippingMinor,
    taxMinor: input.taxMinor,
    lines,
    removed: order.lines.map(({ line }) => line).filter((line) => !kept.has(line)),
  };
  const positions = paired.map((line) => {
    last += line ? 0 : 1;
    return line?.line ?? last;
  });
  return { edit, positions };
}

/** Lines find each other by the channel's id, then by SKU, the first to the first. */
function pairLines(
  lines: readonly LoadedLine[],
  wanted: ChannelOrder["input"]["lines"],
  refs: readonly (string | null)[],
): (LoadedLine | null)[] {
  const free = new Set(lines);
  const take = (fits: (line: LoadedLine) => boolean): LoadedLine | null => {
    const found = [...free].find(fits) ?? null;
    if (found) {
      free.delete(found);
    }
    return found;
  };
  const byRef = wanted.map((_, index) => {
    const ref = refs[index] ?? null;
    return ref === null ? null : take((line) => line.sourceRef === ref);
  });
  return wanted.map(({ sku }, index) => byRef[index] ?? take((line) => line.sku === sku));
}
