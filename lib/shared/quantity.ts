/** Quantities: exact decimals with at most 3 places, held as integers of thousandths. */

/** Thousandths of a unit, an integer. `1500` is one and a half units. */
export type Quantity = number;

export const ONE: Quantity = 1000;
/** 99,999,999,999.999 units, what `numeric(14,3)` holds. */
export const QUANTITY_MAX: Quantity = 99_999_999_999_999;

const PATTERN = /^([+-]?)(\d+)(?:\.(\d*))?$/;

/** Reads plain decimal text such as `"12"`, `"-0.5"` or `"1.250"`. Null when it is no number, has a fourth non-zero place or is too large. */
export function parseQuantity(text: string): Quantity | null {
  const match = PATTERN.exec(text.trim());
  if (!match) {
    return null;
  }
  const [, sign, whole = "", rawFraction = ""] = match;
  const fraction = rawFraction.replace(/0+$/, "");
  if (fraction.length > 3 || whole.replace(/^0+/, "").length > 11) {
    return null;
  }
  const value = Number(whole) * ONE + Number(fraction.padEnd(3, "0"));
  return sign === "-" ? -value || 0 : value;
}

/** The plain decimal text of a quantity, without trailing zeros: `1500` is `"1.5"`. */
export function quantityText(quantity: Quantity): string {
  const sign = quantity < 0 ? "-" : "";
  const size = Math.abs(quantity);
  const whole = Math.trunc(size / ONE);
  const rest = size % ONE;
  if (rest === 0) {
    return `${sign}${whole}`;
  }
  const fraction = String(rest).padStart(3, "0").replace(/0+$/, "");
  return `${sign}${whole}.${fraction}`;
}

/** A JSON number for the API: `1500` is `1.5`. */
export function quantityNumber(quantity: Quantity): number {
  return quantity / ONE;
}

/** The thousandths of a JSON number, or null when it has a fourth place or is too large. */
export function quantityFromNumber(value: number): Quantity | null {
  if (!Number.isFinite(value)) {
    return null;
  }
  const scaled = Math.round(value * ONE);
  const exact = Math.abs(value * ONE - scaled) < 1e-6 * Math.max(1, Math.abs(value));
  return exact && Math.abs(scaled) <= QUANTITY_MAX ? scaled : null;
}
