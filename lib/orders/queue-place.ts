import "server-only";
import { and, eq, ne, type SQL, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { orders } from "@/db/schema/orders";
import { accept, type Outcome, refuse } from "@/lib/shared/outcome";
import type { WorkspaceId } from "@/lib/workspaces/context";
import type { Gap, Standing } from "./queue";
import type { QueuePlace } from "./queue-input";

type Scope = { readonly workspaceId: WorkspaceId };

export type PlaceRefusal = "unknown_order" | "not_in_queue" | "beside_itself";

type Neighbour = Standing & { readonly number: string };

/** Open orders but this one, in queue order or backwards. */
async function neighbour(
  tx: Transaction,
  ctx: Scope,
  order: Standing,
  beyond: SQL,
  backwards: boolean,
): Promise<Neighbour | null> {
  const [row] = await tx
    .select({ id: orders.id, rank: orders.rank, number: orders.number })
    .from(orders)
    .where(
      and(
        eq(orders.workspaceId, ctx.workspaceId),
        eq(orders.tab, "open"),
        ne(orders.id, order.id),
        beyond,
      ),
    )
    .orderBy(
      backwards ? sql`${orders.rank} desc` : sql`${orders.rank}`,
      backwards ? sql`${orders.id} desc` : sql`${orders.id}`,
    )
    .limit(1);
  return row ?? null;
}

const standing = sql`(${orders.rank}, ${orders.id})`;
const at = ({ rank, id }: Standing) => sql`(${rank}::bigint, ${id}::uuid)`;

export type NamedGap = Gap & {
  readonly before: Neighbour | null;
  readonly after: Neighbour | null;
};

/** The gap that the order stands in now. */
export async function ownGap(tx: Transaction, ctx: Scope, order: Standing): Promise<NamedGap> {
  return {
    before: await neighbour(tx, ctx, order, sql`${standing} < ${at(order)}`, true),
    after: await neighbour(tx, ctx, order, sql`${standing} > ${at(order)}`, false),
  };
}

/** The gap that a place stands for, with the order itself taken out of the queue. */
export async function gapAt(
  tx: Transaction,
  ctx: Scope,
  order: Standing,
  place: QueuePlace,
): Promise<Outcome<NamedGap, PlaceRefusal>> {
  if ("to" in place) {
    return accept(await gapTo(tx, ctx, order, place.to));
  }
  const isBefore = "before" in place;
  const field = isBefore ? "before" : "after";
  const number = isBefore ? place.before : place.after;
  const [target] = await tx
    .select({ id: orders.id, rank: orders.rank, number: orders.number, tab: orders.tab })
    .from(orders)
    .where(and(eq(orders.workspaceId, ctx.workspaceId), eq(orders.number, number)));
  if (!target) {
    return refuse("unknown_order", { field, data: { order: number } });
  }
  if (target.tab !== "open") {
    return refuse("not_in_queue", { field, data: { order: number } });
  }
  if (target.id === order.id) {
    return refuse("beside_itself", { field, data: { order: number } });
  }
  return accept(
    isBefore ? await gapBefore(tx, ctx, order, target) : await gapAfter(tx, ctx, order, target),
  );
}

async function gapTo(
  tx: Transaction,
  ctx: Scope,
  order: Standing,
  to: "first" | "last" | "up" | "down",
): Promise<NamedGap> {
  const own = await ownGap(tx, ctx, order);
  switch (to) {
    case "first":
      return { before: null, after: await neighbour(tx, ctx, order, sql`true`, false) };
    case "last":
      return { before: await neighbour(tx, ctx, order, sql`true`, true), after: null };
    case "up":
      return own.before ? gapBefore(tx, ctx, order, own.before) : own;
    case "down":
      return own.after ? gapAfter(tx, ctx, order, own.after) : own;
  }
}

async function gapBefore(
  tx: Transaction,
  ctx: Scope,
  order: Standing,
  target: Neighbour,
): Promise<NamedGap> {
  const before = await neighbour(tx, ctx, order, sql`${standing} < ${at(target)}`, true);
  return { before, after: target };
}

async function gapAfter(
  tx: Transaction,
  ctx: Scope,
  order: Standing,
  target: Neighbour,
): Promise<NamedGap> {
  const after = await neighbour(tx, ctx, order, sql`${standing} > ${at(target)}`, false);
  return { before: target, after };
}

/** The places of the gap that an order stands in and of another one, counted from 1 without the order itself. */
export async function placesOf(
  tx: Transaction,
  ctx: Scope,
  order: Standing,
  own: Gap,
  gap: Gap,
): Promise<{ readonly from: number; readonly to: number }> {
  return {
    from: await placeOf(tx, ctx, order, own),
    to: await placeOf(tx, ctx, order, gap),
  };
}

export async function placeOf(
  tx: Transaction,
  ctx: Scope,
  order: Standing,
  { before }: Gap,
): Promise<number> {
  if (before === null) {
    return 1;
  }
  const { rows } = await tx.execute<{ ahead: number }>(sql`
    select count(*)::int as ahead from orders
    where workspace_id = ${ctx.workspaceId} and tab = 'open' and id <> ${order.id}
      and (rank, id) <= (${before.rank}::bigint, ${before.id}::uuid)`);
  return (rows[0]?.ahead ?? 0) + 1;
}
