/** Decides what people may type about production: one input for forms and the API. */
import { z } from "zod";
import { isDay } from "@/lib/shared/dates";
import { lineText, requiredLine } from "@/lib/shared/fields";
import { parseQuantity, QUANTITY_MAX } from "@/lib/shared/quantity";

const KEY_MAX = 100;

const inThousandths = (label: string) =>
  z
    .number({ error: `${label} must be a number with at most 3 decimals, such as 12 or 2.5.` })
    .int(`${label} may have at most 3 decimals.`)
    .max(QUANTITY_MAX, `${label} is too large.`);

/** Thousandths. A form's decimal text, or the number that the API has made of its own. */
function amount(label: string) {
  return z.preprocess(
    typedQuantity,
    inThousandths(label).positive(`${label} must be more than 0.`),
  );
}

/** The same, and nothing is nothing. */
function amountOrNone(label: string) {
  return z.preprocess(
    (value) => typedQuantity(value) ?? 0,
    inThousandths(label).min(0, `${label} must not be negative.`),
  );
}

/** A comma is a decimal point on many keyboards; an empty field is nothing. */
function typedQuantity(value: unknown): unknown {
  if (typeof value !== "string") {
    return value;
  }
  const plain = value.trim().replace(",", ".");
  return plain === "" ? undefined : (parseQuantity(plain) ?? Number.NaN);
}

const dueDay = z
  .string({ error: "Due date must be a day." })
  .refine(isDay, "Due date must be a day that exists.");

const key = z.string().max(KEY_MAX).optional();

export const newProductionSchema = z.object({
  sku: requiredLine("SKU", 80),
  quantity: amount("Quantity"),
  dueOn: dueDay,
  /** The order whose line it is made for; without one it is for stock. */
  order: lineText("Order", 80).optional(),
  line: z.coerce.number("Line must be a number.").int("Line must be a whole number.").optional(),
  key,
});
export type NewProduction = z.output<typeof newProductionSchema>;

/** What a person, or a program, says that was made. */
export const reportSchema = z
  .object({
    quantity: amountOrNone("Made"),
    scrapped: amountOrNone("Scrapped"),
    key,
  })
  .refine(({ quantity, scrapped }) => quantity + scrapped !== 0, {
    path: ["quantity"],
    message: "Say how many were made.",
  });
export type Report = z.output<typeof reportSchema>;

export const changeSchema = z.object({
  quantity: amount("Quantity").optional(),
  dueOn: dueDay.optional(),
  /** The version that was read before; without it the last writer wins. */
  version: z.coerce.number("version must be a number.").int().optional(),
});
export type ProductionChange = z.output<typeof changeSchema>;

export const blockSchema = z.object({ reason: requiredLine("Reason", 200) });
