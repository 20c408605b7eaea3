import "server-only";
import { isUniqueViolation } from "@/db/errors";
import { products } from "@/db/schema/products";
import { newId } from "@/lib/shared/ids";
import { accept, type Outcome, refuse } from "@/lib/shared/outcome";
import { audit } from "@/lib/workspaces/audit";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import type { ProductInput } from "./input";

export type SavedProduct = { readonly id: string; readonly version: number };

/** Creates a product. A service is never tracked. Changes are in orders/product-changes, because they touch orders. */
export async function createProduct(
  ctx: Context,
  input: ProductInput,
): Promise<Outcome<SavedProduct, "sku_taken">> {
  const id = newId();
  return refuseTakenSku(input.sku, () =>
    withWorkspace(ctx, async (tx) => {
      await tx.insert(products).values({
        id,
        workspaceId: ctx.workspaceId,
        ...storedProduct(input),
        createdAt: ctx.now,
      });
      await audit(tx, ctx, { action: "product_created", subject: `${input.sku} ${input.name}` });
      return accept({ id, version: 1 });
    }),
  );
}

/** What of the input is stored: a service has no stock and is not made. */
export function storedProduct(input: ProductInput) {
  const isGoods = input.kind === "goods";
  return { ...input, tracked: isGoods && input.tracked, made: isGoods && input.made };
}

export async function refuseTakenSku<Answer>(
  sku: string,
  write: () => Promise<Answer>,
): Promise<Answer | ReturnType<typeof refuse<"sku_taken">>> {
  try {
    return await write();
  } catch (error) {
    if (isUniqueViolation(error, "products_sku")) {
      return refuse("sku_taken", { field: "sku", data: { sku } });
    }
    throw error;
  }
}
