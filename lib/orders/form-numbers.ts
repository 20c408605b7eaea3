/** Decides which number the text of a form's field is, or what is wrong with it; and the totals while people type. */
import { lineTotalMinor, type Minor, minorDigits, parseDecimal, parseMinor } from "../shared/money";
import { ONE, parseQuantity } from "../shared/quantity";
import type { OrderForm } from "./form";

type FormLine = OrderForm["lines"][number];

/** A number read from text. With a problem the value is a harmless one, so that the other fields are still judged. */
export type Reading = { readonly value: number; readonly problem: string | null };

export function readQuantity(text: string): Reading {
  const problem = (words: string) => ({ value: ONE, problem: words });
  if (text.trim() === "") {
    return problem("Quantity is missing.");
  }
  if (text.includes(",")) {
    return problem("Write the quantity with a point for decimals, such as 1.5.");
  }
  const quantity = parseQuantity(text);
  if (quantity !== null) {
    return quantity > 0
      ? { value: quantity, problem: null }
      : problem("Quantity must be more than 0.");
  }
  const decimal = parseDecimal(text);
  if (decimal === null) {
    return problem("Quantity must be a number such as 2 or 1.5.");
  }
  return problem(
    decimal.scale > 3 ? "Quantity may have at most 3 decimals." : "Quantity is too large.",
  );
}

/** How many more units than ordered may be shipped; empty is none. */
export function readAllowance(text: string): Reading {
  if (/^(0+(\.0*)?)?$/.test(text.trim())) {
    return { value: 0, problem: null };
  }
  const { value, problem } = readQuantity(text);
  return problem === null
    ? { value, problem }
    : { value: 0, problem: "Type how many more may be shipped, such as 2 or 1.5." };
}

/** Empty is 0. An amount finer than the currency is refused rather than rounded: a person typed it. */
export function readAmount(text: string, currency: string, label: string): Reading {
  const problem = (words: string) => ({ value: 0, problem: `${label} ${words}` });
  if (text.trim() === "") {
    return { value: 0, problem: null };
  }
  if (text.includes(",")) {
    return problem("needs a point for decimals, such as 12.50, and no commas.");
  }
  if (parseDecimal(text) === null) {
    return problem("must be an amount such as 12.50.");
  }
  const digits = minorDigits(currency);
  const [, decimals = ""] = text.trim().split(".");
  if (decimals.replace(/0+$/, "").length > digits) {
    return problem(digits === 0 ? "may have no decimals." : `may have at most ${digits} decimals.`);
  }
  const value = parseMinor(text, currency);
  return value === null ? problem("is too large.") : { value, problem: null };
}

/** A row's total while it is typed, in minor units; null as long as it can't be read. */
export function lineTotalOf(line: FormLine, currency: string): Minor | null {
  const quantity = readQuantity(line.quantity);
  const price = readAmount(line.unitPriceMinor, currency, "");
  const discount = readAmount(line.discountMinor, currency, "");
  const isRead = quantity.problem === null && price.problem === null && discount.problem === null;
  return isRead && line.unitPriceMinor.trim() !== ""
    ? lineTotalMinor(quantity.value, price.value, discount.value)
    : null;
}

/** The order's amounts while it is typed; a part that can't be read yet counts as nothing. */
export function typedTotals(
  form: Pick<OrderForm, "lines" | "currency" | "shippingMinor" | "taxMinor">,
): {
  readonly subtotalMinor: Minor;
  readonly totalMinor: Minor;
} {
  const { lines, currency, shippingMinor, taxMinor } = form;
  const subtotalMinor = lines.reduce((sum, line) => sum + (lineTotalOf(line, currency) ?? 0), 0);
  const rest =
    readAmount(shippingMinor, currency, "").value + readAmount(taxMinor, currency, "").value;
  return { subtotalMinor, totalMinor: subtotalMinor + rest };
}
