import "server-only";
import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { invoices, payments } from "@/db/schema/invoices";
import { orders } from "@/db/schema/orders";
import { createInvoice, recordPayment } from "@/lib/invoices/commands";
import { optionalLine, requiredLine } from "@/lib/shared/fields";
import { newId } from "@/lib/shared/ids";
import { MINOR_MAX } from "@/lib/shared/money";
import { accept } from "@/lib/shared/outcome";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { movedJson } from "./action-routes";
import { type Route, writes } from "./guard";
import { created } from "./json";

const amountMinor = z
  .number("amount_minor must be a number of minor units.")
  .int("amount_minor must be a whole number of minor units.")
  .positive("amount_minor must be more than 0.")
  .max(MINOR_MAX, "amount_minor is too large.")
  .optional();

const invoiceSchema = z.object({ order: requiredLine("order", 80), amountMinor });

const paymentSchema = z
  .object({
    order: requiredLine("order", 80).optional(),
    invoice: requiredLine("invoice", 80).optional(),
    amountMinor,
    note: optionalLine("note", 1000),
  })
  .refine(({ order, invoice }) => (order === undefined) !== (invoice === undefined), {
    path: ["order"],
    message: "Name either an order or an invoice.",
  });

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
  writes(["POST", "/invoices"], "invoices.write", invoiceSchema, async ({ ctx, body }) => {
    const { order: orderNumber, amountMinor: amount } = body;
    const outcome = await createInvoice(ctx, {
      orderNumber,
      amountMinor: amount,
      batchId: newId(),
    });
    if (!outcome.ok) {
      return outcome;
    }
    const { number, moved } = outcome.value;
    return accept(
      created({ ...(await invoiceJson(ctx, number)), moved: moved ? [movedJson(moved)] : [] }),
    );
  }),

  writes(["POST", "/payments"], "invoices.write", paymentSchema, async ({ ctx, body }) => {
    const outcome = await recordPayment(ctx, {
      ...(body.order === undefined ? {} : { orderNumber: body.order }),
      ...(body.invoice === undefined ? {} : { invoiceNumber: body.invoice }),
      amountMinor: body.amountMinor,
      note: body.note ?? undefined,
      batchId: newId(),
    });
    if (!outcome.ok) {
      return outcome;
    }
    const { id, moved } = outcome.value;
    return accept(
      created({ ...(await paymentJson(ctx, id)), moved: moved ? [movedJson(moved)] : [] }),
    );
  }),
];
