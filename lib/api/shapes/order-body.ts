/** Decides what the document says of the bodies that make and change orders. */
import { z } from "@hono/zod-openapi";
import {
  PRODUCTION_STATUSES,
  SHIPMENT_STATUSES,
  STOCK_STATUSES,
  TABS,
} from "@/lib/orders/lifecycle";
import { DUE_FILTERS, placeOf, SORTS } from "@/lib/orders/list-params";
import { addressBody } from "./client";
import { after, limit, search } from "./list";
import { minor, optionalText, orNull, quantity, quantityOrNone, said, text, whole } from "./values";

const LINES_MAX = 1000;

export const orderQuery = z.object({
  tab: said(z.enum(TABS).optional(), "Only this tab.", "open"),
  q: search("number, external id, PO number, client or SKU"),
  client: said(z.string().optional(), "Only this client, by code.", "ACME"),
  due_before: said(
    z.iso.date().optional(),
    "Only those due before this day, not on it.",
    "2026-06-12",
  ),
  due: said(
    z.union([z.enum(DUE_FILTERS), z.iso.date()]).optional(),
    "`overdue`, `today`, `week` (the next 7 days), or a day: due on it or before. Wins over `due_before`.",
    "week",
  ),
  stock: said(z.enum(STOCK_STATUSES).optional(), "Only this stock status.", "in_stock"),
  production: said(
    z.enum(PRODUCTION_STATUSES).optional(),
    "Only this production status.",
    "not_needed",
  ),
  shipment: said(z.enum(SHIPMENT_STATUSES).optional(), "Only this shipment status.", "not_shipped"),
  sort: said(
    z.enum(SORTS).default("queue"),
    "`queue`: as stock is given out. `due`: the next due first. `recent`: the latest first.",
    "queue",
  ),
  limit,
  after: after((cursor) => placeOf(cursor) !== null),
});

export const eventsQuery = z.object({
  limit,
  after: said(
    z
      .string()
      .regex(/^\d{1,9}$/)
      .transform(Number)
      .default(0)
      .openapi({ type: "string" }),
    "The `next_cursor` of the page before: the `seq` of its last event.",
    "0",
  ),
});

const day = () => z.iso.date().nullish();

const unitPrice = said(
  minor(),
  "The price of one unit. In minor units of the currency (cents).",
  1999,
);
const ordered = said(quantity(), "How many. In the product's unit, at most 3 decimals.", 2.5);
const name = said(optionalText(200), "Another name for the product on this order.", "Oak chair");
const discount = said(
  minor().optional(),
  "Taken off the line's total. In minor units of the currency (cents).",
  0,
);

const overShip = said(
  quantityOrNone().optional(),
  "How many more than ordered may be shipped; left out, none, or what it was. In the product's unit, at most 3 decimals.",
  0,
);

const newLine = z
  .object({
    sku: said(text(80), "The product's SKU.", "OAK-CHAIR"),
    quantity: ordered,
    unit_price_minor: unitPrice,
    discount_minor: discount,
    over_ship_allowance: overShip,
    name,
  })
  .openapi("NewOrderLine");

/** What both a new order and a change of one may say. */
const shared = {
  po_number: said(optionalText(80), "The client's purchase order.", "PO-7"),
  due_on: said(day(), "The same as `deliver_by_on`, which wins. A calendar day.", "2199-06-12"),
  deliver_by_on: said(day(), "The day by which it must arrive. A calendar day.", "2199-06-12"),
  ship_by_on: said(day(), "The day by which it must leave. A calendar day.", "2199-06-10"),
  ordered_on: said(day(), "When it was ordered; left out, today. A calendar day.", "2026-06-01"),
  allow_partial: said(
    z.boolean().nullish(),
    "Whether it may ship in parts; null takes the client's rule.",
    null,
  ),
  on_hold: said(z.boolean().optional(), "It keeps what it has and is not shipped.", false),
  note: said(optionalText(4000), "A note for people in the workspace.", "Ring twice"),
  ship_to: orNull(addressBody)
    .optional()
    .meta({ description: "Where it goes; null or left out, the client's address." }),
  shipping_minor: said(
    minor().optional(),
    "What shipping costs. In minor units of the currency (cents).",
    0,
  ),
  tax_minor: said(minor().optional(), "Tax. In minor units of the currency (cents).", 0),
};

const currency = said(z.string(), "ISO 4217 code.", "EUR");

export const newOrder = z
  .object({
    number: said(
      z
        .string()
        .regex(/^\s*[A-Za-z0-9._-]{1,40}\s*$/)
        .optional(),
      "Its number; left out, the next of the workspace's series.",
      "SO-2001",
    ),
    source: said(text(40).optional(), "Where it came from; left out, `api`.", "api"),
    external_id: said(
      optionalText(120),
      "Its number there. The same source and external id again answers the order as it is, with 200.",
      "#1001",
    ),
    client: z
      .object({ code: said(text(40), "The client's code.", "ACME") })
      .meta({ description: "Who orders." }),
    currency,
    lines: z.array(newLine).min(1).max(LINES_MAX).meta({ description: "What is ordered." }),
    ...shared,
  })
  .openapi("NewOrder");

const lineNumber = whole().nullish();

export const orderChange = z
  .object({
    version: said(
      whole(),
      "The `version` that you read. When it is not the current one, nothing is changed and you get `changed_meanwhile`.",
      1,
    ),
    currency: currency.optional(),
    lines: z
      .array(
        z.object({
          line: said(
            lineNumber,
            "Which line, by its number; left out, the only one of the SKU, else a new line.",
            1,
          ),
          sku: said(z.string().max(80).optional(), "The product's SKU.", "OAK-CHAIR"),
          quantity: ordered.optional(),
          unit_price_minor: unitPrice.optional(),
          discount_minor: discount,
          over_ship_allowance: overShip,
          name,
        }),
      )
      .max(LINES_MAX)
      .optional()
      .meta({ description: "Lines that change or are new; a line left out stays as it is." }),
    removed_lines: said(z.array(whole()).optional(), "Numbers of lines that go away.", []),
    ...shared,
  })
  .openapi("OrderChange");
