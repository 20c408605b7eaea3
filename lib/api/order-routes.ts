import "server-only";
import { z } from "@hono/zod-openapi";
import { createOrder } from "@/lib/orders/commands";
import { orderInputSchema } from "@/lib/orders/input";
import { listOrderIds } from "@/lib/orders/queries";
import { addDays } from "@/lib/shared/dates";
import { accept } from "@/lib/shared/outcome";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { listEvents } from "./event-json";
import { notHere, type Route, reads, sentAs, writes } from "./guard";
import { created, listBody, ok } from "./json";
import { answer } from "./operation";
import { orderJson } from "./order-json";
import { findOrderParts, loadOrderParts } from "./order-parts";
import { patchOrder, patchSchema } from "./order-patch";
import { eventPage } from "./shapes/event";
import { noQuery } from "./shapes/list";
import { order, orderPage } from "./shapes/order";
import { eventsQuery, newOrder, orderChange, orderQuery } from "./shapes/order-body";

async function listPage(ctx: Context, query: z.output<typeof orderQuery>) {
  const params = {
    q: query.q || null,
    client: query.client ?? null,
    due: query.due ?? (query.due_before === undefined ? null : addDays(query.due_before, -1)),
    stock: query.stock ?? null,
    production: query.production ?? null,
    shipment: query.shipment ?? null,
    sort: query.sort,
    after: query.after ?? null,
    before: null,
  };
  return withWorkspace(ctx, async (tx) => {
    const page = await listOrderIds(tx, ctx, query.tab ?? null, params, query.limit);
    const parts = await loadOrderParts(tx, ctx, page.ids);
    return listBody(
      parts.map((one) => orderJson(ctx, one)),
      page.next,
    );
  });
}

/** The shared order input: the API's `due_on` is the day it must be delivered by. */
const orderInput = z
  .looseObject({ dueOn: z.string().nullish() })
  .transform(({ dueOn, ...rest }) => ({ deliverByOn: dueOn, ...rest }))
  .pipe(z.preprocess((input) => input, orderInputSchema));

/** The order as it is now, for answers of commands that have just changed it. */
export async function currentOrder(ctx: Context, number: string) {
  const parts = await findOrderParts(ctx, number);
  if (!parts) {
    throw new Error("An order that was just written is gone.");
  }
  return orderJson(ctx, parts);
}

const EXAMPLE = {
  client: { code: "ACME" },
  external_id: "#1001",
  po_number: "PO-7",
  due_on: "2199-06-12",
  currency: "EUR",
  lines: [{ sku: "OAK-CHAIR", quantity: 2.5, unit_price_minor: 1999 }],
};

export const orderRoutes: readonly Route[] = [
  reads(
    "/orders",
    "orders.read",
    {
      id: "listOrders",
      summary: "List orders",
      description: "Filters are those of the list in the browser. Without `tab`, all three tabs.",
      query: orderQuery,
      answers: { 200: answer("A page of orders.", orderPage) },
    },
    async ({ ctx, query }) => accept(ok(await listPage(ctx, query))),
  ),

  writes(
    ["POST", "/orders"],
    "orders.write",
    {
      id: "createOrder",
      summary: "Create an order",
      description:
        "The order joins the end of the queue and gets what stock is free. Clients and products must exist.",
      body: sentAs(newOrder, orderInput, EXAMPLE),
      answers: {
        201: answer("The new order.", order, { located: true }),
        200: answer("The order that has this source and external id already, as it is.", order),
      },
      refusals: ["unknown_client", "unknown_product", "number_taken"],
    },
    async ({ ctx, body }) => {
      const outcome = await createOrder(ctx, body, "api");
      if (!outcome.ok) {
        return outcome;
      }
      const { number, created: isNew } = outcome.value;
      const made = await currentOrder(ctx, number);
      const location = `/api/v1/orders/${encodeURIComponent(number)}`;
      return accept(isNew ? created(made, location) : ok(made));
    },
  ),

  reads(
    "/orders/:number",
    "orders.read",
    {
      id: "getOrder",
      summary: "Read an order",
      query: noQuery,
      answers: { 200: answer("The order.", order) },
    },
    async ({ ctx, params }) => {
      const parts = await findOrderParts(ctx, params.number ?? "");
      return parts ? accept(ok(orderJson(ctx, parts))) : notHere();
    },
  ),

  writes(
    ["PATCH", "/orders/:number"],
    "orders.write",
    {
      id: "changeOrder",
      summary: "Change an order",
      description:
        "What is left out stays. An edit that leaves something owed on a closed order reopens it.",
      body: sentAs(orderChange, patchSchema, {
        version: 1,
        po_number: "PO-8",
        lines: [{ line: 1, quantity: 3 }],
      }),
      answers: { 200: answer("The order as it is now.", order) },
      refusals: [
        "changed_meanwhile",
        "archived",
        "unknown_product",
        "unknown_line",
        "ambiguous_line",
        "below_shipped",
        "allowance_used",
        "in_shipment",
        "in_production",
        "no_lines",
      ],
    },
    async ({ ctx, params, body }) => {
      const outcome = await patchOrder(ctx, params.number ?? "", body);
      return outcome.ok ? accept(ok(await currentOrder(ctx, outcome.value.number))) : outcome;
    },
  ),

  reads(
    "/orders/:number/events",
    "orders.read",
    {
      id: "listOrderEvents",
      summary: "List what happened to an order",
      description: "Oldest first. Every change of tab is one of them and names its cause.",
      query: eventsQuery,
      answers: { 200: answer("A page of events.", eventPage) },
    },
    async ({ ctx, params, query }) => {
      const events = await listEvents(ctx, params.number ?? "", query);
      return events ? accept(ok(events)) : notHere();
    },
  ),
];
