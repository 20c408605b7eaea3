import "server-only";
import { sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { idList } from "@/db/lists";
import type { WorkspaceId } from "@/lib/workspaces/context";
import { changesOf } from "./changes";
import { loadStored } from "./load-stock";
import { writeChanges } from "./write-changes";

type Scope = { readonly workspaceId: WorkspaceId };

/** What of a product decides about its lines' statuses. */
export type LockedProduct = {
  readonly id: string;
  readonly kind: "goods" | "service";
  readonly tracked: boolean;
  readonly made: boolean;
};

/** Locks products in id order, which is the order that every command keeps; answers them as they are now. */
export async function lockProducts(
  tx: Transaction,
  ctx: Scope,
  productIds: readonly string[],
): Promise<LockedProduct[]> {
  if (productIds.length === 0) {
    return [];
  }
  const { rows } = await tx.execute<LockedProduct>(sql`
    select id, kind, tracked, made from products
    where workspace_id = ${ctx.workspaceId} and id = any(${idList(productIds)})
    order by id for no key update`);
  return rows;
}

/**
 * Gives stock to the open lines of these products in queue order, covers the rest by dated supply, as
 * `availability.ts` plans it, and writes changed rows only. The products must be locked. Answers the
 * orders whose lines changed.
 */
export async function reallocate(
  tx: Transaction,
  ctx: Scope,
  productIds: readonly string[],
): Promise<string[]> {
  const stored = await loadStored(tx, ctx, productIds);
  return writeChanges(tx, ctx, stored.map(changesOf));
}
