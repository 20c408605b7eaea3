import "server-only";
import { z } from "@hono/zod-openapi";
import {
  ARCHIVE_REASONS,
  INVOICING_STATUSES,
  PAYMENT_STATUSES,
  PRODUCTION_STATUSES,
  SHIPMENT_STATUSES,
  STOCK_STATUSES,
  TABS,
} from "@/lib/orders/lifecycle";
import { pageOf } from "./list";
import { shipmentOfOrder } from "./shipment";
import {
  dayOf,
  flagOf,
  minorUnits,
  orderNumber,
  said,
  sku,
  textOf,
  textOrNull,
  units,
  versionOf,
  whole,
} from "./values";

const tab = (description: string, example: string) => said(z.enum(TABS), description, example);

function status<const Values extends readonly [string, ...string[]]>(
  name: string,
  values: Values,
  example: { value: Values[number]; percent: number; explanation: string },
) {
  return z
    .object({
      value: said(z.enum(values), `The order's ${name} status.`, example.value),
      percent: said(
        whole().min(0).max(100).nullable(),
        "Floored, so 100 means all of it; null where there is nothing to count. In percent.",
        example.percent,
      ),
      expected_on: dayOf("By when all of it is expected; null where that is not known.", null),
      explanation: textOf("The reason, in one sentence.", example.explanation),
    })
    .meta({ description: `The ${name} status with its reason.` });
}

const statuses = z
  .object({
    stock: status("stock", STOCK_STATUSES, {
      value: "in_stock",
      percent: 100,
      explanation: "All 2.5 are reserved.",
    }),
    production: status("production", PRODUCTION_STATUSES, {
      value: "not_started",
      percent: 0,
      explanation: "0 of 5 made.",
    }),
    shipment: status("shipment", SHIPMENT_STATUSES, {
      value: "not_shipped",
      percent: 0,
      explanation: "Nothing has been shipped yet.",
    }),
    invoicing: status("invoicing", INVOICING_STATUSES, {
      value: "not_invoiced",
      percent: 0,
      explanation: "€0.00 of €49.98 invoiced.",
    }),
    payment: status("payment", PAYMENT_STATUSES, {
      value: "unpaid",
      percent: 0,
      explanation: "€0.00 of €49.98 paid.",
    }),
  })
  .meta({ description: "Computed from facts each time, never entered." });

const line = z
  .object({
    line: said(whole(), "The line's number within the order, from 1. It never changes.", 1),
    sku: sku(),
    name: textOf("The product's name on this order.", "Oak chair"),
    ordered: units("What was ordered."),
    short_closed: units("What will not be shipped and is no longer owed.", 0),
    reserved: units("What is in stock and held for this line."),
    to_make: units("What has to be made for this line.", 0),
    made: units("What was made for this line.", 0),
    shipped: units("What has left.", 0),
    owed: units("ordered - short_closed - shipped, and 0 where more has left."),
    over_ship_allowance: units("How many more than ordered may be shipped.", 0),
    supply: z
      .array(
        z.object({
          quantity: units("How much comes.", 2),
          on: said(z.iso.date(), "When it comes. A calendar day.", "2026-06-12"),
          source: textOf("The production order or expected receipt it comes from.", "MO-104"),
        }),
      )
      .meta({ description: "Dated units to come for this line." }),
  })
  .openapi("OrderLine");

const fields = {
  number: orderNumber("The order's number, unique in the workspace."),
  tab: tab("Where the order stands.", "open"),
  archive_reason: said(
    z.enum(ARCHIVE_REASONS).nullable(),
    "Why it is archived; null where it is not.",
    null,
  ),
  source: textOf("Where the order came from: `api`, a file, a marketplace.", "api"),
  external_id: textOrNull("Its number at the source, unique for each source.", "#1001"),
  po_number: textOrNull("The client's purchase order.", "PO-7"),
  client: z
    .object({
      code: textOf("The client's code.", "ACME"),
      name: textOf("The client's name.", "Acme Ltd"),
    })
    .meta({ description: "Who ordered." }),
  ordered_on: said(z.iso.date(), "When it was ordered. A calendar day.", "2026-06-01"),
  due_on: dayOf("Deliver by, else ship by."),
  ship_by_on: dayOf("The day by which it must leave.", null),
  overdue: flagOf("Open, and the due day has passed."),
  on_hold: flagOf("Keeps what it has, is neither printed nor shipped."),
  rank: said(
    z.number().nullable(),
    "Its place in the queue that gives stock out: lower comes first; null where it is not open.",
    1024,
  ),
  version: versionOf,
  currency: textOf("ISO 4217 code.", "EUR"),
  total_minor: minorUnits("Lines after discounts, shipping and tax."),
  status: statuses,
  lines: z.array(line).meta({ description: "What was ordered." }),
  shipments: z
    .array(shipmentOfOrder)
    .meta({ description: "Its dispatches, those that are void among them." }),
};

export const order = z.object(fields).openapi("Order");

export const orderPage = pageOf(order).openapi("OrderPage");

const move = z
  .object({
    move: said(
      z.uuid(),
      "The move's id: `POST /moves/{id}/undo` takes it back.",
      "01980a4e-7c1d-7000-8000-5b7f3c2a9d10",
    ),
    order: orderNumber(),
    from: tab("The tab before.", "open"),
    to: tab("The tab after.", "closed"),
  })
  .openapi("Move");

/** The changes of tab that a request caused. */
export const moves = z
  .array(move)
  .meta({ description: "The changes of tab that this request caused." });

export const movedOrder = z.object({ ...fields, moved: moves }).openapi("MovedOrder");
