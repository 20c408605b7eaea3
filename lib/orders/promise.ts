import "server-only";
import { and, eq, inArray, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { idList } from "@/db/lists";
import { orders } from "@/db/schema/orders";
import { products } from "@/db/schema/products";
import type { Day } from "@/lib/shared/dates";
import { accept, type Outcome, refuse } from "@/lib/shared/outcome";
import type { Quantity } from "@/lib/shared/quantity";
import { loadStock } from "@/lib/stock/load-stock";
import { type Asker, type LinePromise, promiseUnits, wholePromise } from "@/lib/stock/promise";
import { type Context, withWorkspace } from "@/lib/workspaces/context";

export type Ask = { readonly sku: string; readonly units: Quantity };

export type NamedPromise = Omit<LinePromise, "pieces"> & {
  readonly sku: string;
  readonly name: string;
  readonly units: Quantity;
  readonly tracked: boolean;
  readonly made: boolean;
  /** Named by the production order's number or the receipt's reference. */
  readonly pieces: readonly {
    readonly source: string;
    readonly on: Day;
    readonly quantity: Quantity;
  }[];
};

export type OrderPromise = {
  /** The day on which everything is there; null where no day can be named for all of it. */
  readonly on: Day | null;
  /** One a known product, in the order asked. */
  readonly lines: readonly NamedPromise[];
  /** Orders that would hold less or wait longer. A new order takes from nobody. */
  readonly takesFrom: readonly string[];
};

/** What a new order, or more units for an open one, could be promised now. Writes nothing; unknown SKUs are left out. */
export async function promiseDate(
  ctx: Context,
  asks: readonly Ask[],
  order: string | null = null,
): Promise<Outcome<OrderPromise, "not_found" | "not_open">> {
  return withWorkspace(ctx, async (tx) => {
    const asker = order === null ? accept(null) : await askerOf(tx, ctx, order);
    return asker.ok ? accept(await promiseAll(tx, ctx, asks, asker.value)) : asker;
  });
}

async function askerOf(
  tx: Transaction,
  ctx: Context,
  number: string,
): Promise<Outcome<Asker, "not_found" | "not_open">> {
  const [row] = await tx
    .select({ orderId: orders.id, rank: orders.rank, onHold: orders.onHold, tab: orders.tab })
    .from(orders)
    .where(and(eq(orders.workspaceId, ctx.workspaceId), eq(orders.number, number)));
  if (!row) {
    return refuse("not_found");
  }
  return row.tab === "open" ? accept(row) : refuse("not_open");
}

async function promiseAll(
  tx: Transaction,
  ctx: Context,
  asks: readonly Ask[],
  asker: Asker | null,
): Promise<OrderPromise> {
  const skus = [...new Set(asks.map(({ sku }) => sku))];
  const rows =
    skus.length === 0
      ? []
      : await tx
          .select()
          .from(products)
          .where(and(eq(products.workspaceId, ctx.workspaceId), inArray(products.sku, skus)));
  const stocks = await loadStock(
    tx,
    ctx,
    rows.map(({ id }) => id),
  );
  const takesFrom = new Set<string>();
  const found: { at: number; line: Omit<NamedPromise, "pieces"> & Pick<LinePromise, "pieces"> }[] =
    [];
  for (const product of rows) {
    const own = asks.flatMap(({ sku, units }, at) => (sku === product.sku ? [{ at, units }] : []));
    const stock = stocks.get(product.id) ?? { onHand: 0, demands: [], supplies: [] };
    const { kind, tracked, made, leadTimeDays, sku, name } = product;
    const answer = promiseUnits(
      { kind, tracked, made, leadTimeDays, stock },
      own.map(({ units }) => units),
      asker,
      ctx.today,
    );
    for (const orderId of answer.takesFrom) {
      takesFrom.add(orderId);
    }
    answer.lines.forEach((line, index) => {
      const { at = 0, units = 0 } = own[index] ?? {};
      found.push({
        at,
        line: { ...line, sku, name, units, made, tracked: tracked && kind === "goods" },
      });
    });
  }
  const lines = found.toSorted((a, b) => a.at - b.at).map(({ line }) => line);
  const names = await sourcesOf(
    tx,
    ctx,
    lines.flatMap(({ pieces }) => pieces.map(({ supply }) => supply)),
  );
  return {
    on: wholePromise(lines, ctx.today),
    lines: lines.map((line) => ({
      ...line,
      pieces: line.pieces.map(({ supply, ...piece }) => ({
        ...piece,
        source: names.get(supply) ?? "",
      })),
    })),
    takesFrom: await numbersOf(tx, ctx, [...takesFrom]),
  };
}

async function sourcesOf(tx: Transaction, ctx: Context, ids: readonly string[]) {
  if (ids.length === 0) {
    return new Map<string, string>();
  }
  const { rows } = await tx.execute<{ id: string; source: string }>(sql`
    select id, number as source from production_orders
    where workspace_id = ${ctx.workspaceId} and id = any(${idList(ids)})
    union all
    select id, reference from expected_receipts
    where workspace_id = ${ctx.workspaceId} and id = any(${idList(ids)})`);
  return new Map(rows.map(({ id, source }) => [id, source]));
}

/** In queue order. */
async function numbersOf(tx: Transaction, ctx: Context, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) {
    return [];
  }
  const rows = await tx
    .select({ number: orders.number })
    .from(orders)
    .where(and(eq(orders.workspaceId, ctx.workspaceId), inArray(orders.id, [...ids])))
    .orderBy(orders.rank, orders.id);
  return rows.map(({ number }) => number);
}
