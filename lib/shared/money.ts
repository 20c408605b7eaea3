/** Money: integers of a currency's minor units. The one place where amounts are rounded. */
import type { Quantity } from "./quantity";

/** Minor units of a currency (cents for EUR), an integer. */
export type Minor = number;

/** Largest amount the product takes: 10^13 minor units, far below what a double holds exactly. */
export const MINOR_MAX: Minor = 10_000_000_000_000;

const formatters = new Map<string, Intl.NumberFormat>();
const digitsOf = new Map<string, number>();

/** Building an Intl formatter costs more than using it a hundred times, and a list formats hundreds of amounts. */
function formatter(locale: string, currency: string): Intl.NumberFormat {
  const key = `${locale} ${currency}`;
  const known = formatters.get(key);
  if (known) {
    return known;
  }
  const made = new Intl.NumberFormat(locale, { style: "currency", currency });
  formatters.set(key, made);
  return made;
}

/** Decimal places of a currency's minor unit by ISO 4217: 2 for EUR, 0 for JPY, 3 for KWD. */
export function minorDigits(currency: string): number {
  const known = digitsOf.get(currency);
  if (known !== undefined) {
    return known;
  }
  try {
    const digits = formatter("en", currency).resolvedOptions().maximumFractionDigits ?? 2;
    digitsOf.set(currency, digits);
    return digits;
  } catch {
    return 2;
  }
}

const PATTERN = /^([+-]?)(\d+)(?:\.(\d*))?$/;

/** An exact decimal: `value * 10^-scale`. */
export type Decimal = { readonly value: bigint; readonly scale: number };

/** Reads plain decimal text exactly. Null when it is no number. */
export function parseDecimal(text: string): Decimal | null {
  const match = PATTERN.exec(text.trim());
  if (!match) {
    return null;
  }
  const [, sign, whole = "", fraction = ""] = match;
  const digits = BigInt(`${whole}${fraction}`);
  return { value: sign === "-" ? -digits : digits, scale: fraction.length };
}

/** Rounds an exact decimal to `digits` places, halves away from zero ("half up" for amounts). */
export function roundDecimal(decimal: Decimal, digits: number): bigint {
  if (decimal.scale <= digits) {
    return decimal.value * 10n ** BigInt(digits - decimal.scale);
  }
  const unit = 10n ** BigInt(decimal.scale - digits);
  const size = decimal.value < 0n ? -decimal.value : decimal.value;
  const rounded = (size + unit / 2n) / unit;
  return decimal.value < 0n ? -rounded : rounded;
}

/** Removes the dust that binary floats leave in exports: places past the 6th are rounded away, so `9.80000019` is `9.8`. */
export function withoutDust(decimal: Decimal): Decimal {
  return decimal.scale <= 6 ? decimal : { value: roundDecimal(decimal, 6), scale: 6 };
}

/** Reads an amount such as `"9.80000019"` to minor units, dust removed, rounded half up once. Null when it is no number or too large. */
export function parseMinor(text: string, currency: string): Minor | null {
  const decimal = parseDecimal(text);
  if (!decimal) {
    return null;
  }
  const minor = Number(roundDecimal(withoutDust(decimal), minorDigits(currency)));
  return Math.abs(minor) <= MINOR_MAX ? minor : null;
}

/** A line's amount before its discount in minor units: quantity x unit price, rounded half up once. */
export function grossMinor(quantity: Quantity, unitPriceMinor: Minor): Minor {
  const product = BigInt(quantity) * BigInt(unitPriceMinor);
  return Number(roundDecimal({ value: product, scale: 3 }, 0));
}

/** A line's total in minor units: quantity x unit price - discount, rounded half up once. */
export function lineTotalMinor(
  quantity: Quantity,
  unitPriceMinor: Minor,
  discountMinor: Minor,
): Minor {
  return grossMinor(quantity, unitPriceMinor) - discountMinor;
}

/** The plain decimal text of an amount: `980` EUR is `"9.80"`. */
export function minorText(minor: Minor, currency: string): string {
  const digits = minorDigits(currency);
  const sign = minor < 0 ? "-" : "";
  const text = String(Math.abs(minor)).padStart(digits + 1, "0");
  return digits === 0
    ? `${sign}${text}`
    : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** Formats an amount for people, in their locale. */
export function formatMinor(minor: Minor, currency: string, locale: string): string {
  return formatter(locale, currency).format(minor / 10 ** minorDigits(currency));
}
