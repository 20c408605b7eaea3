/** Decides what people may type about production: one input for forms and the API. */
import { z } from "zod";
import { isDay } from "@/lib/shared/dates";
import { lineText, requiredLine } from "@/lib/shared/fields";
import { amount, amountOrNone } from "@/lib/shared/quantity-input";

const KEY_MAX = 100;

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
