import "server-only";
import { z } from "@hono/zod-openapi";
import { HAND_REASONS } from "@/lib/orders/stock-movements";
import { keysetQuery, pageOf } from "./list";
import {
  flagOf,
  minor,
  optionalText,
  said,
  seenVersion,
  signedQuantity,
  sku,
  text,
  textOf,
  textOrNull,
  units,
  versionOf,
  whole,
} from "./values";

const KINDS = ["goods", "service"] as const;

const body = {
  kind: said(z.enum(KINDS).optional(), "A service has no stock and is not shipped.", "goods"),
  tracked: said(
    z.boolean().optional(),
    "Whether stock is counted; left out, goods are and services are not.",
    true,
  ),
  made: said(z.boolean().optional(), "Whether it is made here; left out, it is bought.", false),
  gtin: said(optionalText(14), "8, 12, 13 or 14 digits with a right check digit.", "4006381333931"),
  lead_time_days: said(
    whole().min(0).max(3650).nullish(),
    "How long making or buying it takes. In working days.",
    10,
  ),
  unit_price_minor: said(
    minor().nullish(),
    "Its usual price. In minor units of the workspace's currency (cents).",
    1999,
  ),
};
const ownSku = said(text(80), "The SKU, unique in the workspace.", "OAK-TABLE");
const name = said(text(200), "The product's name.", "Oak table");

export const newProduct = z.object({ sku: ownSku, name, ...body }).openapi("NewProduct");

export const productChange = z
  .object({ sku: ownSku.optional(), name: name.optional(), ...body, version: seenVersion })
  .openapi("ProductChange");

const level = {
  on_hand: units("What is here: the sum of all movements.", 12.5),
  reserved: units("What is held for orders."),
  available: units("on_hand - reserved.", 10),
};

export const product = z
  .object({
    sku: sku("The SKU, unique in the workspace."),
    name: textOf("The product's name.", "Oak chair"),
    kind: said(z.enum(KINDS), "A service has no stock and is not shipped.", "goods"),
    tracked: flagOf("Whether stock is counted.", true),
    made: flagOf("Whether it is made here."),
    gtin: textOrNull("Its GTIN.", "4006381333931"),
    lead_time_days: said(
      whole().nullable(),
      "How long making or buying it takes. In working days.",
      10,
    ),
    unit_price_minor: said(
      whole().nullable(),
      "Its usual price. In minor units of the workspace's currency (cents).",
      1999,
    ),
    ...level,
    version: versionOf,
  })
  .openapi("Product");

export const productPage = pageOf(product).openapi("ProductPage");
export const productQuery = keysetQuery("SKU or name");

export const newMovement = z
  .object({
    sku: said(text(80), "The product's SKU.", "OAK-CHAIR"),
    quantity: said(
      signedQuantity().refine((given) => given !== 0, { params: { says: "must not be 0." } }),
      "What is added, or with a minus taken away. In the product's unit, at most 3 decimals.",
      12.5,
    ),
    reason: said(z.enum(HAND_REASONS), "Why.", "receipt"),
    note: said(optionalText(500), "A note for people in the workspace.", "Delivery of 1 June"),
  })
  .openapi("NewStockMovement");

export const movement = z
  .object({
    sku: sku(),
    quantity: units("What was added, or with a minus taken away.", 12.5),
    reason: said(z.enum(HAND_REASONS), "Why.", "receipt"),
    ...level,
  })
  .openapi("StockMovement");
