/** Decides an order's amounts from a file: exact line totals, and an order's discount spread over its lines. */
import {
  type Decimal,
  grossMinor,
  MINOR_MAX,
  type Minor,
  minorText,
  roundDecimal,
  withoutDust,
} from "@/lib/shared/money";
import { ONE, type Quantity } from "@/lib/shared/quantity";

/** What a line takes off its price: an amount, or a part of it between 0 and 1. */
export type LineDiscount =
  | { readonly kind: "amount"; readonly minor: Minor }
  | { readonly kind: "fraction"; readonly fraction: Decimal };

export type LineAmounts = {
  readonly unitPriceMinor: Minor;
  readonly discountMinor: Minor;
  /** The price is finer than the currency: it is rounded up, and the discount keeps the total right. */
  readonly isFinePrice: boolean;
};

/**
 * Amounts of a line from its exact price: total = quantity x price x (1 - fraction), or - amount, rounded half up once.
 * A discount above the gross is given as it is, for the order input to refuse; null when an amount is too large.
 */
export function lineAmounts(
  quantity: Quantity,
  price: Decimal,
  discount: LineDiscount,
  digits: number,
): LineAmounts | null {
  const clean = withoutDust(price);
  const rounded = roundDecimal(clean, digits);
  const isFinePrice = !isDust(clean, rounded, digits);
  const unit = isFinePrice ? roundedUp(clean, digits) : rounded;
  if (unit > BigInt(MINOR_MAX)) {
    return null;
  }
  const exact = isFinePrice ? clean : { value: unit, scale: digits };
  const gross = grossMinor(quantity, Number(unit));
  const total = totalMinor(quantity, exact, discount, digits);
  const discountMinor = gross - total;
  return Number.isSafeInteger(discountMinor)
    ? { unitPriceMinor: Number(unit), discountMinor, isFinePrice }
    : null;
}

/**
 * Amounts of a line from the price of all of it: the price of one is rounded up, and the discount keeps the total right.
 * Null when an amount is too large.
 */
export function totalAmounts(
  quantity: Quantity,
  total: Decimal,
  discount: LineDiscount,
  digits: number,
): LineAmounts | null {
  const whole = roundDecimal(withoutDust(total), digits);
  const unit = (whole * BigInt(ONE) + BigInt(quantity) - 1n) / BigInt(quantity);
  if (unit > BigInt(MINOR_MAX)) {
    return null;
  }
  const one = { value: whole, scale: digits };
  const kept = totalMinor(ONE, one, discount, digits);
  const discountMinor = grossMinor(quantity, Number(unit)) - kept;
  return Number.isSafeInteger(discountMinor)
    ? { unitPriceMinor: Number(unit), discountMinor, isFinePrice: false }
    : null;
}

/** Floats of 32 bits are off by less than a millionth of the amount; anything more is a price that fine. */
function isDust(price: Decimal, minor: bigint, digits: number): boolean {
  const scale = Math.max(price.scale, digits);
  const value = price.value * 10n ** BigInt(scale - price.scale);
  const off = value - minor * 10n ** BigInt(scale - digits);
  const size = off < 0n ? -off : off;
  return size * 1_000_000n <= value;
}

function roundedUp(price: Decimal, digits: number): bigint {
  const unit = 10n ** BigInt(Math.max(price.scale - digits, 0));
  return (price.value + unit - 1n) / unit;
}

function totalMinor(
  quantity: Quantity,
  price: Decimal,
  discount: LineDiscount,
  digits: number,
): Minor {
  const gross = { value: BigInt(quantity) * price.value, scale: price.scale + 3 };
  if (discount.kind === "amount") {
    return Number(roundDecimal(gross, digits)) - discount.minor;
  }
  const fraction = withoutDust(discount.fraction);
  const kept = 10n ** BigInt(fraction.scale) - fraction.value;
  const total = { value: gross.value * kept, scale: gross.scale + fraction.scale };
  return Number(roundDecimal(total, digits));
}

/** Splits an amount by weights, exactly: each part is floored, and the largest remainders get the units that are left. */
export function spreadMinor(amount: Minor, weights: readonly Minor[]): Minor[] {
  const sum = weights.reduce((total, weight) => total + BigInt(weight), 0n);
  if (sum === 0n) {
    return weights.map(() => 0);
  }
  const shares = weights.map((weight, index) => {
    const product = BigInt(amount) * BigInt(weight);
    return { index, part: Number(product / sum), rest: product % sum };
  });
  let left = amount - shares.reduce((total, share) => total + share.part, 0);
  const byRest = [...shares].sort((one, other) =>
    one.rest === other.rest ? one.index - other.index : one.rest > other.rest ? -1 : 1,
  );
  const parts = shares.map((share) => share.part);
  for (const { index, part } of byRest) {
    if (left > 0) {
      parts[index] = part + 1;
      left -= 1;
    }
  }
  return parts;
}

/** What a file says about a whole order, in minor units; null where it says nothing. */
export type OrderAmounts = {
  readonly goodsMinor: Minor;
  readonly shippingMinor: Minor;
  readonly taxMinor: Minor;
  readonly discountMinor: Minor | null;
  readonly subtotalMinor: Minor | null;
  readonly totalMinor: Minor | null;
};

/**
 * The discount to spread over the lines and the tax to add. The file's subtotal is the judge: its discount may count
 * what the lines already took off, and its tax may already be in the prices.
 */
export function settleOrder(
  order: OrderAmounts,
  currency: string,
): { discountMinor: Minor; taxMinor: Minor; warning: string | null } {
  const { goodsMinor, shippingMinor, subtotalMinor, totalMinor } = order;
  const most = Math.min(order.discountMinor ?? 0, goodsMinor);
  const missing = subtotalMinor === null ? most : goodsMinor - subtotalMinor;
  const discountMinor = missing >= 0 && missing <= most ? missing : most;
  const goods = goodsMinor - discountMinor;
  const taxIsIncluded = totalMinor !== null && goods + shippingMinor === totalMinor;
  const taxMinor = taxIsIncluded ? 0 : order.taxMinor;
  const sum = goods + shippingMinor + taxMinor;
  const warning =
    totalMinor !== null && sum !== totalMinor
      ? `The file's total is ${minorText(totalMinor, currency)}, its lines, shipping and tax add up to ${minorText(sum, currency)}.`
      : subtotalMinor !== null && goods !== subtotalMinor
        ? `The file's subtotal is ${minorText(subtotalMinor, currency)}, its lines add up to ${minorText(goods, currency)}.`
        : null;
  return { discountMinor, taxMinor, warning };
}
