import "server-only";
import { z } from "@hono/zod-openapi";
import { DOCUMENT_KINDS } from "@/db/schema/documents";
import {
  dayOf,
  flagOf,
  idOf,
  instantOf,
  optionalText,
  orderNumber,
  quantity,
  said,
  seenVersion,
  sku,
  textOf,
  textOrNull,
  units,
  versionOf,
  whole,
} from "./values";

const STATES = ["draft", "dispatched", "voided"] as const;

const packed = z.array(
  z.object({
    line: said(whole(), "The order's line.", 1),
    sku: sku(),
    quantity: units("How much of it."),
  }),
);

const document = z
  .object({
    id: idOf("The document's id."),
    kind: said(z.enum(DOCUMENT_KINDS), "What it is.", "label"),
    number: textOf("The number printed on it.", "SH-1001"),
    copy: said(whole(), "Counts prints of this kind for this shipment, from 1.", 1),
    url: textOf(
      "Where its PDF is; takes the same API key.",
      "/api/documents/01980a4e-7c1d-7000-8000-5b7f3c2a9d10",
    ),
  })
  .openapi("Document");

const fields = {
  number: textOf("The shipment's number.", "SH-1001"),
  state: said(
    z.enum(STATES),
    "`draft`: prepared, its stock is held. `dispatched`: it has left. `voided`: given up.",
    "draft",
  ),
  carrier: textOrNull("Who carries it.", "DHL"),
  tracking_number: textOrNull("The carrier's number.", "00340434161094042557"),
  planned_ship_on: dayOf("When it is to leave, as a person planned it."),
  packages: z
    .array(
      z.object({
        sscc: textOf(
          "The carton's serial shipping container code, 18 digits.",
          "000000000000000017",
        ),
        internal: flagOf("The SSCC is of no use outside: the workspace has no GS1 prefix.", true),
        lines: packed.meta({ description: "What is in it." }),
      }),
    )
    .meta({ description: "Its cartons." }),
  documents: z.array(document).meta({ description: "What was printed for it." }),
};

export const shipmentOfOrder = z.object(fields).openapi("OrderShipment");

export const shipment = z
  .object({
    order: orderNumber(),
    ...fields,
    lines: packed.meta({ description: "What is in it, over all packages." }),
    bol_number: textOrNull("The bill of lading's number, 17 digits.", null),
    version: versionOf,
    created_at: said(z.iso.datetime(), "When it was prepared. UTC.", "2026-06-01T10:00:00.000Z"),
    label_printed_at: instantOf("When its label was printed first."),
    packing_slip_printed_at: instantOf("When its packing slip was printed first."),
    bol_printed_at: instantOf("When its bill of lading was printed first."),
    dispatched_at: instantOf("When its stock left; null while it is a draft."),
    handed_over_at: instantOf("When it was marked as shipped."),
    delivered_at: instantOf("When it arrived."),
    voided_at: instantOf("When it was given up."),
  })
  .openapi("Shipment");

const lineNumber = said(
  whole().optional(),
  "The order's line by its number. Name this or `sku`.",
  1,
);
const lineSku = said(
  z.string().max(80).optional(),
  "The order's line by its SKU, where only one has it.",
  "OAK-CHAIR",
);

const unitsToPack = z
  .array(
    z.object({
      line: lineNumber,
      sku: lineSku,
      quantity: said(quantity(), "How much of it. In the product's unit, at most 3 decimals.", 1.5),
    }),
  )
  .min(1)
  .max(1000);

const carried = {
  carrier: said(optionalText(80), "Who carries it; null or empty takes it away.", "DHL"),
  tracking_number: said(
    optionalText(80),
    "The carrier's number; null or empty takes it away.",
    "00340434161094042557",
  ),
};

const contents = {
  lines: unitsToPack.optional().meta({
    description: "What to ship. Left out, all that is reserved, or what `packages` hold.",
  }),
  packages: z
    .array(z.object({ lines: unitsToPack.meta({ description: "What is in the carton." }) }))
    .min(1)
    .max(200)
    .optional()
    .meta({ description: "Its cartons. Left out, one carton holds everything." }),
  ...carried,
  planned_ship_on: said(
    z.iso.date().nullish(),
    "When it is to leave; null takes it away. It may change until it has left. A calendar day.",
    "2199-06-10",
  ),
};

export const newShipment = z.object(contents).openapi("NewShipment");

export const shipmentChange = z
  .object({ ...contents, version: seenVersion })
  .openapi("ShipmentChange");

export const handOver = z.object(carried).openapi("HandOver");

export const shortClose = z
  .object({
    lines: z
      .array(
        z.object({
          line: lineNumber,
          sku: lineSku,
          quantity: said(
            quantity().optional(),
            "How much; left out, all of it. In the product's unit, at most 3 decimals.",
            1,
          ),
        }),
      )
      .min(1)
      .max(1000)
      .optional()
      .meta({ description: "Which lines; left out, every line." }),
  })
  .openapi("ShortClose");
