/** Decides how single values are written in requests and queries of the API. */
import { z } from "zod";
import { isDay } from "@/lib/shared/dates";
import { keysetStart } from "@/lib/shared/keyset";
import { ONE, quantityFromNumber } from "@/lib/shared/quantity";

const LIMIT_MAX = 200;
const LIMIT_DEFAULT = 50;

/** A page's size; more than the largest page is the largest page. */
export const limit = z
  .string()
  .regex(/^[1-9]\d{0,6}$/, "limit must be a whole number from 1.")
  .transform((text) => Math.min(Number(text), LIMIT_MAX))
  .default(LIMIT_DEFAULT);

export const day = (name: string) =>
  z.string().refine(isDay, `${name} must be a day such as 2026-03-31.`);

/**
 * The thousandths of a JSON number. What is no quantity stays recognisably wrong, so that the schema
 * behind it refuses it with its own words: a fraction of a thousandth, or no number at all.
 */
export function thousandths(value: unknown): unknown {
  return typeof value === "number" ? (quantityFromNumber(value) ?? value * ONE) : value;
}

/** The same inside of each of an array's objects. */
export function withThousandths(lines: unknown): unknown {
  return Array.isArray(lines)
    ? lines.map((line: unknown) =>
        line !== null && typeof line === "object" && "quantity" in line
          ? { ...line, quantity: thousandths(line.quantity) }
          : line,
      )
    : lines;
}

/** The same for an object that has amounts of its own. */
export const withQuantity = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((body) => {
    const given: Record<string, unknown> =
      body !== null && typeof body === "object" ? { ...body } : {};
    for (const name of ["quantity", "scrapped"]) {
      if (name in given) {
        // Text is a form's; a program sends numbers.
        given[name] = typeof given[name] === "string" ? null : thousandths(given[name]);
      }
    }
    return given;
  }, schema);

/** A list that is searched and paged by name. */
export const keysetQuery = z.object({
  q: z.string().max(120, "q may have at most 120 characters.").optional(),
  limit,
  after: z
    .string()
    .refine(
      (after) => keysetStart({ after, before: null }, 2).place !== null,
      "after must be a next_cursor of this list.",
    )
    .optional(),
});

/** The version that was read before it was changed; without it the last writer wins. */
export const version = z
  .number("version must be a whole number.")
  .int("version must be a whole number.")
  .optional();
