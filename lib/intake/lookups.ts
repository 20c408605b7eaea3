import "server-only";
import { and, eq, inArray, type SQL, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { clients } from "@/db/schema/clients";
import { orderLines } from "@/db/schema/orders";
import { products } from "@/db/schema/products";
import { findExternal } from "@/lib/orders/external";
import { chunksOf } from "@/lib/shared/chunks";
import type { Context } from "@/lib/workspaces/context";

type Scope = Pick<Context, "workspaceId">;

/** Values of one question to the database; 50,000 rows are far more than it takes at once. */
const CHUNK = 2000;

async function inChunks<Value, Found>(
  values: Iterable<Value>,
  ask: (part: Value[]) => PromiseLike<Found[]>,
): Promise<Found[]> {
  const found: Found[] = [];
  for (const part of chunksOf([...new Set(values)], CHUNK)) {
    found.push(...(await ask(part)));
  }
  return found;
}

export type KnownOrder = Awaited<ReturnType<typeof findExternal>>[number];

/** The orders that came before from this source, by external id. */
export async function ordersByExternalId(
  tx: Transaction,
  ctx: Scope,
  source: string,
  externalIds: Iterable<string>,
): Promise<Map<string, KnownOrder>> {
  const rows = await inChunks(externalIds, (part) => findExternal(tx, ctx, source, part));
  return new Map(rows.map((row) => [row.externalId ?? "", row]));
}

/** Ids of clients by code. */
export async function clientsByCode(
  tx: Transaction,
  ctx: Scope,
  codes: Iterable<string>,
): Promise<Map<string, string>> {
  const rows = await inChunks(codes, (part) => selectClients(tx, ctx, inArray(clients.code, part)));
  return new Map(rows.map(({ code, id }) => [code, id]));
}

/** Codes of clients by lower-case name; a name that several clients have is nobody's. */
export async function clientCodesByName(
  tx: Transaction,
  ctx: Scope,
  names: Iterable<string>,
): Promise<Map<string, string>> {
  const rows = await inChunks(
    [...names].map((name) => name.toLowerCase()),
    (part) => selectClients(tx, ctx, inArray(sql`lower(${clients.name})`, part)),
  );
  const codes = Map.groupBy(rows, ({ name }) => name.toLowerCase());
  return new Map(
    [...codes].flatMap(([name, [only, second]]) =>
      only && !second ? [[name, only.code] as const] : [],
    ),
  );
}

function selectClients(tx: Transaction, ctx: Scope, condition: SQL) {
  return tx
    .select({ id: clients.id, code: clients.code, name: clients.name })
    .from(clients)
    .where(and(eq(clients.workspaceId, ctx.workspaceId), condition));
}

/** Ids of products by SKU. */
export async function productsBySku(
  tx: Transaction,
  ctx: Scope,
  skus: Iterable<string>,
): Promise<Map<string, string>> {
  const rows = await inChunks(skus, (part) =>
    tx
      .select({ id: products.id, sku: products.sku })
      .from(products)
      .where(and(eq(products.workspaceId, ctx.workspaceId), inArray(products.sku, part))),
  );
  return new Map(rows.map(({ sku, id }) => [sku, id]));
}

/** Ids of the products that these orders' lines are of. */
export async function productsOfOrders(
  tx: Transaction,
  ctx: Scope,
  orderIds: Iterable<string>,
): Promise<string[]> {
  const rows = await inChunks(orderIds, (part) =>
    tx
      .selectDistinct({ id: orderLines.productId })
      .from(orderLines)
      .where(and(eq(orderLines.workspaceId, ctx.workspaceId), inArray(orderLines.orderId, part))),
  );
  return rows.map(({ id }) => id);
}
