import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { PLAN_ONCE } from "@/db/drivers/kept-plan";
import { idList } from "@/db/lists";
import { type Quantity, quantityText } from "@/lib/shared/quantity";
import type { WorkspaceId } from "@/lib/workspaces/context";
import type { LockedProduct } from "./allocate";
import { type Demand, type LineCover, planAllocation } from "./availability";
import { type StoredSupply, type SupplyKind, supplyToCome } from "./load-stock";
import { given } from "./write-changes";

type Scope = { readonly workspaceId: WorkspaceId };

/** A locked product that new lines ask for, with the units that nobody has been given. */
export type OfferedProduct = LockedProduct & { readonly free: Quantity };

/** A line that is about to be written, of an order behind all others. `rank` orders the new ones among themselves. */
export type NewLine = Omit<Demand, "kept" | "pins"> & { readonly productId: string };

/** What a new line gets, with the kind of each supply. */
export type NewCover = Omit<LineCover, "pieces"> & {
  readonly pieces: readonly (LineCover["pieces"][number] & { readonly kind: SupplyKind })[];
};

/**
 * Locks the products of new lines in id order, as every command does, and answers them as they are now, by
 * id. Of those without stock new orders share the lock; it keeps a first movement waiting, which would
 * otherwise give nothing to lines that it can't see yet.
 */
export async function lockOffered(
  tx: Transaction,
  ctx: Scope,
  products: readonly { readonly id: string; readonly tracked: boolean }[],
): Promise<Map<string, OfferedProduct>> {
  const locked = new Map<string, OfferedProduct>();
  const lock = async (ids: readonly string[], strength: "no key update" | "share") => {
    const { rows } = await tx.execute<OfferedProduct>(sql`${sql.raw(PLAN_ONCE)}
      select id, kind, tracked, made, ((on_hand - reserved) * 1000)::bigint as free from products
      where workspace_id = ${ctx.workspaceId} and id = any(${idList(ids)})
      order by id for ${sql.raw(strength)}`);
    for (const row of rows) {
      locked.set(row.id, row);
    }
  };
  const sorted = products.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  for (const run of runsOf(sorted)) {
    await lock(
      run.map(({ id }) => id),
      run[0]?.tracked ? "no key update" : "share",
    );
  }
  const begun = sorted.filter(({ id, tracked }) => !tracked && locked.get(id)?.tracked);
  if (begun.length > 0) {
    await lock(
      begun.map(({ id }) => id),
      "no key update",
    );
  }
  return locked;
}

/** Neighbours that are locked alike, together. */
function runsOf<Item extends { readonly tracked: boolean }>(items: readonly Item[]): Item[][] {
  const runs: Item[][] = [];
  for (const item of items) {
    const last = runs.at(-1);
    if (last?.[0]?.tracked === item.tracked) {
      last.push(item);
    } else {
      runs.push([item]);
    }
  }
  return runs;
}

/**
 * What new orders, which stand behind all others, get of the stock and dated supply that nobody has been
 * given: what allocating their products anew would come to, without reading who stands before them.
 * The products are locked, and their stock is given out already. A held order gets no units of stock.
 */
export async function coverNew(
  tx: Transaction,
  ctx: Scope,
  products: ReadonlyMap<string, OfferedProduct>,
  lines: readonly NewLine[],
): Promise<Map<string, NewCover>> {
  const byProduct = [...Map.groupBy(lines, ({ productId }) => productId)].flatMap(([id, asked]) => {
    const product = products.get(id);
    return product?.tracked && product.kind === "goods" ? [{ product, asked }] : [];
  });
  const short = byProduct.filter(
    ({ product, asked }) =>
      asked.some(({ onHold }) => onHold) || sumOf(asked, ({ owed }) => owed) > product.free,
  );
  const supplies = await supplyLeft(
    tx,
    ctx,
    short.map(({ product }) => product.id),
  );
  const kinds = new Map(supplies.map(({ id, kind }) => [id, kind]));
  const suppliesOf = Map.groupBy(supplies, ({ productId }) => productId);
  const covers = new Map<string, NewCover>();
  for (const { product, asked } of byProduct) {
    const { lines: covered } = planAllocation({
      onHand: product.free,
      demands: asked.map((line) => ({ ...line, kept: 0, pins: [] })),
      supplies: (suppliesOf.get(product.id) ?? []).map((of) => ({ ...of, forLine: null })),
    });
    for (const [lineId, cover] of covered) {
      const pieces = cover.pieces.map((piece) => ({
        ...piece,
        kind: kinds.get(piece.supply) ?? "receipt",
      }));
      covers.set(lineId, { ...cover, pieces });
    }
  }
  return covers;
}

type SupplyLeft = Omit<StoredSupply, "forLine"> & { readonly productId: string };

/** What nobody has been promised of the products' open production orders and expected receipts. */
async function supplyLeft(
  tx: Transaction,
  ctx: Scope,
  productIds: readonly string[],
): Promise<SupplyLeft[]> {
  if (productIds.length === 0) {
    return [];
  }
  const { rows } = await tx.execute<SupplyLeft>(sql`${sql.raw(PLAN_ONCE)}
    with asked as (select ${idList(productIds)} as ids), promised as (
      select coalesce(production_order_id, expected_receipt_id) as source_id, sum(quantity) as quantity
      from supply_allocations
      where workspace_id = ${ctx.workspaceId} and product_id = any((select ids from asked)::uuid[]) group by 1
    ), supply as (${supplyToCome(ctx, sql`any((select ids from asked)::uuid[])`)})
    select s.id, s.kind, s.product_id as "productId", s.due_on as "on",
      ((s.quantity - coalesce(p.quantity, 0)) * 1000)::bigint as quantity
    from supply s left join promised p on p.source_id = s.id
    where s.quantity > coalesce(p.quantity, 0)`);
  return rows;
}

/** A new line with what it gets; one of a product that is not tracked gets nothing. */
type CoveredLine = {
  readonly row: { readonly id: string; readonly productId: string };
  readonly cover: NewCover | undefined;
};

/**
 * What writes the covers of new lines, as the parts `held`, `covered` and `counted` of the statement that
 * writes the lines, whose rows say already what they were given.
 */
export function coversWritten(ctx: Scope, lines: readonly CoveredLine[]): SQL {
  const covered = lines.flatMap(({ row, cover }) => {
    const of = { productId: row.productId, orderLineId: row.id };
    return cover ? [{ cover, of }] : [];
  });
  const reserved = covered.flatMap(({ cover, of }) =>
    cover.reserved > 0 ? [{ ...of, quantity: cover.reserved }] : [],
  );
  const promised = covered.flatMap(({ cover, of }) =>
    cover.pieces.map((piece) => ({ ...of, ...piece })),
  );
  const units = [...Map.groupBy(reserved, ({ productId }) => productId)].map(([id, some]) => ({
    id,
    units: quantityText(sumOf(some, ({ quantity }) => quantity)),
  }));
  return sql`${given(ctx, { reserved, promised })}, counted as (
    update products p set reserved = p.reserved + g.units
    from json_to_recordset(${JSON.stringify(units)}::json) as g (id uuid, units numeric)
    where p.workspace_id = ${ctx.workspaceId} and p.id = g.id)`;
}

const sumOf = <Item>(items: readonly Item[], of: (item: Item) => Quantity): Quantity =>
  items.reduce((sum, item) => sum + of(item), 0);
