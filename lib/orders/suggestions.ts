import "server-only";
import { and, eq, ilike, inArray, isNull, or, type SQL, sql } from "drizzle-orm";
import { clientAddresses, clients } from "@/db/schema/clients";
import { products } from "@/db/schema/products";
import type { Address } from "@/lib/shared/address";
import { containsPattern } from "@/lib/shared/keyset";
import type { Minor } from "@/lib/shared/money";
import type { Quantity } from "@/lib/shared/quantity";
import { type Context, withWorkspace } from "@/lib/workspaces/context";

export type ClientSuggestion = {
  readonly key: string;
  readonly name: string;
  readonly shipTo: Address | null;
};

export type ProductSuggestion = {
  readonly key: string;
  readonly name: string;
  /** In the workspace's currency. */
  readonly unitPriceMinor: Minor | null;
  /** On hand and not reserved; null for what is not tracked. */
  readonly available: Quantity | null;
};

/** Clients whose code or name holds the text, the exact code first. */
export async function suggestClients(
  ctx: Context,
  text: string,
  limit: number,
): Promise<ClientSuggestion[]> {
  return withWorkspace(ctx, async (tx) => {
    const found = await tx
      .select({ id: clients.id, key: clients.code, name: clients.name })
      .from(clients)
      .where(
        and(
          eq(clients.workspaceId, ctx.workspaceId),
          isNull(clients.archivedAt),
          holds(text, [clients.code, clients.name]),
        ),
      )
      .orderBy(exactFirst(clients.code, text), clients.name, clients.id)
      .limit(limit);
    const addresses = await tx
      .select()
      .from(clientAddresses)
      .where(
        and(
          eq(clientAddresses.workspaceId, ctx.workspaceId),
          eq(clientAddresses.kind, "ship_to"),
          inArray(
            clientAddresses.clientId,
            found.map(({ id }) => id),
          ),
        ),
      );
    const addressOf = new Map(addresses.map((row) => [row.clientId, row]));
    return found.map(({ id, key, name }) => {
      const row = addressOf.get(id);
      return { key, name, shipTo: row ? plainAddress(row) : null };
    });
  });
}

/** Products whose SKU or name holds the text, the exact SKU first. */
export async function suggestProducts(
  ctx: Context,
  text: string,
  limit: number,
): Promise<ProductSuggestion[]> {
  const found = await withWorkspace(ctx, (tx) =>
    tx
      .select()
      .from(products)
      .where(
        and(
          eq(products.workspaceId, ctx.workspaceId),
          isNull(products.archivedAt),
          holds(text, [products.sku, products.name]),
        ),
      )
      .orderBy(exactFirst(products.sku, text), products.name, products.id)
      .limit(limit),
  );
  return found.map((product) => ({
    key: product.sku,
    name: product.name,
    unitPriceMinor: product.unitPriceMinor,
    available: product.tracked ? product.onHand - product.reserved : null,
  }));
}

type Column = Parameters<typeof ilike>[0];

const holds = (text: string, columns: readonly Column[]): SQL | undefined =>
  text === "" ? undefined : or(...columns.map((column) => ilike(column, containsPattern(text))));

const exactFirst = (column: Column, text: string): SQL =>
  sql`lower(${column}) <> ${text.toLowerCase()}`;

function plainAddress(row: typeof clientAddresses.$inferSelect): Address {
  const { name, line1, line2, city, region, postalCode, country } = row;
  return { name, line1, line2, city, region, postalCode, country };
}
