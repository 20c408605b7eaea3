import "server-only";
import { z } from "zod";
import { parseInput } from "@/lib/auth/guard";
import type { OrderEdit } from "@/lib/orders/edit-check";
import { type LoadedLine, type LoadedOrder, loadOrders } from "@/lib/orders/facts";
import { orderInputSchema } from "@/lib/orders/input";
import { findOrderId } from "@/lib/orders/queries";
import { updateOrder } from "@/lib/orders/update";
import { accept, type Outcome, refuse } from "@/lib/shared/outcome";
import { type Context, withWorkspace } from "@/lib/workspaces/context";

/** The fields of an order that a patch may set; null empties one, a field left out stays. */
const PATCHED = [
  "poNumber",
  "currency",
  "orderedOn",
  "shipByOn",
  "deliverByOn",
  "allowPartial",
  "onHold",
  "note",
  "shippingMinor",
  "taxMinor",
] as const;

/** What only a patch has; the order's own fields are checked by the order's own schema. */
export const patchSchema = z.looseObject({
  version: z.number(),
  lines: z.array(z.looseObject({ line: z.number().nullish() })).default([]),
  removedLines: z.array(z.number()).default([]),
});
type Patch = z.output<typeof patchSchema>;

/** Changes an order as a patch says: lines and fields that it leaves out stay. */
export async function patchOrder(
  ctx: Context,
  number: string,
  patch: Patch,
): Promise<Outcome<{ number: string }>> {
  return withWorkspace(ctx, async (tx) => {
    const id = await findOrderId(tx, ctx, number);
    const [order] = id ? await loadOrders(tx, ctx, [id]) : [];
    if (!order) {
      return refuse("not_found");
    }
    const edit = editOf(order, patch);
    return edit.ok ? updateOrder(tx, ctx, order.row.id, edit.value, { cause: "by_hand" }) : edit;
  });
}

function editOf(order: LoadedOrder, patch: Patch): Outcome<OrderEdit> {
  const given: Record<string, unknown> = { deliverByOn: patch.dueOn, ...patch };
  const before: Record<string, unknown> = order.row;
  const fields = PATCHED.map((field) => [
    field,
    given[field] === undefined ? before[field] : given[field],
  ]);
  const lines: { line: number | undefined; fields: unknown }[] = [];
  for (const [index, wanted] of patch.lines.entries()) {
    const found = lineOf(order, wanted);
    if (found === "ambiguous") {
      return refuse("ambiguous_line", { field: `lines.${index}.line` });
    }
    lines.push({
      line: found?.line ?? wanted.line ?? undefined,
      fields: found ? { ...entered(found), ...wanted } : wanted,
    });
  }
  const parsed = parseInput(orderInputSchema, {
    ...Object.fromEntries(fields),
    client: { code: "-" },
    shipTo: patch.shipTo,
    // An order's schema wants a line; a patch without one leaves them as they are.
    lines: lines.length > 0 ? lines.map((one) => one.fields) : order.lines.slice(0, 1).map(entered),
  });
  if (!parsed.ok) {
    return parsed;
  }
  const { client: _, number: __, source: ___, externalId: ____, ...input } = parsed.value;
  return accept({
    ...input,
    version: patch.version,
    lines: lines.flatMap(({ line }, index) => {
      const one = input.lines[index];
      return one ? [{ ...one, line }] : [];
    }),
    removed: patch.removedLines,
  });
}

/** The line that is meant: by its number, else the only one of the SKU. A new SKU is a new line. */
function lineOf(order: LoadedOrder, wanted: Patch["lines"][number]) {
  if (typeof wanted.line === "number") {
    return order.lines.find((line) => line.line === wanted.line);
  }
  const [first, ...more] = order.lines.filter((line) => line.sku === wanted.sku);
  return more.length > 0 ? "ambiguous" : first;
}

/** What people entered of a line. */
function entered(line: LoadedLine) {
  const { sku, name, ordered, unitPriceMinor, discountMinor, overShipAllowance } = line;
  return { sku, name, quantity: ordered, unitPriceMinor, discountMinor, overShipAllowance };
}
