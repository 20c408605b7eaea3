import "server-only";
import { and, asc, eq, isNull, type SQL, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { clients } from "@/db/schema/clients";
import { orderLines, orders } from "@/db/schema/orders";
import { productionEvents, productionOrders, productionReports } from "@/db/schema/production";
import { products } from "@/db/schema/products";
import { promiseOf } from "@/lib/orders/lifecycle";
import { isDay } from "@/lib/shared/dates";
import { isId } from "@/lib/shared/ids";
import {
  containsPattern,
  type KeysetPage,
  type KeysetStart,
  keysetPage,
  keysetStart,
} from "@/lib/shared/keyset";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import type { ProductionList } from "./list";
import { isLateOn, percentOf, remainingOf, stateOf } from "./state";

const COLUMNS = {
  row: productionOrders,
  sku: products.sku,
  name: products.name,
  line: orderLines.line,
  order: {
    number: orders.number,
    tab: orders.tab,
    dueOn: orders.dueOn,
    shipByOn: orders.shipByOn,
  },
  client: clients.name,
};

/** What lists show of a production order on a day. */
function viewOf(
  ctx: Pick<Context, "today">,
  { row, order, ...rest }: Awaited<ReturnType<typeof rowsWhere>>[number],
) {
  const promise = order === null ? null : promiseOf(order);
  const isOpen = row.finish === null;
  return {
    ...row,
    ...rest,
    state: stateOf(row),
    percent: percentOf(row),
    remaining: remainingOf(row),
    isLate: isLateOn(row, ctx.today),
    /** The order that it is made for, and whether it comes after what that order promises. */
    order: order === null ? null : { number: order.number, tab: order.tab, promise },
    isAfterPromise: isOpen && promise !== null && row.dueOn > promise,
  };
}
export type ProductionView = ReturnType<typeof viewOf>;

function rowsWhere(tx: Transaction, condition: SQL | undefined, order: SQL, limit: number) {
  return tx
    .select(COLUMNS)
    .from(productionOrders)
    .innerJoin(
      products,
      and(
        eq(products.workspaceId, productionOrders.workspaceId),
        eq(products.id, productionOrders.productId),
      ),
    )
    .leftJoin(
      orderLines,
      and(
        eq(orderLines.workspaceId, productionOrders.workspaceId),
        eq(orderLines.id, productionOrders.orderLineId),
      ),
    )
    .leftJoin(
      orders,
      and(eq(orders.workspaceId, orderLines.workspaceId), eq(orders.id, orderLines.orderId)),
    )
    .leftJoin(
      clients,
      and(eq(clients.workspaceId, orders.workspaceId), eq(clients.id, orders.clientId)),
    )
    .where(condition)
    .orderBy(order)
    .limit(limit);
}

/** One page: what is open by due date, what is finished by when it was, the latest first. */
export async function listProduction(
  ctx: Context,
  { list, q, after, before }: ProductionList,
  limit = 50,
): Promise<KeysetPage<ProductionView>> {
  const isDone = list === "done";
  const start = startOf(list, keysetStart({ after, before }, 2));
  const { place } = start;
  const key = isDone ? sql`m.finished_at` : sql`m.due_on`;
  const goesDown = isDone !== start.backwards;
  const direction = goesDown ? sql`desc` : sql`asc`;
  return withWorkspace(ctx, async (tx) => {
    const beyond = goesDown ? sql`<` : sql`>`;
    const cast = isDone ? sql`timestamptz` : sql`date`;
    const found = await tx.execute<{ id: string }>(sql`
      select m.id from production_orders m
      where m.workspace_id = ${ctx.workspaceId} and ${inList(ctx, list)}
        ${q === null ? sql`` : sql`and ${matches(ctx, q)}`}
        ${place === null ? sql`` : sql`and (${key}, m.id) ${beyond} (${place[0]}::${cast}, ${place[1]}::uuid)`}
      order by ${key} ${direction}, m.id ${direction} limit ${limit + 1}`);
    const ids = found.rows.map(({ id }) => id);
    const views = new Map((await viewsOf(tx, ctx, ids)).map((view) => [view.id, view]));
    const rows = ids.flatMap((id) => views.get(id) ?? []);
    return keysetPage(rows, limit, start, ({ id, finishedAt, dueOn }) => [
      isDone ? (finishedAt?.toISOString() ?? "") : dueOn,
      id,
    ]);
  });
}

/** A cursor of another list, or one that we did not make, starts at the beginning. */
function startOf(list: ProductionList["list"], start: KeysetStart): KeysetStart {
  const [key = "", id = ""] = start.place ?? [];
  const fits = list === "done" ? !Number.isNaN(Date.parse(key)) : isDay(key);
  return fits && isId(id) ? start : { place: null, backwards: false };
}

async function viewsOf(
  tx: Transaction,
  ctx: Pick<Context, "workspaceId" | "today">,
  ids: readonly string[],
): Promise<ProductionView[]> {
  const here = sql`${productionOrders.workspaceId} = ${ctx.workspaceId} and ${productionOrders.id} = any(${`{${ids.join(",")}}`}::uuid[])`;
  const rows = await rowsWhere(tx, here, sql`${productionOrders.id}`, Math.max(1, ids.length));
  return rows.map((row) => viewOf(ctx, row));
}

function inList(ctx: Pick<Context, "today">, list: ProductionList["list"]): SQL {
  switch (list) {
    case "open":
      return sql`m.finished_at is null`;
    case "blocked":
      return sql`m.finished_at is null and m.blocked_at is not null`;
    case "late":
      return sql`m.finished_at is null and m.due_on < ${ctx.today}::date`;
    case "done":
      return sql`m.finished_at is not null`;
  }
}

/** Its number, its product, or the order or client that it is made for. */
function matches({ workspaceId }: Pick<Context, "workspaceId">, q: string): SQL {
  const pattern = containsPattern(q);
  return sql`(m.number ilike ${pattern}
    or m.product_id in (select p.id from products p where p.workspace_id = ${workspaceId}
      and (p.sku ilike ${pattern} or p.name ilike ${pattern}))
    or m.order_line_id in (select l.id from order_lines l
      join orders o on o.workspace_id = l.workspace_id and o.id = l.order_id
      join clients c on c.workspace_id = o.workspace_id and c.id = o.client_id
      where l.workspace_id = ${workspaceId} and (o.number ilike ${pattern} or c.name ilike ${pattern})))`;
}

/** How many are open, blocked and late. What is finished only grows and is not counted. */
export async function countProduction(
  ctx: Context,
): Promise<Record<"open" | "blocked" | "late", number>> {
  const { rows } = await withWorkspace(ctx, (tx) =>
    tx.execute<{ open: number; blocked: number; late: number }>(sql`
      select count(*)::int as open, count(blocked_at)::int as blocked,
        count(*) filter (where due_on < ${ctx.today}::date)::int as late
      from production_orders where workspace_id = ${ctx.workspaceId} and finished_at is null`),
  );
  return rows[0] ?? { open: 0, blocked: 0, late: 0 };
}

export type ProductionDetail = ProductionView & {
  readonly onHand: number;
  readonly leadTimeDays: number | null;
  /** The last one first. */
  readonly reports: readonly (typeof productionReports.$inferSelect)[];
  /** Oldest first. */
  readonly events: readonly (typeof productionEvents.$inferSelect)[];
};

/** One production order; null for a number that the workspace does not have. */
export async function findProduction(
  ctx: Context,
  number: string,
): Promise<ProductionDetail | null> {
  return withWorkspace(ctx, async (tx) => {
    const isThis = and(
      eq(productionOrders.workspaceId, ctx.workspaceId),
      eq(productionOrders.number, number),
    );
    const [row] = await rowsWhere(tx, isThis, sql`${productionOrders.id}`, 1);
    if (!row) {
      return null;
    }
    const { id, productId } = row.row;
    const [product] = await tx
      .select({ onHand: products.onHand, leadTimeDays: products.leadTimeDays })
      .from(products)
      .where(and(eq(products.workspaceId, ctx.workspaceId), eq(products.id, productId)));
    const reports = await tx
      .select()
      .from(productionReports)
      .where(
        and(
          eq(productionReports.workspaceId, ctx.workspaceId),
          eq(productionReports.productionOrderId, id),
        ),
      )
      .orderBy(sql`${productionReports.seq} desc`);
    const events = await tx
      .select()
      .from(productionEvents)
      .where(
        and(
          eq(productionEvents.workspaceId, ctx.workspaceId),
          eq(productionEvents.productionOrderId, id),
        ),
      )
      .orderBy(asc(productionEvents.at), asc(productionEvents.id));
    return {
      ...viewOf(ctx, row),
      onHand: product?.onHand ?? 0,
      leadTimeDays: product?.leadTimeDays ?? null,
      reports,
      events,
    };
  });
}

/** The production orders of an order's lines, by line and number. */
export async function productionOfOrder(ctx: Context, orderId: string): Promise<ProductionView[]> {
  return withWorkspace(ctx, async (tx) => {
    const ofOrder = and(
      eq(productionOrders.workspaceId, ctx.workspaceId),
      eq(orderLines.orderId, orderId),
    );
    const order = sql`${orderLines.line}, ${productionOrders.createdAt}, ${productionOrders.id}`;
    const rows = await rowsWhere(tx, ofOrder, order, 500);
    return rows.map((row) => viewOf(ctx, row));
  });
}

/** What one request planned, for telling about it. */
export async function findMade(ctx: Context, key: string): Promise<ProductionView[]> {
  return withWorkspace(ctx, async (tx) => {
    const byKey = and(
      eq(productionOrders.workspaceId, ctx.workspaceId),
      eq(productionOrders.requestKey, key),
    );
    const rows = await rowsWhere(tx, byKey, sql`${productionOrders.number}`, 1000);
    return rows.map((row) => viewOf(ctx, row));
  });
}

export type MadeProduct = Pick<
  typeof products.$inferSelect,
  "sku" | "name" | "made" | "leadTimeDays"
>;

/** Goods that can be planned, those that are made here first. */
export async function makeableProducts(ctx: Context): Promise<MadeProduct[]> {
  return withWorkspace(ctx, (tx) =>
    tx
      .select({
        sku: products.sku,
        name: products.name,
        made: products.made,
        leadTimeDays: products.leadTimeDays,
      })
      .from(products)
      .where(
        and(
          eq(products.workspaceId, ctx.workspaceId),
          eq(products.kind, "goods"),
          isNull(products.archivedAt),
        ),
      )
      .orderBy(sql`${products.made} desc`, asc(products.name))
      .limit(500),
  );
}
