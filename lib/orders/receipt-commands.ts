import "server-only";
import { and, eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { expectedReceipts, products } from "@/db/schema/products";
import { isId, newId } from "@/lib/shared/ids";
import { accept, type Outcome, refuse } from "@/lib/shared/outcome";
import { QUANTITY_MAX, type Quantity, quantityText } from "@/lib/shared/quantity";
import { lockProducts, reallocate } from "@/lib/stock/allocate";
import {
  decideChange,
  decideClose,
  decideReceive,
  type NewReceipt,
  type ReceiptChange,
  type Received,
  stampOf,
} from "@/lib/stock/receipts";
import { audit } from "@/lib/workspaces/audit";
import { changesOf } from "@/lib/workspaces/changes";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { rederive } from "./derive";
import { applyMovement } from "./stock-movements";

type Row = typeof expectedReceipts.$inferSelect;
type Locked = { readonly row: Row; readonly product: typeof products.$inferSelect };

/** Expects units of a product on a day. The same key again answers the receipt that it made. */
export async function expectReceipt(
  ctx: Context,
  { sku, quantity, dueOn, reference, key }: NewReceipt,
): Promise<Outcome<{ id: string }, "unknown_product" | "not_goods" | "key_reused">> {
  return withWorkspace(ctx, async (tx) => {
    const [product] = await tx
      .select({ id: products.id, kind: products.kind })
      .from(products)
      .where(and(eq(products.workspaceId, ctx.workspaceId), eq(products.sku, sku)));
    if (!product) {
      return refuse("unknown_product", { field: "sku", data: { sku } });
    }
    if (product.kind !== "goods") {
      return refuse("not_goods", { field: "sku" });
    }
    await lockProducts(tx, ctx, [product.id]);
    const id = key ?? newId();
    const made = await tx
      .insert(expectedReceipts)
      .values({
        id,
        workspaceId: ctx.workspaceId,
        productId: product.id,
        reference,
        quantity,
        dueOn,
        createdAt: ctx.now,
      })
      .onConflictDoNothing({ target: expectedReceipts.id })
      .returning({ id: expectedReceipts.id });
    if (made.length === 0) {
      return (await lockReceipt(tx, ctx, id)) ? accept({ id }) : refuse("key_reused");
    }
    await audit(tx, ctx, {
      action: "receipt_expected",
      subject: subjectOf(reference, sku),
      aboutId: id,
      data: { quantity: quantityText(quantity), dueOn },
    });
    await rederive(tx, ctx, await reallocate(tx, ctx, [product.id]));
    return accept({ id });
  });
}

/** What the audit log calls a receipt: "PO-77 of OAK". */
const subjectOf = (reference: string, sku: string) => `${reference} of ${sku}`;

/** A receipt with its product locked; null for an id that the workspace does not have. */
async function lockReceipt(tx: Transaction, ctx: Context, id: string): Promise<Locked | null> {
  const isThis = and(
    eq(expectedReceipts.workspaceId, ctx.workspaceId),
    eq(expectedReceipts.id, id),
  );
  const [found] = isId(id) ? await tx.select().from(expectedReceipts).where(isThis) : [];
  if (!found) {
    return null;
  }
  await lockProducts(tx, ctx, [found.productId]);
  const [row] = await tx.select().from(expectedReceipts).where(isThis);
  const [product] = await tx
    .select()
    .from(products)
    .where(and(eq(products.workspaceId, ctx.workspaceId), eq(products.id, found.productId)));
  return row && product ? { row, product } : null;
}

/** Decides on a locked receipt that is as the form saw it, then does it. */
async function onReceipt<T>(
  ctx: Context,
  id: string,
  seen: string | undefined,
  act: (tx: Transaction, locked: Locked) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  return withWorkspace(ctx, async (tx) => {
    const locked = await lockReceipt(tx, ctx, id);
    if (!locked) {
      return refuse("not_found");
    }
    if (seen !== undefined && seen !== stampOf(locked.row)) {
      return refuse("changed_meanwhile");
    }
    return act(tx, locked);
  });
}

function write(tx: Transaction, ctx: Context, { row }: Locked, set: Partial<Row>) {
  return tx
    .update(expectedReceipts)
    .set(set)
    .where(and(eq(expectedReceipts.workspaceId, ctx.workspaceId), eq(expectedReceipts.id, row.id)));
}

/** Puts what came into stock. More than was expected is taken, and said. */
export async function receive(
  ctx: Context,
  id: string,
  { quantity, note, seen }: Received,
): Promise<Outcome<{ readonly over: Quantity; readonly left: Quantity }>> {
  return onReceipt(ctx, id, seen, async (tx, locked) => {
    const { row, product } = locked;
    const decision = decideReceive(row, quantity);
    if (!decision.ok) {
      return decision;
    }
    if (product.onHand + quantity > QUANTITY_MAX) {
      return refuse("too_much_stock", { field: "quantity" });
    }
    const { received, over, isDone } = decision.value;
    await write(tx, ctx, locked, { received, closedAt: isDone ? ctx.now : null });
    const words = note ? `${row.reference}: ${note}` : row.reference;
    await applyMovement(tx, ctx, product, { quantity, reason: "receipt", note: words });
    await audit(tx, ctx, {
      action: "receipt_received",
      subject: subjectOf(row.reference, product.sku),
      aboutId: id,
      data: { quantity: quantityText(quantity) },
    });
    return accept({
      over,
      left: Math.max(0, row.quantity - received),
    });
  });
}

const told = ({ reference, quantity, dueOn }: Pick<Row, "reference" | "quantity" | "dueOn">) => ({
  ...{ reference, quantity: quantityText(quantity), dueOn },
});

/** Changes how many are expected, when, or by which reference. */
export async function changeReceipt(ctx: Context, id: string, { seen, ...change }: ReceiptChange) {
  return onReceipt(ctx, id, seen, async (tx, locked) => {
    const decision = decideChange(locked.row, change);
    if (!decision.ok) {
      return decision;
    }
    await write(tx, ctx, locked, decision.value);
    const changes = changesOf(told(locked.row), told(decision.value));
    if (Object.keys(changes).length > 0) {
      await audit(tx, ctx, {
        action: "receipt_changed",
        subject: subjectOf(locked.row.reference, locked.product.sku),
        aboutId: id,
        data: { changes },
      });
    }
    await rederive(tx, ctx, await reallocate(tx, ctx, [locked.product.id]));
    return accept({ id });
  });
}

/** Ends what is left of a receipt, or expects it again. Orders that it covered are short of it, or covered again. */
export async function closeReceipt(ctx: Context, id: string, close: boolean) {
  return onReceipt(ctx, id, undefined, async (tx, locked) => {
    const decision = decideClose(locked.row, close);
    if (!decision.ok) {
      return decision;
    }
    await write(tx, ctx, locked, { closedAt: close ? ctx.now : null });
    const left = quantityText(locked.row.quantity - locked.row.received);
    await audit(tx, ctx, {
      action: close ? "receipt_closed" : "receipt_reopened",
      subject: subjectOf(locked.row.reference, locked.product.sku),
      aboutId: id,
      data: { left },
    });
    await rederive(tx, ctx, await reallocate(tx, ctx, [locked.product.id]));
    return accept({ left });
  });
}
