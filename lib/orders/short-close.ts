import "server-only";
import { and, eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { orderLines } from "@/db/schema/orders";
import { accept, type Outcome, refuse } from "@/lib/shared/outcome";
import { type Quantity, quantityText } from "@/lib/shared/quantity";
import { reallocate } from "@/lib/stock/allocate";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { rederive } from "./derive";
import { draftedUnits } from "./edit-check";
import { appendEvent } from "./events";
import { type LoadedLine, type LoadedOrder, lockOrders, orderIdsByNumber } from "./facts";
import { owedOf } from "./lifecycle";

type AskedLine = {
  readonly line?: number | undefined;
  readonly sku?: string | undefined;
  /** All that is possible where it is left out. */
  readonly quantity?: Quantity | undefined;
};

type ShortCloseInput = {
  readonly orderNumber: string;
  /** Every line where they are left out. */
  readonly lines?: readonly AskedLine[] | undefined;
};

type Cut = { readonly line: LoadedLine; readonly quantity: Quantity };

type ShortCloseRefusal =
  | "not_found"
  | "archived"
  | "already_closed"
  | "unknown_line"
  | "sku_not_ordered"
  | "ambiguous_line"
  | "not_shippable"
  | "nothing_owed"
  | "more_than_owed"
  | "in_shipment"
  | "nothing_shipped"
  | "no_short_close";

type Cutter = (
  line: LoadedLine,
  asked: Quantity | undefined,
) => Outcome<Quantity, ShortCloseRefusal>;

/** Gives up what will not be shipped: it is no longer owed. What a draft holds is not given up with it. */
export async function shortClose(
  ctx: Context,
  input: ShortCloseInput,
): Promise<Outcome<{ readonly order: string }, ShortCloseRefusal>> {
  return onOpenOrder(ctx, input.orderNumber, async (tx, order) => {
    const drafted = await draftedUnits(tx, ctx, [order.row.id]);
    // A draft may hold more than is owed.
    const free = (line: LoadedLine) => Math.max(0, owedOf(line) - (drafted.get(line.id) ?? 0));
    const cuts = cutsOf(order, input.lines, (line, asked) => closable(line, free(line), asked));
    if (!cuts.ok) {
      return cuts;
    }
    if (cuts.value.length === 0) {
      return refuse("nothing_owed");
    }
    const given = (line: LoadedLine) =>
      cuts.value.reduce((sum, cut) => (cut.line.id === line.id ? sum + cut.quantity : sum), 0);
    const goods = order.lines.filter((line) => line.kind === "goods");
    const over = goods.find((line) => given(line) > free(line));
    if (over) {
      return refuse("in_shipment", { data: { line: over.line } });
    }
    // With nothing shipped and nothing left to ship it is a cancelled order, not a short one.
    if (goods.every((line) => line.shipped === 0 && given(line) === owedOf(line))) {
      return refuse("nothing_shipped");
    }
    await write(tx, ctx, order, cuts.value, "short_closed");
    return accept({ order: order.row.number });
  });
}

/** Takes a short close back: what was given up is owed again and asks for stock. */
export async function takeBackShortClose(
  ctx: Context,
  input: ShortCloseInput,
): Promise<Outcome<{ readonly order: string }, ShortCloseRefusal>> {
  return onOpenOrder(ctx, input.orderNumber, async (tx, order) => {
    const cuts = cutsOf(order, input.lines, ({ shortClosed }, asked = shortClosed) =>
      asked > shortClosed || asked === 0 ? refuse("no_short_close") : accept(asked),
    );
    if (!cuts.ok) {
      return cuts;
    }
    if (cuts.value.length === 0) {
      return refuse("no_short_close");
    }
    const back = cuts.value.map(({ line, quantity }) => ({ line, quantity: -quantity }));
    await write(tx, ctx, order, back, "short_close_taken_back");
    return accept({ order: order.row.number });
  });
}

/** How much of a line can be given up: what is owed and in no draft. */
function closable(
  line: LoadedLine,
  free: Quantity,
  asked: Quantity | undefined,
): Outcome<Quantity, ShortCloseRefusal> {
  const owed = owedOf(line);
  const data = { line: line.line, sku: line.sku, owed: quantityText(owed) };
  if (line.kind !== "goods") {
    return refuse("not_shippable", { data });
  }
  if (owed === 0) {
    return refuse("nothing_owed", { data });
  }
  if (asked !== undefined && asked > owed) {
    return refuse("more_than_owed", { data: { ...data, quantity: quantityText(asked) } });
  }
  const quantity = asked ?? free;
  return quantity === 0 || quantity > free ? refuse("in_shipment", { data }) : accept(quantity);
}

/** What is asked of each line; where no line is named, all that is possible of every line. */
function cutsOf(
  order: LoadedOrder,
  asked: readonly AskedLine[] | undefined,
  cut: Cutter,
): Outcome<Cut[], ShortCloseRefusal> {
  const cuts: Cut[] = [];
  if (asked === undefined) {
    for (const line of order.lines) {
      const quantity = cut(line, undefined);
      if (quantity.ok) {
        cuts.push({ line, quantity: quantity.value });
      }
    }
    return accept(cuts);
  }
  for (const [index, { line: number, sku, quantity: units }] of asked.entries()) {
    const found = order.lines.filter((one) =>
      number === undefined ? one.sku === sku : one.line === number,
    );
    const [line] = found;
    const field = `lines.${index}`;
    if (!line) {
      return number === undefined
        ? refuse("sku_not_ordered", { field, data: { sku: sku ?? "" } })
        : refuse("unknown_line", { field, data: { line: number } });
    }
    if (found.length > 1) {
      return refuse("ambiguous_line", { field });
    }
    const quantity = cut(line, units);
    if (!quantity.ok) {
      return refuse(quantity.refusal.code, { field, data: quantity.refusal.data ?? {} });
    }
    cuts.push({ line, quantity: quantity.value });
  }
  const twice = cuts.find(({ line }, index) =>
    cuts.slice(0, index).some((one) => one.line.id === line.id),
  );
  return twice ? refuse("ambiguous_line", { field: "lines" }) : accept(cuts);
}

async function onOpenOrder(
  ctx: Context,
  number: string,
  change: (
    tx: Transaction,
    order: LoadedOrder,
  ) => Promise<Outcome<{ readonly order: string }, ShortCloseRefusal>>,
): Promise<Outcome<{ readonly order: string }, ShortCloseRefusal>> {
  return withWorkspace(ctx, async (tx) => {
    const [id] = await orderIdsByNumber(tx, ctx, [number]);
    const [order] = await lockOrders(tx, ctx, id ? [id] : []);
    if (!order) {
      return refuse("not_found");
    }
    if (order.archiveReason !== null) {
      return refuse("archived");
    }
    return order.closedAt === null ? change(tx, order) : refuse("already_closed");
  });
}

async function write(
  tx: Transaction,
  ctx: Context,
  order: LoadedOrder,
  cuts: readonly Cut[],
  type: "short_closed" | "short_close_taken_back",
): Promise<void> {
  for (const { line, quantity } of cuts) {
    await tx
      .update(orderLines)
      .set({ shortClosed: line.shortClosed + quantity })
      .where(and(eq(orderLines.workspaceId, ctx.workspaceId), eq(orderLines.id, line.id)));
  }
  await appendEvent(tx, ctx, order.row.id, {
    type,
    cause: "by_hand",
    data: {
      lines: cuts.map(({ line: { line, sku }, quantity }) => ({
        line,
        sku,
        quantity: quantityText(Math.abs(quantity)),
      })),
    },
  });
  const productIds = cuts.map(({ line }) => line.productId);
  await rederive(tx, ctx, [order.row.id, ...(await reallocate(tx, ctx, productIds))]);
}
