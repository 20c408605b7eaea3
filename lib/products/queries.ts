import "server-only";
import { and, asc, count, desc, eq, gt, ilike, lt, or } from "drizzle-orm";
import { products } from "@/db/schema/products";
import { isId } from "@/lib/shared/ids";
import {
  containsPattern,
  type KeysetPage,
  type KeysetParams,
  keysetPage,
  keysetStart,
} from "@/lib/shared/keyset";
import { type Context, withWorkspace } from "@/lib/workspaces/context";

/** What lists show of a product. */
export type ProductRow = Omit<
  typeof products.$inferSelect,
  "workspaceId" | "archivedAt" | "createdAt"
>;

export type ProductList = KeysetPage<ProductRow> & { readonly total: number };

/** One page of products by SKU. `q` finds a part of SKU or name. */
export async function listProducts(
  ctx: Context,
  params: KeysetParams & { readonly q: string | null },
  limit = 50,
): Promise<ProductList> {
  const start = keysetStart(params, 2);
  const matches = and(
    eq(products.workspaceId, ctx.workspaceId),
    params.q === null
      ? undefined
      : or(
          ilike(products.sku, containsPattern(params.q)),
          ilike(products.name, containsPattern(params.q)),
        ),
  );
  const [sku] = start.place ?? [];
  const beyond = start.backwards ? lt : gt;
  return withWorkspace(ctx, async (tx) => {
    const found = await tx
      .select()
      .from(products)
      .where(and(matches, sku === undefined ? undefined : beyond(products.sku, sku)))
      .orderBy(start.backwards ? desc(products.sku) : asc(products.sku))
      .limit(limit + 1);
    const [all] = await tx.select({ total: count() }).from(products).where(matches);
    return {
      ...keysetPage(found, limit, start, (row) => [row.sku, row.id]),
      total: all?.total ?? 0,
    };
  });
}

export type ProductDetail = typeof products.$inferSelect;

/** A product by id or SKU; null for one that is not in this workspace. */
export async function findProduct(
  ctx: Context,
  by: { readonly id: string } | { readonly sku: string },
): Promise<ProductDetail | null> {
  if ("id" in by && !isId(by.id)) {
    return null;
  }
  const isThis = "id" in by ? eq(products.id, by.id) : eq(products.sku, by.sku);
  return withWorkspace(ctx, async (tx) => {
    const [product] = await tx
      .select()
      .from(products)
      .where(and(eq(products.workspaceId, ctx.workspaceId), isThis));
    return product ?? null;
  });
}
