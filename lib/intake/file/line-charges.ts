/** Decides what the rows of an order add to it: shipping and tax that a report tells line by line. */
import type { Field } from "@/lib/intake/file/fields";
import type { RowReader } from "@/lib/intake/file/row-reader";
import type { Row } from "@/lib/intake/file/table";
import { type Minor, roundDecimal, withoutDust } from "@/lib/shared/money";

/** Prices in Amazon's reports hold the tax already, except in the United States and Canada. */
const TAX_EXTRA = new Set(["USD", "CAD"]);

/** `digits` are the currency's decimal places. Zero where the report tells nothing line by line. */
export function lineCharges(
  rows: readonly Row[],
  reader: RowReader,
  currency: string,
  digits: number,
): { shippingMinor: Minor; taxMinor: Minor } {
  const sum = (field: Field): Minor =>
    rows.reduce((total, row) => {
      const number = reader.has(field) ? reader.number(row, field) : null;
      return total + (number ? Math.abs(Number(roundDecimal(withoutDust(number), digits))) : 0);
    }, 0);
  const shipping = sum("lineShipping") - sum("lineShippingDiscount");
  const isExtra = TAX_EXTRA.has(currency);
  return {
    shippingMinor: Math.max(shipping, 0),
    taxMinor: isExtra ? sum("lineTax") + sum("lineShippingTax") : 0,
  };
}
