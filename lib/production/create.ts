import "server-only";
import { and, eq, inArray } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { productionOrders } from "@/db/schema/production";
import { products } from "@/db/schema/products";
import { type LoadedOrder, lockOrders, orderIdsByNumber } from "@/lib/orders/facts";
import { newId } from "@/lib/shared/ids";
import { accept, type Outcome, type Refusal, refuse } from "@/lib/shared/outcome";
import { quantityText } from "@/lib/shared/quantity";
import { lockProducts, reallocate } from "@/lib/stock/allocate";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { recordIssued, takeNumbers } from "@/lib/workspaces/series";
import type { NewProduction } from "./input";
import { deriveAround, type ProductionRow, type ProductRow, tell } from "./load";
import { decideMake, dueFor, type MakeRefusal } from "./make";

export type CreateRefusal =
  | "unknown_product"
  | "not_goods"
  | "unknown_order"
  | "not_open"
  | "unknown_line"
  | "ambiguous_line"
  | "key_reused";

/** Plans a quantity of a product, for stock or for the line of an order. The same key again answers the one that it made. */
export async function createProduction(
  ctx: Context,
  input: NewProduction,
): Promise<Outcome<{ number: string; created: boolean }, CreateRefusal>> {
  return withWorkspace(ctx, async (tx) => {
    const [found] = await productsWhere(tx, ctx, eq(products.sku, input.sku));
    if (!found) {
      return refuse("unknown_product", { field: "sku", data: { sku: input.sku } });
    }
    const order = await orderOf(tx, ctx, input.order);
    if (order === undefined) {
      return refuse("unknown_order", { field: "order", data: { order: input.order ?? "" } });
    }
    if (order === null) {
      await lockProducts(tx, ctx, [found.id]);
    }
    const [known] = await madeBy(tx, ctx, input.key);
    if (known) {
      return known.productId === found.id && known.quantity === input.quantity
        ? accept({ number: known.number, created: false })
        : refuse("key_reused");
    }
    if (found.kind !== "goods") {
      return refuse("not_goods", { field: "sku" });
    }
    const line = order ? lineOf(order, input) : accept(null);
    if (!line.ok) {
      return line;
    }
    const job = { ...input, product: found, orderLineId: line.value };
    const [made] = await insertJobs(tx, ctx, order, [job]);
    return accept({ number: made ?? "", created: true });
  });
}

/** Undefined for a number that the workspace does not have, null for none given. */
async function orderOf(
  tx: Transaction,
  ctx: Context,
  number: string | undefined,
): Promise<LoadedOrder | null | undefined> {
  if (!number) {
    return null;
  }
  const [id] = await orderIdsByNumber(tx, ctx, [number]);
  return id ? (await lockOrders(tx, ctx, [id]))[0] : undefined;
}

function lineOf(
  order: LoadedOrder,
  input: NewProduction,
): Outcome<string, "not_open" | "unknown_line" | "ambiguous_line"> {
  if (order.row.tab !== "open") {
    return refuse("not_open", { field: "order", data: { order: order.row.number } });
  }
  const lines = order.lines.filter(
    (one) => one.sku === input.sku && (input.line === undefined || one.line === input.line),
  );
  const [line] = lines;
  if (!line) {
    const data = { line: input.line ?? input.sku, sku: input.sku, order: order.row.number };
    return refuse("unknown_line", { field: "order", data });
  }
  return lines.length > 1 ? refuse("ambiguous_line", { field: "line" }) : accept(line.id);
}

export type MakeResult = {
  readonly made: readonly { readonly order: string; readonly productions: readonly string[] }[];
  readonly refused: readonly { readonly order: string; readonly refusal: Refusal }[];
};

/** Plans exactly what is short of the made products of each order, or of one line. One transaction an order; none holds up another. */
export async function makeForOrders(
  ctx: Context,
  numbers: readonly string[],
  options: { readonly line?: number | null | undefined; readonly key: string },
): Promise<MakeResult> {
  const made: { order: string; productions: readonly string[] }[] = [];
  const refused: { order: string; refusal: Refusal }[] = [];
  for (const order of new Set(numbers)) {
    const outcome = await withWorkspace(ctx, (tx) =>
      makeForOrder(tx, ctx, order, { line: options.line ?? null, key: options.key }),
    );
    if (outcome.ok) {
      made.push({ order, productions: outcome.value });
    } else {
      refused.push({ order, refusal: outcome.refusal });
    }
  }
  return { made, refused };
}

