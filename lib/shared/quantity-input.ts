/** Decides how quantities are typed: a form's decimal text, or the thousandths that the API has made of a number. */
import { z } from "zod";
import { parseQuantity, QUANTITY_MAX } from "./quantity";

const inThousandths = (label: string) =>
  z
    .number({ error: `${label} must be a number with at most 3 decimals, such as 12 or 2.5.` })
    .int(`${label} may have at most 3 decimals.`)
    .max(QUANTITY_MAX, `${label} is too large.`);

/** Thousandths, more than none. */
export function amount(label: string) {
  return z.preprocess(
    typedQuantity,
    inThousandths(label).positive(`${label} must be more than 0.`),
  );
}

/** The same, and nothing is nothing. */
export function amountOrNone(label: string) {
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
