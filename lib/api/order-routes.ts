import "server-only";
import { z } from "zod";
import { createOrder } from "@/lib/orders/commands";
import { orderInputSchema } from "@/lib/orders/input";
import { STOCK_STATUSES, TABS } from "@/lib/orders/lifecycle";
import { placeOf, SORTS } from "@/lib/orders/list-params";
import { listOrderIds } from "@/lib/orders/queries";
import { addDays } from "@/lib/shared/dates";
import { accept } from "@/lib/shared/outcome";
import { type Context, withWorkspace } from "@/lib/workspaces/context";
import { listEvents } from "./event-json";
import { day, limit, withThousandths } from "./fields";
import { noQuery, notHere, type Route, reads, writes } from "./guard";
import { created, listBody, ok } from "./json";
import { orderJson } from "./order-json";
import { findOrderParts, loadOrderParts } from "./order-parts";
import { patchOrder, patchSchema } from "./order-patch";

const oneOf = <const Values extends readonly [string, ...string[]]>(name: string, values: Values) =>
  z.enum(values, `${name} must be one of ${values.join(", ")}.`);

const listQuery = z.object({
  tab: oneOf("tab", TABS).optional(),
  q: z.string().max(120, "q may have at most 120 characters.").optional(),
  client: z.string().optional(),
  /** Due before this day, not on it. */
  dueBefore: day("due_before").optional(),
  stock: oneOf("stock", STOCK_STATUSES).optional(),
  sort: oneOf("sort", SORTS).default("queue"),
  limit,
  after: z
    .string()
    .refine((cursor) => placeOf(cursor) !== null, "after must be a next_cursor of this list.")
    .optional(),
});

async function listPage(ctx: Context, query: z.output<typeof listQuery>) {
  const params = {
    q: query.q || null,
    client: query.client ?? null,
    due: query.dueBefore === undefined ? null : addDays(query.dueBefore, -1),
    stock: query.stock ?? null,
    production: null,
    shipment: null,
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

/** The shared order input as the API writes it: `due_on` is the day it must be delivered by. */
const orderSchema = z
  .looseObject({ dueOn: day("due_on").nullish(), client: z.looseObject({}) })
  .transform(({ dueOn, client, lines, ...rest }) => ({
    deliverByOn: dueOn,
    ...rest,
    // An order makes no clients here; that asks for another permission.
    client: { code: client.code },
    lines: withThousandths(lines),
  }))
  .pipe(z.preprocess((input) => input, orderInputSchema));

const eventsQuery = z.object({
  limit,
  after: z
    .string()
    .regex(/^\d{1,9}$/, "after must be a next_cursor of this list.")
    .transform(Number)
    .default(0),
});

/** The order as it is now, for answers of commands that have just changed it. */
export async function currentOrder(ctx: Context, number: string) {
  const parts = await findOrderParts(ctx, number);
  if (!parts) {
    throw new Error("An order that was just written is gone.");
  }
  return orderJson(ctx, parts);
}

export const orderRoutes: readonly Route[] = [
  reads("/orders", "orders.read", listQuery, async ({ ctx, query }) =>
    accept(ok(await listPage(ctx, query))),
  ),

  writes(["POST", "/orders"], "orders.write", orderSchema, async ({ ctx, body }) => {
    const outcome = await createOrder(ctx, body, "api");
    if (!outcome.ok) {
      return outcome;
    }
    const { number, created: isNew } = outcome.value;
    const order = await currentOrder(ctx, number);
    const location = `/api/v1/orders/${encodeURIComponent(number)}`;
    return accept(isNew ? created(order, location) : ok(order));
  }),

  reads("/orders/:number", "orders.read", noQuery, async ({ ctx, params }) => {
    const parts = await findOrderParts(ctx, params.number ?? "");
    return parts ? accept(ok(orderJson(ctx, parts))) : notHere();
  }),

  writes(
    ["PATCH", "/orders/:number"],
    "orders.write",
    patchSchema,
    async ({ ctx, params, body }) => {
      const outcome = await patchOrder(ctx, params.number ?? "", body);
      return outcome.ok ? accept(ok(await currentOrder(ctx, outcome.value.number))) : outcome;
    },
  ),

  reads("/orders/:number/events", "orders.read", eventsQuery, async ({ ctx, params, query }) => {
    const events = await listEvents(ctx, params.number ?? "", query);
    return events ? accept(ok(events)) : notHere();
  }),
];
