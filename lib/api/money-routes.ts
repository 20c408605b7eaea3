import "server-only";
import { and, eq } from "drizzle-orm";
import { invoices, payments } from "@/db/schema/invoices";
import { orders } from "@/db/schema/orders";
import { createInvoice, recordPayment } from "@/lib/invoices/commands";
import { newId } from "@/lib/shared/ids";
import { accept } from "@/lib/shared/outcome";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { movedJson } from "./action-routes";
import { type Route, sent, writes } from "./guard";
import { created } from "./json";
import { answer } from "./operation";
import { invoice, newInvoice, newPayment, payment } from "./shapes/money";

async function invoiceJson(ctx: Context, number: string) {
  const [found] = await withWorkspace(ctx, (tx) =>
    tx
      .select({ invoice: invoices, order: orders.number })
      .from(invoices)
      .innerJoin(
        orders,
        and(eq(orders.workspaceId, invoices.workspaceId), eq(orders.id, invoices.orderId)),
      )
      .where(and(eq(invoices.workspaceId, ctx.workspaceId), eq(invoices.number, number))),
  );
  return {
    number,
    order: found?.order,
    amount_minor: found?.invoice.amountMinor,
    currency: found?.invoice.currency,
    issued_on: found?.invoice.issuedOn,
  };
}

async function paymentJson(ctx: Context, id: string) {
  const [found] = await withWorkspace(ctx, (tx) =>
    tx
      .select({ payment: payments, order: orders.number, invoice: invoices.number })
      .from(payments)
      .innerJoin(
        orders,
        and(eq(orders.workspaceId, payments.workspaceId), eq(orders.id, payments.orderId)),
      )
      .leftJoin(
        invoices,
        and(eq(invoices.workspaceId, payments.workspaceId), eq(invoices.id, payments.invoiceId)),
      )
      .where(and(eq(payments.workspaceId, ctx.workspaceId), eq(payments.id, id))),
  );
  return {
    id,
    order: found?.order,
    invoice: found?.invoice ?? null,
    amount_minor: found?.payment.amountMinor,
    currency: found?.payment.currency,
    paid_on: found?.payment.paidOn,
    note: found?.payment.note ?? null,
  };
}

export const moneyRoutes: readonly Route[] = [
  writes(
    ["POST", "/invoices"],
    "invoices.write",
    {
      id: "createInvoice",
      summary: "Invoice an order",
      description: "In full or in part. Shipped, invoiced and paid in full, it is archived.",
      body: sent(newInvoice, { order: "SO-2001", amount_minor: 1000 }),
      answers: { 201: answer("The new invoice.", invoice) },
      refusals: ["not_found", "archived", "nothing_left", "too_much"],
    },
    async ({ ctx, body }) => {
      const outcome = await createInvoice(ctx, {
        orderNumber: body.order,
        amountMinor: body.amount_minor,
        batchId: newId(),
      });
      if (!outcome.ok) {
        return outcome;
      }
      const { number, moved } = outcome.value;
      return accept(
        created({ ...(await invoiceJson(ctx, number)), moved: moved ? [movedJson(moved)] : [] }),
      );
    },
  ),

  writes(
    ["POST", "/payments"],
    "invoices.write",
    {
      id: "recordPayment",
      summary: "Record a payment",
      description: "Of an order or of one of its invoices, in full or in part.",
      body: sent(newPayment, { order: "SO-2001", amount_minor: 1000 }),
      answers: { 201: answer("The payment.", payment) },
      refusals: ["not_found", "archived", "nothing_left", "too_much"],
    },
    async ({ ctx, body }) => {
      const outcome = await recordPayment(ctx, {
        ...(body.order === undefined ? {} : { orderNumber: body.order }),
        ...(body.invoice === undefined ? {} : { invoiceNumber: body.invoice }),
        amountMinor: body.amount_minor,
        note: body.note || undefined,
        batchId: newId(),
      });
      if (!outcome.ok) {
        return outcome;
      }
      const { id, moved } = outcome.value;
      return accept(
        created({ ...(await paymentJson(ctx, id)), moved: moved ? [movedJson(moved)] : [] }),
      );
    },
  ),
];
