import { sql } from "drizzle-orm";
import { type Database, setDatabase } from "@/db/client";
import { clients } from "@/db/schema/clients";
import { products, stockMovements } from "@/db/schema/products";
import type { Role } from "@/lib/auth/permissions";
import { createOrder } from "@/lib/orders/commands";
import { type OrderInput, orderInputSchema } from "@/lib/orders/input";
import { newId } from "@/lib/shared/ids";
import {
  type Context,
  provedWorkspace,
  withoutWorkspace,
  withWorkspace,
} from "@/lib/workspaces/context";
import { loadContext } from "@/lib/workspaces/queries";

/** A new workspace with a person of the given role; its context works on `db`. */
export async function makeWorkspace(
  db: Database,
  options: { role?: Role; name?: string; now?: Date } = {},
): Promise<Context> {
  setDatabase(db);
  const id = provedWorkspace(newId());
  const name = options.name ?? "Test Works";
  await withoutWorkspace((tx) =>
    tx.execute(
      sql`select create_workspace(${id}::uuid, ${name}, 'Europe/Berlin', 'en-GB', 'EUR', false)`,
    ),
  );
  return loadContext(id, {
    actor: { kind: "person", name: "Ana", id: newId() },
    role: options.role ?? "owner",
    now: options.now ?? new Date("2026-06-01T10:00:00Z"),
  });
}

export async function makeClient(
  ctx: Context,
  code = "ACME",
  set: Partial<typeof clients.$inferInsert> = {},
) {
  const row = { id: newId(), workspaceId: ctx.workspaceId, code, name: `${code} Ltd`, ...set };
  await withWorkspace(ctx, (tx) => tx.insert(clients).values(row));
  return row;
}

/** A tracked product with stock on hand, in thousandths. */
export async function makeProduct(
  ctx: Context,
  sku: string,
  set: Partial<typeof products.$inferInsert> = {},
) {
  const onHand = set.onHand ?? 0;
  const row = { id: newId(), workspaceId: ctx.workspaceId, sku, name: `Product ${sku}`, ...set };
  await withWorkspace(ctx, async (tx) => {
    await tx.insert(products).values(row);
    if (onHand > 0) {
      await tx.insert(stockMovements).values({
        id: newId(),
        workspaceId: ctx.workspaceId,
        productId: row.id,
        quantity: onHand,
        reason: "receipt",
        actorName: "Ana",
        at: ctx.now,
      });
    }
  });
  return row;
}

type LineInput = Partial<OrderInput["lines"][number]> & { sku: string };

/** Creates an order through the command; answers its number. Quantities in thousandths. */
export async function makeOrder(
  ctx: Context,
  lines: readonly LineInput[],
  set: Record<string, unknown> = {},
): Promise<string> {
  const input = orderInputSchema.parse({
    client: { code: "ACME" },
    currency: "EUR",
    lines: lines.map((line) => ({ quantity: 1000, unitPriceMinor: 1000, ...line })),
    ...set,
  });
  const outcome = await createOrder(ctx, input, "by_hand");
  if (!outcome.ok) {
    throw new Error(`The order was refused: ${JSON.stringify(outcome.refusal)}`);
  }
  return outcome.value.number;
}
