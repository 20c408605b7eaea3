/** Decides what an admin may enter as a workspace's settings. */
import { z } from "zod";
import { addressSchema } from "@/lib/shared/address";
import { lineText, requiredLine } from "@/lib/shared/fields";
import { isCompanyPrefix } from "@/lib/shared/gs1";
import { currencySchema, LOCALES, timeZoneSchema } from "@/lib/shared/places";

/** Order numbers are counted from 1 and read from 1001: SO-1001 is the first. */
export const ORDER_NUMBER_BASE = 1000;
const ORDER_NUMBER_MAX = 999_999_999;

const numberSchema = z.coerce
  .number("Next number must be a whole number such as 1043.")
  .int("Next number must be a whole number such as 1043.")
  .min(1, "Next number must be a whole number such as 1043.")
  .max(ORDER_NUMBER_MAX, `Next number may be at most ${ORDER_NUMBER_MAX}.`);

export const settingsSchema = z.object({
  version: z.coerce.number().int(),
  name: requiredLine("Company name", 120),
  timeZone: timeZoneSchema,
  locale: z.enum(LOCALES, "Choose how dates and numbers read."),
  /** Left out where it can't be changed any more. */
  currency: currencySchema.optional(),
  paper: z.enum(["a4", "letter"], "Choose a paper."),
  orderPrefix: lineText("Prefix", 12).refine(
    (prefix) => /^[A-Za-z0-9._-]*$/.test(prefix),
    "Prefix may hold letters, digits, dots, hyphens and underscores.",
  ),
  nextNumber: numberSchema,
  /** What the form showed: a next number that nobody touched stays, however many orders came meanwhile. */
  shownNumber: numberSchema,
  gs1Prefix: lineText("GS1 company prefix", 20)
    .transform((text) => text.replaceAll(/[\s-]/g, ""))
    .refine(
      (prefix) => prefix === "" || isCompanyPrefix(prefix),
      "GS1 company prefix must have 7 to 10 digits.",
    )
    .transform((prefix) => prefix || null),
  shipFrom: addressSchema,
  shipComplete: z
    .union([z.boolean(), z.literal("on")])
    .optional()
    .transform(Boolean),
});

export type SettingsInput = z.output<typeof settingsSchema>;
