import "server-only";
import { and, desc, eq, sql } from "drizzle-orm";
import { products, stockMovements } from "@/db/schema/products";
import { isId } from "@/lib/shared/ids";
import {
  containsPattern,
  type KeysetPage,
  type KeysetParams,
  keysetPage,
  keysetStart,
} from "@/lib/shared/keyset";
import { parseQuantity, type Quantity } from "@/lib/shared/quantity";
import { type Context, withWorkspace } from "@/lib/workspaces/context";

export type ProductRow = {
  readonly id: string;
  readonly sku: string;
  readonly name: string;
  readonly kind: "goods" | "service";
  readonly tracked: boolean;
  readonly made: boolean;
  readonly onHand: Quantity;
  readonly reserved: Quantity;
};

export type ProductList = KeysetPage<ProductRow> & { readonly total: number };

type FoundProduct = Omit<ProductRow, "onHand" | "reserved"> & { on_hand: string; reserved: string };

/** One page of products by SKU. `q` finds a part of SKU or name. */
export async function listProducts(
  ctx: Context,
  params: KeysetParams & { readonly q: string | null },
  limit = 50,
): Promise<ProductList> {
  const start = keysetStart(params, 1);
  const pattern = params.q === null ? null : containsPattern(params.q);
  const matches = sql`p.workspace_id = ${ctx.workspaceId}
    and (${pattern}::text is null or p.sku ilike ${pattern} or p.name ilike ${pattern})`;
  const [sku = null] = start.place ?? [];
  const beyond = start.backwards ? sql`and p.sku < ${sku}` : sql`and p.sku > ${sku}`;
  return withWorkspace(ctx, async (tx) => {
    const found = await tx.execute<FoundProduct>(sql`
      select p.id, p.sku, p.name, p.kind, p.tracked, p.made, p.on_hand, p.reserved
      from products p
      where ${matches} ${sku === null ? sql`` : beyond}
      order by ${start.backwards ? sql`p.sku desc` : sql`p.sku`}
      limit ${limit + 1}`);
    const all = await tx.execute<{ total: number }>(
      sql`select count(*)::integer as total from products p where ${matches}`,
    );
    const rows = found.rows.map(({ on_hand, reserved, ...row }) => ({
      ...row,
      onHand: parseQuantity(on_hand) ?? 0,
      reserved: parseQuantity(reserved) ?? 0,
    }));
    return {
      ...keysetPage(rows, limit, start, (row) => [row.sku]),
      total: all.rows[0]?.total ?? 0,
    };
  });
}

export type ProductDetail = typeof products.$inferSelect & {
  /** The latest movements, newest first. */
  readonly movements: readonly (typeof stockMovements.$inferSelect)[];
};

const MOVEMENTS = 50;

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
    if (!product) {
      return null;
    }
    const movements = await tx
      .select()
      .from(stockMovements)
      .where(
        and(
          eq(stockMovements.workspaceId, ctx.workspaceId),
          eq(stockMovements.productId, product.id),
        ),
      )
      .orderBy(desc(stockMovements.at), desc(stockMovements.id))
      .limit(MOVEMENTS);
    return { ...product, movements };
  });
}
