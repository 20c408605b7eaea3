/** Decides what a product may look like: one input for the form and the API. */
import { z } from "zod";
import { lineText, optionalLine, requiredLine } from "@/lib/shared/fields";
import { isGtin } from "@/lib/shared/gs1";
import { MINOR_MAX } from "@/lib/shared/money";

/** A form's box sends "on" or nothing; the API sends true or false. */
const flag = z
  .union([z.boolean(), z.literal("on")])
  .optional()
  .transform((value) => value === true || value === "on");

const LEAD_TIME_MAX = 3650;

export const productSchema = z.object({
  sku: requiredLine("SKU", 80),
  name: requiredLine("Name", 200),
  kind: z.enum(["goods", "service"]).default("goods"),
  tracked: flag,
  made: flag,
  gtin: optionalLine("GTIN", 14).refine(
    (gtin) => gtin === null || isGtin(gtin),
    "GTIN must have 8, 12, 13 or 14 digits and a right check digit.",
  ),
  /** Working time in days. */
  leadTimeDays: z
    .union([z.literal("").transform(() => null), z.coerce.number()])
    .nullish()
    .refine(
      (days) => days == null || (Number.isInteger(days) && days >= 0 && days <= LEAD_TIME_MAX),
      `Lead time must be a whole number of days, 0 to ${LEAD_TIME_MAX}.`,
    )
    .transform((days) => days ?? null),
  unitPriceMinor: z
    .number({ error: "Unit price must be an amount." })
    .int("Unit price must be a whole number of minor units (cents).")
    .min(0, "Unit price must not be negative.")
    .max(MINOR_MAX, "Unit price is too large.")
    .nullish()
    .transform((price) => price ?? null),
});

export type ProductInput = z.output<typeof productSchema>;

/** What the form sends instead of minor units: decimal text in the workspace's currency. */
export const productFormSchema = productSchema
  .omit({ unitPriceMinor: true })
  .extend({ unitPrice: lineText("Unit price", 30).optional() });
