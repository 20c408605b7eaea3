import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { products } from "@/db/schema/products";
import { refuseTakenSku, type SavedProduct, storedProduct } from "@/lib/products/commands";
import type { ProductInput } from "@/lib/products/input";
import { accept, type Outcome, refuse } from "@/lib/shared/outcome";
import { lockProducts, reallocate } from "@/lib/stock/allocate";
import { audit } from "@/lib/workspaces/audit";
import { changesOf } from "@/lib/workspaces/changes";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { rederive } from "./derive";
import { ordersOfProduct } from "./facts";

/** Changes a product. What its lines ask for may change with it, so its open orders are allocated and derived again. */
export async function updateProduct(
  ctx: Context,
  of: { readonly id: string; readonly version: number },
  input: ProductInput,
): Promise<Outcome<SavedProduct, "not_found" | "changed_meanwhile" | "sku_taken" | "has_stock">> {
  const isThis = and(eq(products.workspaceId, ctx.workspaceId), eq(products.id, of.id));
  return refuseTakenSku(input.sku, () =>
    withWorkspace(ctx, async (tx) => {
      await lockProducts(tx, ctx, [of.id]);
      const [before] = await tx.select().from(products).where(isThis);
      if (!before) {
        return refuse("not_found");
      }
      if (before.version !== of.version) {
        return refuse("changed_meanwhile");
      }
      const after = storedProduct(input);
      if (!after.tracked && before.onHand > 0) {
        return refuse("has_stock", { field: "tracked" });
      }
      const [saved] = await tx
        .update(products)
        .set({ ...after, version: sql`${products.version} + 1` })
        .where(isThis)
        .returning({ id: products.id, version: products.version });
      const counts = (one: typeof after) => [one.kind, one.tracked, one.made].join();
      if (counts(before) !== counts(after)) {
        await reallocate(tx, ctx, [of.id]);
        await rederive(tx, ctx, await ordersOfProduct(tx, ctx, of.id));
      }
      await audit(tx, ctx, {
        action: "product_changed",
        subject: `${after.sku} ${after.name}`,
        data: { changes: changesOf(before, after) },
      });
      return accept(saved ?? { id: of.id, version: of.version + 1 });
    }),
  );
}
