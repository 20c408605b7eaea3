import "server-only";
import { and, eq, isNull, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { invoices, payments } from "@/db/schema/invoices";
import { orders } from "@/db/schema/orders";
import { rederive } from "@/lib/orders/derive";
import { appendEvent } from "@/lib/orders/events";
import { type LoadedOrder, loadOrders, lockOrders, orderIdsByNumber } from "@/lib/orders/facts";
import { type Moved, moveAfterFact } from "@/lib/orders/move";
import { newId } from "@/lib/shared/ids";
import type { Minor } from "@/lib/shared/money";
import { accept, type Outcome, refuse } from "@/lib/shared/outcome";
import { asnStates } from "@/lib/shipments/facts";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { recordIssued, takeNumbers } from "@/lib/workspaces/series";

export type MoneyRefusal = "not_found" | "archived" | "nothing_left" | "too_much" | "not_positive";

/** Invoices an order: the amount given, else all that is not invoiced yet. Minor units of the order's currency. */
export async function createInvoice(
  ctx: Context,
  input: { orderNumber: string; amountMinor?: Minor | undefined; batchId: string },
): Promise<Outcome<{ number: string; moved: Moved | null }, MoneyRefusal>> {
  return withWorkspace(ctx, async (tx) => {
    const order = await lockOne(tx, ctx, input.orderNumber);
    const amount = amountOf(order, input.amountMinor, order?.invoicedMinor ?? 0);
    if (!order || !amount.ok) {
      return amount.ok ? refuse("not_found") : amount;
    }
    const number = `INV-${1000 + (await takeNumbers(tx, ctx, "invoice", 1))}`;
    const id = newId();
    await recordIssued(tx, ctx, [{ series: "invoice", number, subjectId: id }]);
    await tx.insert(invoices).values({
      id,
      workspaceId: ctx.workspaceId,
      orderId: order.row.id,
      number,
      amountMinor: amount.value,
      currency: order.row.currency,
      issuedOn: ctx.today,
      createdBy: ctx.actor.name,
      createdAt: ctx.now,
    });
    const moved = await settle(tx, ctx, order, "invoiced", input.batchId, {
      set: { invoicedMinor: order.invoicedMinor + amount.value },
      data: { invoice: number, amountMinor: amount.value, currency: order.row.currency },
    });
    return accept({ number, moved });
  });
}

/** Records a payment of an order, or of one of its invoices: the amount given, else all that is still unpaid of it. */
export async function recordPayment(
  ctx: Context,
  input: {
    orderNumber?: string;
    invoiceNumber?: string;
    amountMinor?: Minor | undefined;
    note?: string | undefined;
    batchId: string;
  },
): Promise<Outcome<{ id: string; moved: Moved | null }, MoneyRefusal>> {
  return withWorkspace(ctx, async (tx) => {
    const invoice = input.invoiceNumber ? await findInvoice(tx, ctx, input.invoiceNumber) : null;
    if (input.invoiceNumber && !invoice) {
      return refuse("not_found");
    }
    const order = invoice
      ? (await lockOrders(tx, ctx, [invoice.orderId]))[0]
      : await lockOne(tx, ctx, input.orderNumber ?? "");
    const unpaid = invoice ? invoice.amountMinor - (await paidOf(tx, ctx, invoice.id)) : undefined;
    const amount = amountOf(order ?? null, input.amountMinor, order?.paidMinor ?? 0, unpaid);
    if (!order || !amount.ok) {
      return amount.ok ? refuse("not_found") : amount;
    }
    const id = newId();
    await tx.insert(payments).values({
      id,
      workspaceId: ctx.workspaceId,
      orderId: order.row.id,
      invoiceId: invoice?.id ?? null,
      amountMinor: amount.value,
      currency: order.row.currency,
      paidOn: ctx.today,
      note: input.note ?? null,
      createdBy: ctx.actor.name,
      createdAt: ctx.now,
    });
    const moved = await settle(tx, ctx, order, "paid", input.batchId, {
      set: { paidMinor: order.paidMinor + amount.value },
      data: { amountMinor: amount.value, currency: order.row.currency },
    });
    return accept({ id, moved });
  });
}

/** The amount asked for, else the rest; never more than the rest, nor than what is left of an invoice. */
function amountOf(
  order: LoadedOrder | null,
  asked: Minor | undefined,
  soFar: Minor,
  left = Number.POSITIVE_INFINITY,
): Outcome<Minor, MoneyRefusal> {
  if (!order) {
    return refuse("not_found");
  }
  if (order.archiveReason === "cancelled" || order.archiveReason === "not_to_be_fulfilled") {
    return refuse("archived");
  }
  const rest = Math.min(order.totalMinor - soFar, left);
  if (rest <= 0) {
    return refuse("nothing_left");
  }
  const amount = asked ?? rest;
  if (!Number.isSafeInteger(amount) || amount <= 0) {
    return refuse("not_positive", { field: "amount_minor" });
  }
  return amount > rest
    ? refuse("too_much", { field: "amount_minor", data: { rest } })
    : accept(amount);
}

async function lockOne(tx: Transaction, ctx: Context, number: string): Promise<LoadedOrder | null> {
  const [id] = await orderIdsByNumber(tx, ctx, [number]);
  const [order] = await lockOrders(tx, ctx, id ? [id] : []);
  return order ?? null;
}

async function findInvoice(tx: Transaction, ctx: Pick<Context, "workspaceId">, number: string) {
  const [invoice] = await tx
    .select()
    .from(invoices)
    .where(
      and(
        eq(invoices.workspaceId, ctx.workspaceId),
        eq(invoices.number, number),
        isNull(invoices.voidedAt),
      ),
    );
  return invoice ?? null;
}

/** What was paid of an invoice by name. The order's lock keeps it so. */
async function paidOf(
  tx: Transaction,
  ctx: Pick<Context, "workspaceId">,
  invoiceId: string,
): Promise<Minor> {
  const [paid] = await tx
    .select({ minor: sql`coalesce(sum(${payments.amountMinor}), 0)::bigint`.mapWith(Number) })
    .from(payments)
    .where(and(eq(payments.workspaceId, ctx.workspaceId), eq(payments.invoiceId, invoiceId)));
  return paid?.minor ?? 0;
}

async function settle(
  tx: Transaction,
  ctx: Context,
  order: LoadedOrder,
  cause: "invoiced" | "paid",
  batchId: string,
  write: {
    set: Partial<Pick<typeof orders.$inferInsert, "invoicedMinor" | "paidMinor">>;
    data: Record<string, unknown>;
  },
): Promise<Moved | null> {
  await tx
    .update(orders)
    .set(write.set)
    .where(and(eq(orders.workspaceId, ctx.workspaceId), eq(orders.id, order.row.id)));
  await appendEvent(tx, ctx, order.row.id, { type: cause, cause: "by_hand", data: write.data });
  await rederive(tx, ctx, [order.row.id]);
  const [fresh] = await loadOrders(tx, ctx, [order.row.id]);
  const asns = await asnStates(tx, ctx, order.row.id);
  return fresh ? moveAfterFact(tx, ctx, fresh, { cause, asns, batchId }) : null;
}