async function makeForOrder(
  tx: Transaction,
  ctx: Context,
  number: string,
  { line, key }: { readonly line: number | null; readonly key: string },
): Promise<Outcome<string[], MakeRefusal | "not_found">> {
  const order = await orderOf(tx, ctx, number);
  if (!order) {
    return refuse("not_found");
  }
  const lineIds = new Set(order.lines.map((one) => one.id));
  const known = (await madeBy(tx, ctx, key)).filter((one) => lineIds.has(one.orderLineId ?? ""));
  if (known.length > 0) {
    return accept(known.map((one) => one.number));
  }
  const needs = decideMake(order, line);
  if (!needs.ok) {
    return needs;
  }
  const productIds = needs.value.map((need) => need.productId);
  const rows = await productsWhere(tx, ctx, inArray(products.id, productIds));
  const jobs = needs.value.flatMap(({ lineId, productId, quantity }) => {
    const product = rows.find((one) => one.id === productId);
    return product
      ? [{ product, orderLineId: lineId, quantity, dueOn: dueFor(order, product, ctx.today), key }]
      : [];
  });
  return accept(await insertJobs(tx, ctx, order, jobs));
}

type Job = Pick<ProductionRow, "orderLineId" | "quantity" | "dueOn"> & {
  readonly product: ProductRow;
  readonly key?: string | undefined;
};

/**
 * Writes production orders of locked products and covers lines with what they will bring. Their numbers
 * come last: the series is locked to the end, and nobody who waits for an order may hold it.
 */
async function insertJobs(
  tx: Transaction,
  ctx: Context,
  order: LoadedOrder | null,
  jobs: readonly Job[],
): Promise<string[]> {
  const rows = jobs.map(({ product, orderLineId, quantity, dueOn, key }) => ({
    id: newId(),
    workspaceId: ctx.workspaceId,
    productId: product.id,
    orderLineId,
    quantity,
    dueOn,
    requestKey: key ?? null,
    createdAt: ctx.now,
  }));
  await tx.insert(productionOrders).values(rows.map((row) => ({ ...row, number: row.id })));
  const changed = await reallocate(
    tx,
    ctx,
    rows.map(({ productId }) => productId),
  );
  await deriveAround(tx, ctx, { order }, changed);
  const first = await takeNumbers(tx, ctx, "production", jobs.length);
  const numbers: string[] = [];
  for (const [index, { product, quantity, dueOn }] of jobs.entries()) {
    const id = rows[index]?.id ?? "";
    const number = `MO-${100 + first + index}`;
    await tx
      .update(productionOrders)
      .set({ number })
      .where(and(eq(productionOrders.workspaceId, ctx.workspaceId), eq(productionOrders.id, id)));
    await recordIssued(tx, ctx, [{ series: "production", number, subjectId: id }]);
    const data = { quantity: quantityText(quantity), dueOn };
    await tell(tx, ctx, { row: { id, number }, product, order }, "created", data);
    numbers.push(number);
  }
  return numbers;
}

async function productsWhere(
  tx: Transaction,
  ctx: Context,
  condition: ReturnType<typeof eq>,
): Promise<ProductRow[]> {
  return tx
    .select()
    .from(products)
    .where(and(eq(products.workspaceId, ctx.workspaceId), condition));
}

/** What a request with this key has made already. */
export async function madeBy(
  tx: Transaction,
  ctx: Pick<Context, "workspaceId">,
  key: string | undefined,
): Promise<ProductionRow[]> {
  if (!key) {
    return [];
  }
  return tx
    .select()
    .from(productionOrders)
    .where(
      and(eq(productionOrders.workspaceId, ctx.workspaceId), eq(productionOrders.requestKey, key)),
    )
    .orderBy(productionOrders.number);
}
