/** Decides what the document says of production orders: bodies and answers. */
import { z } from "@hono/zod-openapi";
import { PRODUCTION_LISTS } from "@/lib/production/list";
import { PRODUCTION_STATES } from "@/lib/production/state";
import { keysetQuery, pageOf } from "./list";
import {
  dayOf,
  flagOf,
  instantOf,
  quantity,
  quantityOrNone,
  said,
  seenVersion,
  sku,
  text,
  textOf,
  textOrNull,
  units,
  versionOf,
  whole,
} from "./values";

export const productionQuery = keysetQuery("number, SKU, name or order").extend({
  list: said(
    z.enum(PRODUCTION_LISTS).default("open"),
    "`open`: still to be made. `blocked` and `late`: those of them. `done`: the rest.",
    "open",
  ),
});

const planned = said(quantity(), "How many to make. In the product's unit, at most 3 decimals.", 5);
const due = said(z.iso.date(), "The day by which they must be made. A calendar day.", "2199-06-09");

export const newProduction = z
  .object({
    sku: said(text(80), "What to make.", "OAK-CHAIR"),
    quantity: planned,
    due_on: due,
    order: said(
      z.string().max(80).optional(),
      "The order it is made for: its line gets the units first. Left out, it is for stock.",
      "SO-2001",
    ),
    line: said(whole().optional(), "The order's line, where several have the SKU.", 1),
  })
  .openapi("NewProductionOrder");

export const productionChange = z
  .object({ quantity: planned.optional(), due_on: due.optional(), version: seenVersion })
  .openapi("ProductionOrderChange");

const made = (description: string, example: number) =>
  said(
    quantityOrNone().optional(),
    `${description} In the product's unit, at most 3 decimals.`,
    example,
  );

export const newReport = z
  .object({
    quantity: made("How many good ones were made. One of this and `scrapped` is more than 0.", 2),
    scrapped: made("How many were spoilt.", 0),
  })
  .openapi("NewProductionReport");

export const block = z
  .object({ reason: said(text(200), "Why nothing goes on.", "Boards are wet") })
  .openapi("BlockProduction");

const fields = {
  number: textOf("The production order's number.", "MO-104"),
  sku: sku("What is made."),
  name: textOf("The product's name.", "Oak chair"),
  quantity: units("How many to make.", 5),
  made: units("How many good ones were made.", 2),
  scrapped: units("How many were spoilt.", 0),
  remaining: units("How many are still to be made.", 3),
  status: z
    .object({
      value: said(z.enum(PRODUCTION_STATES), "Where it stands.", "in_progress"),
      percent: said(whole().min(0).max(100), "Made of what was planned, floored. In percent.", 40),
    })
    .meta({ description: "Its status." }),
  due_on: dayOf("The day by which they must be made.", "2026-06-09"),
  late: flagOf("Still to be made, and the due day has passed."),
  order: textOrNull("The order it is made for; null for stock.", "SO-1042"),
  line: said(whole().nullable(), "That order's line.", 1),
  blocked_reason: textOrNull("Why nothing goes on; null where it is not blocked.", null),
  created_at: said(z.iso.datetime(), "When it was planned. UTC.", "2026-06-01T10:00:00.000Z"),
  started_at: instantOf("When it was started."),
  finished_at: instantOf("When it ended."),
  version: versionOf,
};

const report = z.object({
  report: said(whole(), "The report's number within the production order, from 1.", 1),
  quantity: units("How many good ones were made.", 2),
  scrapped: units("How many were spoilt.", 0),
  at: said(z.iso.datetime(), "When it was reported. UTC.", "2026-06-02T10:00:00.000Z"),
  by: textOf("Who reported it: a person, or a key's name.", "Ana"),
  taken_back_at: instantOf("When it was taken back; null where it stands."),
});

export const production = z
  .object({
    ...fields,
    reports: z.array(report).meta({ description: "What was made, oldest first." }),
  })
  .openapi("ProductionOrder");

export const productionPage = pageOf(z.object(fields).openapi("ProductionOrderRow")).openapi(
  "ProductionOrderPage",
);
